// The bugs of @microsoft/fetch-event-source 2.0.1 that this package does not have. The issue
// numbers are those of its repository.
import { describe, expect, test, vi } from 'vitest';
import { fetchEventSource, ResponseError, type EventSourceMessage } from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { rejectionOf, settle } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { visibilitySwitch } from '../support/page.js';
import {
  answers,
  drops,
  endsAfter,
  startServer,
  staysOpenAfter,
  type Respond,
} from '../support/server.js';

const mine = new Error('mine');
const throwMine = (): never => {
  throw mine;
};
const unfinishedPage =
  (status: number): Respond =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html' }).write('<html>');

describe('fault 1: retries leak no connection', () => {
  test.each<[string, Respond, FetchEventSourceInit]>([
    ['onopen throws', staysOpenAfter('data: a\n\n'), { onopen: throwMine }],
    ['onmessage throws', staysOpenAfter('data: a\n\n'), { onmessage: throwMine }],
    ['an error page is unfinished and onopen throws', unfinishedPage(403), { onopen: throwMine }],
    ['an endless line', staysOpenAfter(`data: ${'x'.repeat(2000)}`), { maxEventBytes: 1000 }],
  ])('%s', async (_when, respond, init) => {
    const server = await startServer(respond);
    const environment = new FakeEnvironment();
    let failures = 0;
    const done = streamWithCallbacks(
      server.url,
      {
        ...init,
        onerror: (error) => {
          failures += 1;
          if (failures === 9) {
            throw error;
          }
          return 10;
        },
      },
      environment,
    );
    const rejection = rejectionOf(done);

    for (let attempt = 1; attempt < 9; attempt++) {
      const wait = await environment.nextWait();
      // No connection is open during the retry delay.
      await server.allSocketsClosed();
      wait.release();
    }
    await rejection;

    await server.allSocketsClosed();
    expect(server.requests.length).toBe(9);
    expect(server.mostOpenSockets).toBe(1);
  });

  // WebKitGTK delivers a 401 only when its body is complete; Node covers that status.
  test.each([403, 500])('a %i with an unfinished body releases the socket', async (status) => {
    const server = await startServer(unfinishedPage(status));
    const environment = new FakeEnvironment();
    const done = rejectionOf(
      streamWithCallbacks(server.url, { retry: { maxAttempts: 1 } }, environment),
    );

    const deadline = await environment.nextWait();
    // In a worker, Firefox may keep the connection of a body that is opened and cancelled in the
    // same turn.
    await settle();
    deadline.release();

    expect(await done).toMatchObject({ name: 'ResponseError', status });
    await server.allSocketsClosed();
  });
});

// 2 (abort in onerror, #24 #46 #87), 3 (an aborted signal, #98) and 4 (the rest of the chunk) are
// in abort.test.ts.

test('fault 5: an async onerror causes no immediate retries, and an error that it throws ends the call', async () => {
  const server = await startServer(drops);
  const environment = new FakeEnvironment();
  const done = rejectionOf(
    streamWithCallbacks(
      server.url,
      {
        onerror: async () => {
          if (server.requests.length === 3) {
            throw mine;
          }
          return 200;
        },
      },
      environment,
    ),
  );

  (await environment.nextWait()).release();
  (await environment.nextWait()).release();

  expect(await done).toBe(mine);
  expect(environment.delays).toEqual([200, 200]);
});

describe('fault 6: an invalid retry field causes no immediate retries', () => {
  test.each([
    ['-5', undefined, 1000],
    ['1e3', undefined, 1000],
    ['10abc', undefined, 1000],
    ['', undefined, 1000],
    ['  50', undefined, 1000],
    ['+50', undefined, 1000],
    ['٣', undefined, 1000],
    ['0', 0, 100],
    ['007', 7, 100],
    ['99999999999', 2 ** 31 - 1, 2 ** 31 - 1],
    ['4294967295', 2 ** 31 - 1, 2 ** 31 - 1],
    ['500', 500, 500],
  ])('retry:%s', async (value, retry, delay) => {
    const server = await startServer(staysOpenAfter(`retry:${value}\ndata: a\n\n`), endsAfter(''));
    const environment = new FakeEnvironment();
    const messages: EventSourceMessage[] = [];
    environment.releaseAll();

    await streamWithCallbacks(
      server.url,
      {
        retry: { jitter: 0 },
        onmessage: (message) => {
          messages.push(message);
          server.dropConnections();
        },
      },
      environment,
    );

    expect(messages.map((message) => message.retry)).toEqual([retry]);
    expect(environment.delays).toEqual([delay]);
  });
});

