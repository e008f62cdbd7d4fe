// eventStream iterators that are never closed: the garbage collector, which only Node's tests can
// call, closes the unreachable ones and no others.
import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { eventStream, type EventStreamInit } from '../../../js/src/index.js';
import { deferred, settle } from '../support/deferred.js';
import { startServer, staysOpenAfter, type TestResponse } from '../support/server.js';
import { step } from '../support/steps.js';

// Long loops that also have to finish on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const HEADERS = { 'content-type': 'text/event-stream' };

/** Unreachable objects may refer to others, and finalizers run between turns of the event loop. */
async function collectUntil(event: Promise<unknown>): Promise<void> {
  const waiting = { is: true };
  void event.then(() => (waiting.is = false));
  while (waiting.is) {
    collectGarbage();
    await settle();
  }
}

async function collectOften(): Promise<void> {
  for (let round = 0; round < 30; round++) {
    collectGarbage();
    await settle();
  }
}

/** A server that delays its response until the test sets it. */
async function heldServer(): Promise<{ url: string; request: Promise<TestResponse> }> {
  const request = deferred<TestResponse>();
  const { url } = await startServer((response) => request.resolve(response));
  return { url, request: request.promise };
}

describe('eventStream: an iterator that is dropped is collected and closes its connection', () => {
  test.each<[string, (url: string, init: EventStreamInit) => Promise<unknown>]>([
    ['between two next() calls', (url, init) => eventStream(url, init).next()],
    [
      'in the middle of a loop that nothing ends',
      (url, init) => {
        const entered = deferred();
        void (async () => {
          for await (const { data } of eventStream(url, init)) {
            entered.resolve();
            await new Promise(() => {});
            expect(data).toBe('unreachable');
          }
        })();
        return entered.promise;
      },
    ],
  ])('%s', async (_where, open) => {
    const server = await startServer(staysOpenAfter('data: a\n\n'));
    const { signal } = new AbortController();
    const page = new EventTarget();
    vi.stubGlobal('document', page);
    onTestFinished(() => void vi.unstubAllGlobals());
    const listeners = (): number =>
      getEventListeners(signal, 'abort').length +
      getEventListeners(page, 'visibilitychange').length;

    await open(server.url, { signal });
    expect(server.openSockets).toBe(1);
    expect(listeners()).toBe(2);
    await collectUntil(server.allSocketsClosed());

    expect(server.requests.length).toBe(1);
    expect(listeners()).toBe(0);
  });

  test('with a pending next() whose promise is not referenced, after that next() has resolved', async () => {
    const { signal } = new AbortController();
    const response = deferred<TestResponse>();
    const server = await startServer((request) => response.resolve(request));
    void eventStream(server.url, { signal }).next();
    (await response.promise).writeHead(200, HEADERS).write('data: a\n\n');

    await collectUntil(server.allSocketsClosed());

    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('eventStream: an iterator is not collected while it is referenced', () => {
  test('only by the promise of its next()', async () => {
    const { url, request } = await heldServer();
    const first = eventStream(url).next();

    const response = await request;
    await collectOften();
    response.writeHead(200, HEADERS).write(': c\n');
    await collectOften();
    response.write('data: a\n\n');

    expect(await first).toEqual(step('a'));
  });

  test('only by a loop to which nothing else refers', async () => {
    const { url, request } = await heldServer();
    const log: string[] = [];
    const ended = deferred();
    void (async () => {
      const oncomment = (comment: string): void => void log.push(comment);
      const isTerminal = ({ data }: { data: string }): boolean => data === 'b';
      for await (const { data } of eventStream(url, { oncomment, isTerminal })) {
        log.push(data);
      }
      ended.resolve();
    })();

    const response = await request;
    await collectOften();
    response.writeHead(200, HEADERS).write('data: a\n\n');
    await collectOften();
    response.write(': c\n');
    await collectOften();
    response.end('data: b\n\n');
    await ended.promise;

    expect(log).toEqual(['a', 'c', 'b']);
  });

  test('by a loop that is processing a message', async () => {
    const { url, request } = await heldServer();
    const work = deferred();
    const entered = deferred();
    const texts: string[] = [];
    const loop = (async () => {
      for await (const { data } of eventStream(url)) {
        texts.push(data);
        entered.resolve();
        await work.promise;
      }
    })();

    (await request).writeHead(200, HEADERS).end('data: a\n\ndata: b\n\n');
    await entered.promise;
    await collectOften();
    work.resolve();
    await loop;

    expect(texts).toEqual(['a', 'b']);
  });

  test('by a variable between two next() calls', async () => {
    const server = await startServer(staysOpenAfter('data: a\n\ndata: b\n\n'));
    const stream = eventStream(server.url);
    expect(await stream.next()).toEqual(step('a'));

    await collectOften();

    expect(await stream.next()).toEqual(step('b'));
    stream.close();
  });
});
