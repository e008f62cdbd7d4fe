// Differences to fetch-event-source in how handlers are called and headers are sent.
import { expect, vi } from 'vitest';
import { deferred, rejectionOf, settle } from '../../../../js/support/deferred.js';
import { drops, endsAfter, startServer, staysOpenAfter } from '../../../../js/support/server.js';
import { callPeer, main, peer, peersPage, throwMine, type Difference } from './both.js';

const POST = { method: 'POST' };

/** A slow handler, and the order of its steps. */
function slowHandler(): {
  handled: string[];
  onmessage: (message: { data: string }) => Promise<void>;
} {
  const handled: string[] = [];
  return {
    handled,
    onmessage: async ({ data }) => {
      handled.push(`${data} starts`);
      await settle();
      handled.push(`${data} ends`);
    },
  };
}

export const handlers: Readonly<Record<string, Difference>> = {
  'onmessage throws, without onerror': {
    before: async () => {
      const server = await startServer(endsAfter('data: a\n\n'));
      await callPeer(server, { ...POST, onmessage: throwMine }, 3);
    },
    after: async () => {
      const server = await startServer(endsAfter('data: a\n\n'));
      const done = main.fetchEventSource(server.url, { ...POST, onmessage: throwMine });

      expect(await rejectionOf(done)).toMatchObject({ name: 'HandlerError' });
      expect(server.requests).toHaveLength(1);
    },
  },

  'The connection before a retry': {
    before: async () => {
      const server = await startServer(staysOpenAfter('data: a\n\n'));
      await callPeer(server, { onmessage: throwMine }, 6);

      expect(server.mostOpenSockets).toBe(6);
    },
    after: async () => {
      const server = await startServer(staysOpenAfter('data: a\n\n'));
      let failures = 0;
      const onerror = (error: unknown): number => {
        failures += 1;
        if (failures === 6) throw error;
        return 10;
      };
      await rejectionOf(main.fetchEventSource(server.url, { onmessage: throwMine, onerror }));
      await server.allSocketsClosed();

      expect(server.mostOpenSockets).toBe(1);
    },
  },

  'Abort in a handler, or before the call': {
    before: async () => {
      peersPage();
      const server = await startServer(endsAfter('data: a\n\ndata: b\n\n'), drops);
      const received: string[] = [];
      const inMessage = new AbortController();
      await peer.fetchEventSource(server.url, {
        signal: inMessage.signal,
        onmessage: ({ data }) => {
          received.push(data);
          inMessage.abort();
        },
      });
      expect(received).toEqual(['a', 'b']);

      const over = deferred();
      const inError = new AbortController();
      await peer.fetchEventSource(server.url, {
        signal: inError.signal,
        onerror: (error: unknown) => {
          // The second attempt after the abort.
          if (server.requests.length >= 4) {
            over.resolve();
            throw error;
          }
          inError.abort();
        },
      });
      await over.promise;

      const already = peer.fetchEventSource(server.url, {
        signal: AbortSignal.abort(),
        onerror: throwMine,
      });
      expect(await rejectionOf(already)).toMatchObject({ message: 'mine' });
      expect(server.requests).toHaveLength(5);
    },
    after: async () => {
      const server = await startServer(endsAfter('data: a\n\ndata: b\n\n'), drops);
      const received: string[] = [];
      const inMessage = new AbortController();
      await main.fetchEventSource(server.url, {
        signal: inMessage.signal,
        onmessage: ({ data }) => {
          received.push(data);
          inMessage.abort();
        },
      });
      const inError = new AbortController();
      await main.fetchEventSource(server.url, {
        signal: inError.signal,
        onerror: () => {
          inError.abort();
          return 10;
        },
      });
      await main.fetchEventSource(server.url, { signal: AbortSignal.abort() });

      expect(received).toEqual(['a']);
      expect(server.requests).toHaveLength(2);
    },
  },

  'A block without data': {
    before: async () => {
      peersPage();
      const onmessage = vi.fn();
      await peer.fetchEventSource((await startServer(endsAfter(': still there\n\n'))).url, {
        onmessage,
      });

      expect(onmessage.mock.calls).toEqual([[expect.objectContaining({ data: '' })]]);
    },
    after: async () => {
      const onmessage = vi.fn();
      await main.fetchEventSource((await startServer(endsAfter(': still there\n\n'))).url, {
        onmessage,
      });

      expect(onmessage.mock.calls).toEqual([]);
    },
  },

  'onmessage or onerror returns a promise': {
    before: async () => {
      peersPage();
      const server = await startServer(endsAfter('data: a\n\ndata: b\n\n'));
      const { handled, onmessage } = slowHandler();
      await peer.fetchEventSource(server.url, { onmessage: (message) => void onmessage(message) });
      const promise = Promise.resolve(10);
      const waits = await callPeer(
        await startServer(drops),
        { onerror: () => promise as never },
        3,
      );

      expect(handled.slice(0, 2)).toEqual(['a starts', 'b starts']);
      expect(waits[0]).toBe(promise);
    },
    after: async () => {
      const server = await startServer(endsAfter('data: a\n\ndata: b\n\n'), drops);
      const { handled, onmessage } = slowHandler();
      await main.fetchEventSource(server.url, { onmessage });
      const delays: number[] = [];
      const done = main.fetchEventSource(server.url, {
        onerror: async () => 10,
        onretry: ({ delay }) => {
          delays.push(delay);
          throwMine();
        },
      });
      await rejectionOf(done);

      expect(handled).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
      expect(delays).toEqual([10]);
    },
  },

  'A Headers object in headers': {
    before: async () => {
      peersPage();
      const server = await startServer(endsAfter(''));
      const headers = new Headers({ 'x-room': '7' });
      await peer.fetchEventSource(server.url, { headers: headers as never });

      expect(server.requests[0]?.headers['x-room']).toBe(undefined);
    },
    after: async () => {
      const server = await startServer(endsAfter(''));
      await main.fetchEventSource(server.url, { headers: new Headers({ 'x-room': '7' }) });

      expect(server.requests[0]?.headers['x-room']).toBe('7');
    },
  },

  'In a worker, or in Node': {
    before: async () => {
      const { url } = await startServer(endsAfter(''));

      expect(await rejectionOf(peer.fetchEventSource(url, {}))).toBeInstanceOf(ReferenceError);
    },
    after: async () => {
      const { url } = await startServer(endsAfter(''));

      await main.fetchEventSource(url);
    },
  },
};