describe('fault 7: attempts are limited and delays grow', () => {
  test('a 401 is not retried', async () => {
    const server = await startServer(answers(401));

    await expect(fetchEventSource(server.url)).rejects.toBeInstanceOf(ResponseError);

    expect(server.requests.length).toBe(1);
  });

  test('delays double up to the longest', async () => {
    const server = await startServer(...Array<Respond>(8).fill(drops), endsAfter(''));
    const environment = new FakeEnvironment();
    environment.releaseAll();

    await streamWithCallbacks(server.url, { retry: { jitter: 0 } }, environment);

    const seconds = environment.delays.map((delay) => delay / 1000);
    expect(seconds).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
  });

  test('a 204 ends the stream and does not fail forever', async () => {
    const server = await startServer(answers(204));

    await fetchEventSource(server.url);

    expect(server.requests.length).toBe(1);
  });
});

describe('fault 8: visibility', () => {
  test.each([undefined, true])(
    'openWhenHidden: %s: a page that is always hidden changes nothing',
    async (value) => {
      const show = visibilitySwitch();
      const server = await startServer(staysOpenAfter('data: a\n\n'), endsAfter(''));
      const environment = new FakeEnvironment();
      const toggle = async (hidden: boolean): Promise<void> => {
        show(!hidden);
        await settle();
      };
      const openSockets: number[] = [];
      const done = streamWithCallbacks(
        server.url,
        {
          openWhenHidden: value,
          onmessage: async () => {
            await toggle(true);
            await toggle(false);
            openSockets.push(server.openSockets);
            server.dropConnections();
          },
        },
        environment,
      );

      const wait = await environment.nextWait();
      await toggle(true);
      await toggle(false);
      expect(server.requests.length).toBe(1);
      wait.release();
      await done;

      expect(openSockets).toEqual([1]);
      expect(server.requests.length).toBe(2);
    },
  );
});

// 9 (document and window are not needed) is tested in Node and in workers, which have neither. 10
// and 11 (IDs and headers) are in the tests of the last event ID and of requests, 12 (parsing) in
// the conformance tests.

// 13 (a body that is a stream) is tested in Node: no browser sends a stream over HTTP/1.1.

describe('fault 13: a response that is not an event stream', () => {
  test('a 500 is a failure, whatever its content type', async () => {
    const server = await startServer(
      answers(500, { 'content-type': 'text/event-stream' }, 'data: no\n\n'),
    );
    const onmessage = vi.fn();

    const done = fetchEventSource(server.url, { onmessage, retry: { maxAttempts: 1 } });

    await expect(done).rejects.toMatchObject({ status: 500, body: 'data: no\n\n' });
    expect(onmessage).not.toHaveBeenCalled();
  });
});

test('fault 14: a signal that many calls share collects no listeners', async () => {
  const server = await startServer(endsAfter('data: a\n\n'));
  const { signal } = new AbortController();
  const listeners = new Set<unknown>();
  vi.spyOn(signal, 'addEventListener').mockImplementation((_type, listener) => {
    listeners.add(listener);
  });
  vi.spyOn(signal, 'removeEventListener').mockImplementation((_type, listener) => {
    listeners.delete(listener);
  });

  for (let call = 0; call < 20; call++) {
    await fetchEventSource(server.url, { signal });
  }

  expect(listeners.size).toBe(0);
  expect(server.requests.length).toBe(20);
});

// 14 (onmessage is awaited) and 15 (init, URL) are in the tests of messages and requests, 16
// (packaging) in tests/package.
