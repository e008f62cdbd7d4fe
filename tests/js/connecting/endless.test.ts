// Servers that never stop: lines and error pages are read up to a limit, with bounded memory, and
// then closed.
import { describe, expect, test } from 'vitest';
import { EventTooLargeError, fetchEventSource, ResponseError } from '../../../js/src/index.js';
import { load } from '../../../js/src/runtime/load.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import { deferred, rejectionOf } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { startServer, type Respond, type TestResponse } from '../support/server.js';

const MEBIBYTE = 1024 * 1024;

/** Writes `chunk` again and again, as fast as it is read, until the connection is closed. */
function writeForEver(response: TestResponse, chunk: string): void {
  response.on('error', () => {});
  const write = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', write);
  write();
}

function endless(start: string, chunk: string): Respond {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(start);
    writeForEver(response, chunk);
  };
}

describe('an endless line', () => {
  test.each([
    ['of data', 'data: '],
    ['of data in an event', 'id: 1\nevent: e\ndata: begun\ndata: '],
    ['of a comment', ':'],
    ['of an unknown field', 'unknown: '],
    ['that names no field', ''],
    ['of an id', 'id: '],
    ['of an event type', 'event: '],
    ['of a retry field', 'retry: '],
  ])('%s fails at the limit and closes the socket', async (_what, start) => {
    const runtime = await load();
    const before = runtime.memory.buffer.byteLength;
    const server = await startServer(endless(`data: a\n\n${start}`, '7'.repeat(16 * 1024)));
    const messages: string[] = [];

    const error = await rejectionOf(
      fetchEventSource(server.url, {
        maxEventBytes: MEBIBYTE,
        onmessage: ({ data }) => void messages.push(data),
      }),
    );

    expect(error).toBeInstanceOf(EventTooLargeError);
    expect(error).toMatchObject({ phase: 'limit', maxEventBytes: MEBIBYTE, messagesDelivered: 1 });
    expect(messages).toEqual(['a']);
    await server.allSocketsClosed();
    expect(runtime.memory.buffer.byteLength - before).toBeLessThan(8 * MEBIBYTE);
  });

  test('maxEventBytes: an event of endless lines fails at the limit', async () => {
    const server = await startServer(endless('', `data: ${'x'.repeat(1000)}\n`));

    const done = fetchEventSource(server.url, { maxEventBytes: MEBIBYTE });

    await expect(done).rejects.toBeInstanceOf(EventTooLargeError);
    await server.allSocketsClosed();
  });

  test('maxEventBytes: endless comments are not part of an event', async () => {
    const server = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' });
      response.end(`${': keep-alive\n'.repeat(10_000)}data: a\n\n`);
    });
    const messages: string[] = [];

    await fetchEventSource(server.url, {
      maxEventBytes: 100,
      onmessage: ({ data }) => void messages.push(data),
    });

    expect(messages).toEqual(['a']);
  });
});

describe('an endless error page', () => {
  test.each([
    [500, 'text/html'],
    [200, 'text/html'],
  ])('is kept up to 16 KiB: %i %s', async (status, type) => {
    const server = await startServer((response) => {
      response.writeHead(status, { 'content-type': type });
      writeForEver(response, '<p>sorry</p>'.repeat(1000));
    });

    const error = await rejectionOf(fetchEventSource(server.url, { retry: { maxAttempts: 1 } }));

    expect(error).toBeInstanceOf(ResponseError);
    expect((error as ResponseError).body.length).toBe(16 * 1024);
    expect((error as ResponseError).body).toMatch(/^(<p>sorry<\/p>)+/);
    await server.allSocketsClosed();
  });

  test('that stalls is read until its deadline', async () => {
    const environment = new FakeEnvironment();
    const firstChunkRead = deferred();
    const cancelled = deferred();
    const encoder = new TextEncoder();
    let pulls = 0;
    const body = new ReadableStream(
      {
        pull: (controller) => {
          pulls += 1;
          if (pulls === 1) {
            controller.enqueue(encoder.encode('<p>sorry'));
            return undefined;
          }
          firstChunkRead.resolve();
          return new Promise(() => {});
        },
        cancel: () => cancelled.resolve(),
      },
      { highWaterMark: 0 },
    );
    const done = rejectionOf(
      streamWithCallbacks(
        'http://127.0.0.1/',
        { fetch: async () => new Response(body, { status: 404 }) },
        environment,
      ),
    );
    const deadline = await environment.nextWait();
    await firstChunkRead.promise;

    deadline.release();

    expect(await done).toMatchObject({ status: 404, body: '<p>sorry' });
    await cancelled.promise;
    expect(environment.pendingWaits).toBe(0);
  });

  test('that is cut off is kept as far as it has arrived', async () => {
    const server = await startServer((response) => {
      response.writeHead(500, { 'content-type': 'text/html', 'content-length': 1000 });
      response.flushHeaders();
      response.destroy();
    });

    const error = await rejectionOf(fetchEventSource(server.url, { retry: { maxAttempts: 1 } }));

    expect(error).toMatchObject({ name: 'ResponseError', status: 500, body: '' });
    await server.allSocketsClosed();
  });
});
