// What fetch-event-source does otherwise between one attempt and the next.
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
import { asksPeer, main, peer, peersPage, type Difference } from './both.js';

const POST = { method: 'POST' };
const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/** Cuts the connection in the middle of the answer. */
const cutsAfter =
  (text: string): Respond =>
  (response) => {
    response.writeHead(200, EVENT_STREAM).write(text, () => response.destroy());
  };

/** Begins a call, and answers what its next wait would be. */
async function delayOf(server: TestServer, onerror?: () => number): Promise<number> {
  let told = NaN;
  const done = main.fetchEventSource(server.url, {
    ...(onerror && { onerror }),
    retry: { jitter: 0 },
    onretry: ({ delay }) => {
      told = delay;
      throw new Error('enough');
    },
  });
  await rejectionOf(done);
  return told;
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
    now: async () => {
      const { show } = peersPage();
      const { promise: opened, resolve: open } = deferred<TestResponse>();
      const server = await startServer((response) => {
        response.writeHead(200, EVENT_STREAM).write('data: a\n\n');
        open(response);
      });
      const heard: string[] = [];

      await main.fetchEventSource(server.url, {
        ...POST,
        onmessage: async ({ data }) => {
          heard.push(data);
          if (data !== 'a') return;
          show(false);
          show(true);
          (await opened).end('data: b\n\n');
        },
      });

      expect(heard).toEqual(['a', 'b']);
      expect(server.requests).toHaveLength(1);
    },
  },

  'Failures without onerror': {
    before: async () => {
      const waits = await asksPeer(await startServer(answers(401)), POST, 4);

      expect(waits.slice(0, 3)).toEqual([1000, 1000, 1000]);
    },
    now: async () => {
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
    now: async () => {
      const server = await startServer(answers(404, EVENT_STREAM, 'data: not found\n\n'));
      const onmessage = vi.fn();

      expect(await rejectionOf(main.fetchEventSource(server.url, { onmessage }))).toMatchObject({
        status: 404,
      });
      expect(onmessage).not.toHaveBeenCalled();
    },
  },

  'onerror asks for one attempt after the other': {
    before: async () => {
      await asksPeer(await startServer(drops), { ...POST, onerror: () => 10 }, 9);
    },
    now: async () => {
      const server = await startServer(drops);
      await rejectionOf(main.fetchEventSource(server.url, { ...POST, onerror: () => 10 }));

      expect(server.requests).toHaveLength(5);
    },
  },

  'A POST is cut off after its response was accepted': {
    before: async () => {
      await asksPeer(await startServer(cutsAfter('data: a\n\n')), POST, 3);
    },
    now: async () => {
      const server = await startServer(cutsAfter('data: a\n\n'));

      expect(await rejectionOf(main.fetchEventSource(server.url, POST))).toMatchObject({
        name: 'StreamInterruptedError',
      });
      expect(server.requests).toHaveLength(1);
    },
  },

  'A number from onerror, or retry: from the server, that is NaN, negative or huge': {
    before: async () => {
      const server = await startServer(drops);
      const retries = await startServer(cutsAfter('retry: -5\n\n'));

      expect((await asksPeer(server, { onerror: () => NaN }, 4)).slice(0, 3)).toEqual([
        NaN,
        NaN,
        NaN,
      ]);
      expect((await asksPeer(server, { onerror: () => -1 }, 8)).slice(0, 3)).toEqual([-1, -1, -1]);
      expect((await asksPeer(retries, {}, 4)).slice(0, 3)).toEqual([-5, -5, -5]);
    },
    now: async () => {
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

  'Errors from the network, for statuses and types': {
    before: async () => {
      const heard = async (server: TestServer): Promise<unknown> => {
        peersPage();
        const onerror = (error: unknown): never => {
          throw error;
        };
        return rejectionOf(peer.fetchEventSource(server.url, { onerror }));
      };

      expect(await heard(await startServer(drops))).toMatchObject({ name: 'TypeError' });
      expect(await heard(await startServer(answers(500)))).toMatchObject({ name: 'Error' });
    },
    now: async () => {
      const heard = async (server: TestServer): Promise<unknown> =>
        rejectionOf(main.fetchEventSource(server.url, { retry: { maxAttempts: 1 } }));

      expect(await heard(await startServer(drops))).toMatchObject({
        name: 'ConnectError',
        cause: { name: 'TypeError' },
      });
      expect(await heard(await startServer(answers(500)))).toMatchObject({ name: 'ResponseError' });
    },
  },
};
