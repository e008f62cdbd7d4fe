// onretry and onstate: calls, order and arguments.
import { describe, expect, test, vi } from 'vitest';
import type { PendingRetry, StreamStatus } from '../../../js/src/index.js';
import { streamOfMessages } from '../../../js/src/shapes/event-stream.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { CUT, play, POST, REST } from '../support/cut-scene.js';
import { rejectionOf } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { answers, drops, endsAfter, startServer, staysOpenAfter } from '../support/server.js';

describe('onretry', () => {
  test('receives the attempt that failed, its error and the delay of the next attempt', async () => {
    const retries: PendingRetry[] = [];

    const { environment } = await play(
      () => ({ onretry: (retry) => retries.push(retry) }),
      drops,
      answers(503, { 'retry-after': '7' }),
      CUT,
      REST,
    );

    expect(retries).toMatchObject([
      { attempt: 1, delay: 1000, reason: 'transient', error: { name: 'ConnectError', attempt: 1 } },
      {
        attempt: 2,
        delay: 7000,
        reason: 'transient',
        error: { name: 'ResponseError', attempt: 2 },
      },
      { attempt: 3, delay: 1000, reason: 'transient', error: { name: 'BodyError', attempt: 3 } },
    ]);
    // The second failure also waits for the start of the error page.
    expect(environment.delays).toEqual([1000, 1000, 7000, 1000]);
  });

  test('reports a delay that a handler has set', async () => {
    const reasons: unknown[] = [];
    const onretry = ({ reason, delay }: PendingRetry): void => void reasons.push([reason, delay]);

    await play(() => ({ ...POST, onretry, onerror: () => 70 }), CUT, REST);

    expect(reasons).toEqual([['asked', 70]]);
  });

  test('receives a whole number of milliseconds, rounded up, which is the actual delay', async () => {
    const delays: number[] = [];
    const server = await startServer(drops, endsAfter(''));
    const environment = new FakeEnvironment();
    environment.chance = 1 / 3;
    environment.releaseAll();

    await streamWithCallbacks(
      server.url,
      { retry: { initialDelay: 100 }, onretry: ({ delay }) => void delays.push(delay) },
      environment,
    );

    // 100 ms less a third of a half.
    expect(delays).toEqual([84]);
    expect(environment.delays).toEqual([84]);
  });

  test('is called after onerror and resume, and before the delay', async () => {
    const log: string[] = [];
    const environment = new FakeEnvironment();
    const server = await startServer(CUT, REST);
    const done = streamWithCallbacks(
      server.url,
      {
        onmessage: ({ data }) => {
          if (data !== 'rest') server.dropConnections();
        },
        resume: () => {
          log.push('resume');
          return server.url;
        },
        onerror: () => void log.push('onerror'),
        onretry: () => log.push(`onretry, ${environment.waits.length} waits`),
      },
      environment,
    );

    (await environment.nextWait()).release();
    await done;

    expect(log).toEqual(['resume', 'onerror', 'onretry, 0 waits']);
  });

  test('is not called if no attempt follows', async () => {
    const onretry = vi.fn();

    await play(() => ({ ...POST, onretry }), CUT);
    await play(() => ({ onretry, retry: { maxAttempts: 1 } }), drops);
    await play(() => ({ onretry }), endsAfter(''));

    expect(onretry).not.toHaveBeenCalled();
  });

  test('an abort in it ends the call', async () => {
    const stop = new AbortController();

    const { error, server, environment } = await play(
      () => ({ signal: stop.signal, onretry: () => stop.abort() }),
      CUT,
    );

    expect(error).toBeUndefined();
    expect(server.requests.length).toBe(1);
    expect(environment.pendingWaits).toBe(0);
  });

  test('an error that it throws ends the call', async () => {
    const enough = new Error('enough');

    const { error, server } = await play(
      () => ({
        onretry: () => {
          throw enough;
        },
      }),
      CUT,
    );

    expect(error).toBe(enough);
    expect(server.requests.length).toBe(1);
  });
});

