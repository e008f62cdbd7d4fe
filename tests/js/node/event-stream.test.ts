// eventStream over a real socket that is not read: backpressure reaches the server. How much an
// engine reads ahead differs; in Node it is known to be bounded.
import { expect, test, vi } from 'vitest';
import { eventStream } from '../../../js/src/index.js';
import { deferred, settle } from '../support/deferred.js';
import { startServer, type TestResponse } from '../support/server.js';

// Long loops that also have to finish on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const MEBIBYTE = 1024 * 1024;
const ENDLESS = 64 * MEBIBYTE;
const MESSAGE = `data: ${'x'.repeat(64 * 1024)}\n\n`;

/**
 * Writes messages as fast as they are read. Returns a function that returns the number of bytes
 * written.
 */
function flood(response: TestResponse): () => number {
  let written = 0;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.on('error', () => {});
  const write = (): void => {
    let hasRoom = true;
    while (hasRoom && !response.destroyed && written < ENDLESS) {
      hasRoom = response.write(MESSAGE);
      written += MESSAGE.length;
    }
  };
  response.on('drain', write);
  write();
  return () => written;
}

/** Resolves once the number has stopped growing over many turns of the event loop. */
async function standstill(number: () => number): Promise<number> {
  for (let before = -1; before < number();) {
    before = number();
    for (let turn = 0; turn < 200; turn++) {
      await settle();
    }
  }
  return number();
}

test('eventStream: backpressure stops the server, next() lets it continue, and break closes the connection', async () => {
  const flooding = deferred<() => number>();
  const server = await startServer((response) => flooding.resolve(flood(response)));
  const stream = eventStream(server.url);
  const first = await stream.next();
  expect(first.value?.data.length).toBe(64 * 1024);

  const written = await flooding.promise;
  const heldAt = await standstill(written);
  expect(heldAt).toBeLessThan(ENDLESS / 2);

  let read = 0;
  for await (const { data } of stream) {
    read += data.length;
    if (read > heldAt + 4 * MEBIBYTE) {
      break;
    }
  }
  expect(written()).toBeGreaterThan(heldAt);
  await server.allSocketsClosed();
});
