// eventStream over a real socket that is not read: the server is held up. How much an engine reads ahead is its own
// business, and Node's is known to be bounded.
import { expect, test, vi } from 'vitest';
import { eventStream } from '../../../js/src/index.js';
import { deferred, settle } from '../support/deferred.js';
import { startServer, type TestResponse } from '../support/server.js';

// Much work, on a machine that may have other work.
vi.setConfig({ testTimeout: 60_000 });

const MEBIBYTE = 1024 * 1024;
const ENDLESS = 64 * MEBIBYTE;
const MESSAGE = `data: ${'x'.repeat(64 * 1024)}\n\n`;

/** Writes messages as fast as they are taken, and answers a function that tells how many bytes that has been. */
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

/** Resolves once the number grows no more, however often everything that can happen has happened. */
async function standstill(number: () => number): Promise<number> {
  for (let before = -1; before < number();) {
    before = number();
    for (let turn = 0; turn < 200; turn++) {
      await settle();
    }
  }
  return number();
}

test('a server that is not read is held up, goes on with the steps, and is let go by break', async () => {
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