/** The states of a stream in order. */
function states(): { log: string[]; onstate: (status: StreamStatus) => void } {
  const log: string[] = [];
  return {
    log,
    onstate: ({ state, attempts, messages }) => void log.push(`${state} ${attempts} ${messages}`),
  };
}

describe('onstate', () => {
  test('receives every state with the attempts and messages so far', async () => {
    const { log, onstate } = states();

    await play(() => ({ onstate }), drops, CUT, REST);

    expect(log).toEqual([
      'connecting 1 0',
      'waiting 1 0',
      'connecting 2 0',
      'open 2 0',
      'waiting 2 1',
      'connecting 3 1',
      'open 3 1',
      'closed 3 2',
    ]);
  });

  test.each<[string, FetchEventSourceInit]>([
    ['the built-in check', {}],
    ['onopen', { onopen: () => undefined }],
  ])('is called with open once the response has been accepted, by %s', async (_by, init) => {
    const log: string[] = [];

    await play(
      () => ({
        ...init,
        onstate: ({ state }) => log.push(state),
        onmessage: () => log.push('message'),
      }),
      REST,
    );

    expect(log).toEqual(['connecting', 'open', 'message', 'closed']);
  });

  test.each<[string, FetchEventSourceInit, string[]]>([
    ['refused', {}, ['connecting 1 0', 'closed 1 0']],
    [
      'rejected by onopen',
      {
        onopen: () => {
          throw new Error('no');
        },
        retry: { maxAttempts: 1 },
      },
      ['connecting 1 0', 'closed 1 0'],
    ],
  ])('is called with closed when the call rejects: %s', async (_how, init, expected) => {
    const { log, onstate } = states();

    await play(() => ({ ...init, onstate }), answers(401));

    expect(log).toEqual(expected);
  });

  test('is called with closed at once when the caller aborts, and not again', async () => {
    const { log, onstate } = states();
    const stop = new AbortController();
    const server = await startServer(staysOpenAfter('data: a\n\ndata: b\n\n'));

    await streamWithCallbacks(
      server.url,
      {
        signal: stop.signal,
        onstate,
        onmessage: () => {
          stop.abort();
          expect(log.at(-1)).toBe('closed 1 1');
        },
      },
      new FakeEnvironment(),
    );
    await server.allSocketsClosed();

    expect(log).toEqual(['connecting 1 0', 'open 1 0', 'closed 1 1']);
  });

  test('is not called for a call that never began', async () => {
    const { log, onstate } = states();

    await streamWithCallbacks(
      'http://localhost/',
      { onstate, signal: AbortSignal.abort() },
      new FakeEnvironment(),
    );
    streamOfMessages('http://localhost/', { onstate }, new FakeEnvironment()).close();

    expect(log).toEqual([]);
  });

  test('closing an iterator calls it with closed', async () => {
    const { log, onstate } = states();
    const server = await startServer(staysOpenAfter('data: a\n\n'));

    const stream = streamOfMessages(server.url, { onstate }, new FakeEnvironment());
    await stream.next();
    await stream.return();

    expect(log).toEqual(['connecting 1 0', 'open 1 0', 'closed 1 1']);
  });

  test.each(['connecting', 'open', 'waiting', 'closed'])(
    'an error that it throws when %s ends the call',
    async (when) => {
      const enough = new Error('enough');
      const server = await startServer(CUT, REST);
      const environment = new FakeEnvironment();
      environment.releaseAll();

      const error = await rejectionOf(
        streamWithCallbacks(
          server.url,
          {
            onstate: ({ state }) => {
              if (state === when) throw enough;
            },
            onmessage: ({ data }) => {
              if (data !== 'rest') server.dropConnections();
            },
          },
          environment,
        ),
      );
      await server.allSocketsClosed();

      expect(error).toBe(enough);
    },
  );
});
