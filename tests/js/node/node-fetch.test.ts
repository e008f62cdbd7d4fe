// What no browser can test: bodies and bytes that only Node's fetch accepts, error texts of Node,
// and no page.
import { runInNewContext } from 'node:vm';
import { describe, expect, test, vi } from 'vitest';
import {
  BodyError,
  fetchEventSource,
  InvalidRequestError,
  type FetchEventSourceInit,
} from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import { utf8InHeader } from '../support/bytes.js';
import { rejectionOf } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { urlWithoutServer } from '../support/host.js';
import { answers, endsAfter, startServer } from '../support/server.js';

/** A response whose body yields these chunks unchanged. */
function responseOf(...chunks: unknown[]): Response {
  const body = new ReadableStream({
    start: (controller) => {
      chunks.forEach((chunk) => controller.enqueue(chunk));
      controller.close();
    },
  });
  const response = new Response(null, { headers: { 'content-type': 'text/event-stream' } });
  // Response itself would reject such chunks only when they are read through it.
  Object.defineProperty(response, 'body', { value: body });
  return response;
}

// A page has a URL against which these are resolved.
describe("Node's fetch: without a base URL", () => {
  test.each([
    ['not a URL', 'http//no'],
    ['an empty URL', ''],
  ])('%s', async (_what, input) => {
    const error = await rejectionOf(fetchEventSource(input));

    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error).toMatchObject({ phase: 'connect', attempt: 1, retryable: false });
    expect(error).toMatchObject({ cause: expect.any(TypeError) as TypeError });
    expect((error as Error).message).toMatch(/^Expected a valid request, got: ./);
  });
});

test("Node's fetch: the message has the reason for a network error, which is deep in its causes", async () => {
  const url = await urlWithoutServer();

  const error = await rejectionOf(fetchEventSource(url, { retry: { maxAttempts: 1 } }));

  expect((error as Error).message).toContain('ECONNREFUSED');
});

describe("Node's fetch: a response body", () => {
  const read = async (...chunks: unknown[]): Promise<string[]> => {
    const messages: string[] = [];
    await fetchEventSource('http://127.0.0.1/', {
      fetch: async () => responseOf(...chunks),
      onmessage: ({ data }) => void messages.push(data),
    });
    return messages;
  };

  // A worker of a browser has no second realm.
  test('has bytes of another realm, as in jsdom or an iframe', async () => {
    const bytes: unknown = runInNewContext(
      `Uint8Array.from(${JSON.stringify([...Buffer.from('data: a\n\n')])})`,
    );

    expect(await read(bytes)).toEqual(['a']);
  });

  test('has Buffers, and empty chunks', async () => {
    const chunks = [Buffer.from('data: '), new Uint8Array(0), Buffer.from('a\n\n')];

    expect(await read(...chunks)).toEqual(['a']);
  });
});

// Over HTTP/1.1 Chromium refuses to send a stream; Firefox and WebKit send its name.
describe("Node's fetch: a request body", () => {
  test('that is a stream is not sent again', async () => {
    const server = await startServer(answers(503));
    const environment = new FakeEnvironment();
    const body = new Blob(['the question']).stream();
    const init = { method: 'POST', body, duplex: 'half' } as FetchEventSourceInit;

    const error = await rejectionOf(streamWithCallbacks(server.url, init, environment));

    expect(error).toMatchObject({ name: 'ResponseError', status: 503, retryable: false });
    expect(server.requests.map((request) => request.body)).toEqual(['the question']);
  });

  test('that is an iterator, which Node also accepts, is not sent empty the second time', async () => {
    const server = await startServer(answers(503));
    async function* question(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('the question');
    }
    const body = question() as unknown as BodyInit;

    const error = await rejectionOf(
      fetchEventSource(server.url, {
        ...({ method: 'POST', body, duplex: 'half' } as RequestInit & {
          signal?: undefined;
          headers?: undefined;
        }),
        retry: { initialDelay: 10, maxAttempts: 2 },
      }),
    );

    expect(error).toMatchObject({ status: 503 });
    expect(server.requests.map((request) => request.body)).toEqual(['the question']);
  });
});

test("Node's fetch: an id is sent as UTF-8, byte for byte", async () => {
  const server = await startServer(endsAfter('id: 编号-7 🎉\n\n'), endsAfter(''));
  const onclose = (): void => {
    if (server.requests.length === 1) {
      throw new Error('once more');
    }
  };

  await fetchEventSource(server.url, { onclose, onerror: () => 10 });

  expect(utf8InHeader(String(server.requests[1]?.headers['last-event-id']))).toBe('编号-7 🎉');
});

// WebKitGTK delivers a 401 only when its body is complete.
test("Node's fetch: a 401 with an unfinished body releases the socket", async () => {
  const server = await startServer((response) =>
    response.writeHead(401, { 'content-type': 'text/html' }).write('<html>'),
  );
  const environment = new FakeEnvironment();
  const init = { retry: { maxAttempts: 1 } };
  const done = rejectionOf(streamWithCallbacks(server.url, init, environment));

  (await environment.nextWait()).release();

  expect(await done).toMatchObject({ name: 'ResponseError', status: 401 });
  await server.allSocketsClosed();
});

// WebKitGTK takes any orderly close for the end of the body.
test("Node's fetch: an orderly close before content-length bytes is a lost connection", async () => {
  const server = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'content-length': 1000 });
    response.write('data: a\n\n', () => response.destroy());
  });

  const error = await rejectionOf(fetchEventSource(server.url, { retry: { maxAttempts: 1 } }));

  expect(error).toBeInstanceOf(BodyError);
  await server.allSocketsClosed();
});

// A window cannot be removed from a page. Workers, which have none, run every other test.
test('Node: neither document nor window is needed, nor used if it is something else (#39 #60)', async () => {
  expect([typeof document, typeof window]).toEqual(['undefined', 'undefined']);
  const names = new Set<unknown>();
  const trap = new Proxy({}, { get: (_target, name) => void names.add(name) });
  vi.stubGlobal('document', trap);
  vi.stubGlobal('window', trap);
  const server = await startServer(answers(503), endsAfter('data: a\n\n'));

  await fetchEventSource(server.url, { retry: { initialDelay: 10 } });
  vi.unstubAllGlobals();

  // Whether it is an object that has events.
  expect([...names]).toEqual(['addEventListener']);
  expect(server.requests.length).toBe(2);
});
