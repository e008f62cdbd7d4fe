// Servers that violate HTTP, through raw sockets, which browsers' tests do not have. Node's fetch
// limits some of this, and `timeouts` the rest.
import { expect, test, vi } from 'vitest';
import { ConnectError, fetchEventSource, StreamTimeoutError } from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import { deferred, rejectionOf } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { serveSockets } from '../../support/test-server.js';
import { published, runModule } from '../../support/child.js';

// A process of its own, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

interface RawServer {
  readonly url: string;
  /** Resolves once its request has arrived. */
  readonly request: Promise<void>;
  /** Resolves once the socket of that request is closed. */
  readonly closed: Promise<void>;
}

/** Sends `start` to its request, and then `rest` for as long as it is read. */
async function endlessly(start: string, rest: string): Promise<RawServer> {
  const request = deferred();
  const closed = deferred();
  const { url } = await serveSockets((socket) => {
    socket.on('close', () => closed.resolve());
    const write = (): void => {
      while (!socket.destroyed && socket.write(rest));
    };
    socket.on('drain', write);
    socket.once('data', () => {
      request.resolve();
      socket.write(start);
      write();
    });
  });
  return { url, request: request.promise, closed: closed.promise };
}

test('hostile server: headers without an end are rejected', async () => {
  const { url, closed } = await endlessly(
    'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n',
    `x-more: ${'x'.repeat(1000)}\r\n`,
  );

  const error = await rejectionOf(fetchEventSource(url, { retry: { maxAttempts: 1 } }));

  expect(error).toBeInstanceOf(ConnectError);
  await closed;
});

test('hostile server: an id of 16 MiB before a lost connection is not sent and takes only the memory of its text', async () => {
  // An array with one string for each byte would take 128 MiB.
  const printed = await runModule(
    `import { createServer } from 'node:http';
    import { fetchEventSource } from ${JSON.stringify(published)};
    const sent = [];
    const server = createServer((request, response) => {
      sent.push(request.headers['last-event-id'] ?? 'none');
      response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' });
      if (sent.length > 1) return response.end('data: end\\n\\n');
      response.write('id: ');
      for (let part = 0; part < 16; part++) response.write(Buffer.alloc(1024 * 1024, 'x'));
      response.end('\\ndata: a\\n\\n');
    }).listen(0, '127.0.0.1', async () => {
      const lengths = [];
      await fetchEventSource('http://127.0.0.1:' + server.address().port, {
        isTerminal: ({ data }) => data === 'end',
        retry: { initialDelay: 10 },
        onmessage: ({ id }) => void lengths.push(id.length),
      });
      console.log(JSON.stringify({ sent, lengths }));
      process.exit();
    });`,
    '--max-old-space-size=100',
  );

  expect(JSON.parse(printed)).toEqual({ sent: ['none', 'none'], lengths: [16 * 1024 * 1024, 0] });
});

test('hostile server: informational responses without an end are limited by timeouts.headers', async () => {
  const { url, request, closed } = await endlessly(
    '',
    'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n',
  );

  const environment = new FakeEnvironment();
  const init = { retry: { maxAttempts: 1 }, timeouts: { headers: 100 } };

  const error = rejectionOf(streamWithCallbacks(url, init, environment));
  await request;
  (await environment.nextWait()).release();

  expect(await error).toBeInstanceOf(StreamTimeoutError);
  await closed;
});
