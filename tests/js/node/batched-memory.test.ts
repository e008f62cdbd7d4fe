// batched iterators that are dropped: the garbage collector, which only Node's tests can call,
// closes their connections.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test, vi } from 'vitest';
import { batched } from '../../../js/src/chat/batch.js';
import { eventStream, type EventSourceMessage } from '../../../js/src/index.js';
import { deferred, settle } from '../support/deferred.js';
import { startServer, staysOpenAfter, type TestResponse } from '../support/server.js';

// Long loops that also have to finish on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Unreachable objects may refer to others, and finalizers run between turns of the event loop. */
async function collectUntil(event: Promise<unknown>): Promise<void> {
  const waiting = { is: true };
  void event.then(() => (waiting.is = false));
  while (waiting.is) {
    collectGarbage();
    await settle();
  }
}

const open = (url: string): AsyncGenerator<readonly EventSourceMessage[], void> =>
  batched(eventStream(url), { interval: 0 });

describe('batched: an iterator that is dropped is collected and closes the connection of its source', () => {
  test.each<[string, (url: string) => Promise<unknown>]>([
    ['between two next() calls', (url) => open(url).next()],
    [
      'in a loop that never continues',
      (url) => {
        const entered = deferred();
        void (async () => {
          for await (const batch of open(url)) {
            entered.resolve();
            await new Promise(() => {});
            expect(batch).toBe('unreachable');
          }
        })();
        return entered.promise;
      },
    ],
  ])('%s', async (_where, read) => {
    const server = await startServer(staysOpenAfter('data: a\n\n'));

    await read(server.url);
    expect(server.openSockets).toBe(1);
    await collectUntil(server.allSocketsClosed());

    expect(server.requests.length).toBe(1);
  });
});

test('batched: an iterator with a pending next() is not collected', async () => {
  const response = deferred<TestResponse>();
  const server = await startServer((request) => response.resolve(request));
  const first = open(server.url).next();
  const answer = await response.promise;

  for (let round = 0; round < 10; round++) {
    collectGarbage();
    await settle();
  }
  answer.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: a\n\n');

  expect((await first).value).toMatchObject([{ data: 'a' }]);
});
