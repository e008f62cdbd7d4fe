// Differences to fetch-event-source in what follows an attempt.
import { expect, vi } from 'vitest';
import { deferred, rejectionOf } from '../../../../js/support/deferred.js';
import {
  answers,
  drops,
  startServer,
  staysOpenAfter,
  type Respond,
  type TestResponse,
  type TestServer,
} from '../../../../js/support/server.js';
import { callPeer, main, peer, peersPage, type Difference } from './both.js';

const POST = { method: 'POST' };
const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/** Closes the connection in the middle of the answer. */
const cutsAfter =
  (text: string): Respond =>
  (response) => {
    response.writeHead(200, EVENT_STREAM).write(text, () => response.destroy());
  };

/** Returns the delay before the second attempt of a call. */
async function delayOf(server: TestServer, onerror?: () => number): Promise<number> {
  let first = NaN;
  const done = main.fetchEventSource(server.url, {
    ...(onerror && { onerror }),
    retry: { jitter: 0 },
    onretry: ({ delay }) => {
      first = delay;
      throw new Error('enough');
    },
  });
  await rejectionOf(done);
  return first;
}

export const attempts: Readonly<Record<string, Difference>> = {
  'The page is hidden': {
    before: async () => {
      const { show } = peersPage();
      const server = await startServer(staysOpenAfter('data: a\n\n'));
      const stop = new AbortController();
      const done = peer.fetchEventSource(server.url, { ...POST, signal: stop.signal });
      await server.received(1);

      show(false);
      await server.allSocketsClosed();
      show(true);
      await server.received(2);
      stop.abort();
      await done;

      expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
    },
    after: async () => {
      const { show } = peersPage();
      const { promise: opened, resolve: open } = deferred<TestResponse>();
      const server = await startServer((response) => {
        response.writeHead(200, EVENT_STREAM).write('data: a\n\n');
        open(response);
      });
      const received: string[] = [];

      await main.fetchEventSource(server.url, {
        ...POST,
        onmessage: async ({ data }) => {
          received.push(data);
          if (data !== 'a') return;
          show(false);
          show(true);
          (await opened).end('data: b\n\n');
        },
      });

      expect(received).toEqual(['a', 'b']);
      expect(server.requests).toHaveLength(1);
    },
  },

  'Failures without onerror': {
    before: async () => {
      const waits = await callPeer(await startServer(answers(401)), POST, 4);

      expect(waits.slice(0, 3)).toEqual([1000, 1000, 1000]);
    },
    after: async () => {
      const refuses = await startServer(answers(401));
      const fails = await startServer(answers(503));

      expect(await rejectionOf(main.fetchEventSource(refuses.url, POST))).toMatchObject({
        status: 401,
      });
      await rejectionOf(main.fetchEventSource(fails.url, { ...POST, retry: { initialDelay: 10 } }));

      expect(refuses.requests).toHaveLength(1);
      expect(fails.requests).toHaveLength(5);
    },
  },

  'Without onopen, a status such as 404': {
    before: async () => {
      peersPage();
      const server = await startServer(answers(404, EVENT_STREAM, 'data: not found\n\n'));
      const onmessage = vi.fn();
      await peer.fetchEventSource(server.url, { onmessage });

      expect(onmessage).toHaveBeenCalledTimes(1);
    },
    after: async () => {
      const server = await startServer(answers(404, EVENT_STREAM, 'data: not found\n\n'));
      const onmessage = vi.fn();

      expect(await rejectionOf(main.fetchEventSource(server.url, { onmessage }))).toMatchObject({
        status: 404,
      });
      expect(onmessage).not.toHaveBeenCalled();
    },
  },

  'onerror always returns a delay': {
    before: async () => {
      await callPeer(await startServer(drops), { ...POST, onerror: () => 10 }, 9);
    },
    after: async () => {
      const server = await startServer(drops);
      await rejectionOf(main.fetchEventSource(server.url, { ...POST, onerror: () => 10 }));

      expect(server.requests).toHaveLength(5);
    },
  },

  'A POST is interrupted after its response': {
    before: async () => {
      await callPeer(await startServer(cutsAfter('data: a\n\n')), POST, 3);
    },
    after: async () => {
      const server = await startServer(cutsAfter('data: a\n\n'));

      expect(await rejectionOf(main.fetchEventSource(server.url, POST))).toMatchObject({
        name: 'StreamInterruptedError',
      });
      expect(server.requests).toHaveLength(1);
    },
  },

  'An invalid delay from onerror or retry:': {
    before: async () => {
      const server = await startServer(drops);
      const retries = await startServer(cutsAfter('retry: -5\n\n'));

      expect((await callPeer(server, { onerror: () => NaN }, 4)).slice(0, 3)).toEqual([
        NaN,
        NaN,
        NaN,
      ]);
      expect((await callPeer(server, { onerror: () => -1 }, 8)).slice(0, 3)).toEqual([-1, -1, -1]);
      expect((await callPeer(retries, {}, 4)).slice(0, 3)).toEqual([-5, -5, -5]);
    },
    after: async () => {
      const server = await startServer(drops);

      expect(await delayOf(server, () => NaN)).toBe(1000);
      expect(await delayOf(server, () => -1)).toBe(1000);
      expect(await delayOf(server, () => 1e12)).toBe(2 ** 31 - 1);
      expect(await delayOf(await startServer(cutsAfter('retry: -5\n\n')))).toBe(1000);
      expect(await delayOf(await startServer(cutsAfter('retry: 99999999999\n\n')))).toBe(
        2 ** 31 - 1,
      );
    },
  },

  'Errors of network, status, content type': {
    before: async () => {
      const errorFrom = async (server: TestServer): Promise<unknown> => {
        peersPage();
        const onerror = (error: unknown): never => {
          throw error;
        };
        return rejectionOf(peer.fetchEventSource(server.url, { onerror }));
      };

      expect(await errorFrom(await startServer(drops))).toMatchObject({ name: 'TypeError' });
      expect(await errorFrom(await startServer(answers(500)))).toMatchObject({ name: 'Error' });
    },
    after: async () => {
      const errorFrom = async (server: TestServer): Promise<unknown> =>
        rejectionOf(main.fetchEventSource(server.url, { retry: { maxAttempts: 1 } }));

      expect(await errorFrom(await startServer(drops))).toMatchObject({
        name: 'ConnectError',
        cause: { name: 'TypeError' },
      });
      expect(await errorFrom(await startServer(answers(500)))).toMatchObject({
        name: 'ResponseError',
      });
    },
  },
};
