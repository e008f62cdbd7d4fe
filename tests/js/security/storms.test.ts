// Servers that cause endless requests or large memory with little effort: retries have delays, and
// memory has a limit.
import { expect, test } from 'vitest';
import { EventTooLargeError, fetchEventSource } from '../../../js/src/index.js';
import { load } from '../../../js/src/runtime/load.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import { rejectionOf } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { endsAfter, startServer } from '../support/server.js';

const MEBIBYTE = 1024 * 1024;
const ROUNDS = 50;

test.each([
  ['that sends retry: 0 with each message', 'retry: 0\ndata: a\n\n', 100],
  ['that sends it without a message', 'retry: 0\n\n', 100],
  ['that sends nothing', '', 500],
])(
  'storm: after a server %s and ends, no request follows without a delay',
  async (_what, text, pause) => {
    const server = await startServer(endsAfter(text));
    const environment = new FakeEnvironment();
    // The shortest delays with the lowest jitter, lengthened where the server requests more.
    environment.chance = 0.999_999;
    environment.releaseAll();
    const stop = new AbortController();

    await streamWithCallbacks(
      server.url,
      {
        signal: stop.signal,
        isTerminal: () => false,
        onerror: () => {
          if (server.requests.length === ROUNDS) {
            stop.abort();
          }
        },
      },
      environment,
    );

    expect(environment.delays.length).toBe(ROUNDS - 1);
    expect(Math.min(...environment.delays)).toBeGreaterThanOrEqual(pause);
  },
);

test('storm: a line that is compressed to a thousandth of its size fails at the limit of its uncompressed size', async () => {
  const runtime = await load();
  const before = runtime.memory.buffer.byteLength;
  const line = new Blob(['data: ', ...Array<string>(64).fill('x'.repeat(MEBIBYTE))]);
  const compressed = await new Response(
    line.stream().pipeThrough(new CompressionStream('gzip')),
  ).arrayBuffer();
  const server = await startServer((response) => {
    const headers = { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' };
    response.writeHead(200, { ...headers, connection: 'close' }).end(new Uint8Array(compressed));
  });

  const error = await rejectionOf(fetchEventSource(server.url, { maxEventBytes: MEBIBYTE }));

  expect(compressed.byteLength).toBeLessThan(MEBIBYTE / 8);
  expect(error).toBeInstanceOf(EventTooLargeError);
  await server.allSocketsClosed();
  expect(runtime.memory.buffer.byteLength - before).toBeLessThan(8 * MEBIBYTE);
});
