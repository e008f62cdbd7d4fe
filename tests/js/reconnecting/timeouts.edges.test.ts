// timeouts, edge cases: a page that was suspended, aborts, the other APIs, and invalid durations.
import { describe, expect, test } from 'vitest';
import { EventSource, eventStream, fetchEventSource } from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import { deferred, rejectionOf, settle } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { endsAfter, startServer, staysOpenAfter, staysSilent } from '../support/server.js';
import { HELLO, play, controlledResponse, waitAfterHello } from '../support/timed-scene.js';

const ONCE = { retry: { maxAttempts: 1 } };

describe('timeouts: a page that was suspended', () => {
  test('bytes that arrived during suspension are read before a timeout fires', async () => {
    const { respond, response } = controlledResponse();
    const { environment, messages, done } = await play(
      { ...ONCE, timeouts: { idle: 30_000 } },
      respond,
    );
    const wait = await waitAfterHello(environment);

    environment.time += 600_000;
    wait.release();
    const grace = await environment.nextWait();
    (await response).end('data: a\n\n');

    expect(grace.delay).toBe(5000);
    expect(await done).toBeUndefined();
    expect(messages).toEqual(['a']);
  });

  test('without new bytes the timeout fires, even if its timer is late', async () => {
    const { environment, done } = await play(
      { ...ONCE, timeouts: { idle: 3000 } },
      staysOpenAfter(HELLO),
    );
    const wait = await waitAfterHello(environment);

    environment.time += 600_000;
    wait.release();
    const grace = await environment.nextWait();
    environment.time += 60_000;
    grace.release();

    expect(grace.delay).toBe(3000);
    expect(await done).toMatchObject({ timeout: 'idle' });
  });
});

describe('timeouts: abort', () => {
  test.each([
    ['while the server is silent', staysSilent, { headers: 5000 }, 1],
    ['while the body is silent', staysOpenAfter(HELLO), { idle: 5000 }, 2],
  ])('%s leaves no timer', async (_when, respond, timeouts, waits) => {
    const stop = new AbortController();
    const { server, environment, done } = await play({ timeouts, signal: stop.signal }, respond);
    await server.received(1);
    for (let wait = 0; wait < waits; wait += 1) {
      await environment.nextWait();
    }

    stop.abort();

    expect(await done).toBeUndefined();
    await settle();
    expect(environment.pendingWaits).toBe(0);
    await server.allSocketsClosed();
  });

  test('leaves no timer with a fetch that ignores signals', async () => {
    const stop = new AbortController();
    const environment = new FakeEnvironment();
    const done = streamWithCallbacks(
      'http://127.0.0.1/',
      {
        signal: stop.signal,
        timeouts: { headers: 5000 },
        fetch: () => new Promise<never>(() => undefined),
      },
      environment,
    );
    await environment.nextWait();

    stop.abort();

    await done;
    await settle();
    expect(environment.pendingWaits).toBe(0);
  });
});

test('timeouts: no timer is started without the option', async () => {
  const { environment, done } = await play({}, endsAfter('data: a\n\n'));

  await done;

  expect(environment.waits).toEqual([]);
});

describe('timeouts: other APIs', () => {
  test('eventStream rejects the pending next()', async () => {
    const server = await startServer(staysOpenAfter(': hello\n'));

    const stream = eventStream(server.url, { ...ONCE, timeouts: { firstMessage: 20 } });

    expect(await rejectionOf(stream.next())).toMatchObject({ timeout: 'firstMessage', limit: 20 });
  });

  test('EventSource reestablishes its connection', async () => {
    const server = await startServer(staysSilent, endsAfter('data: a\n\n'));
    const received = deferred();
    const states: number[] = [];
    const source = new EventSource(server.url, {
      timeouts: { headers: 50 },
      retry: { initialDelay: 10 },
    });
    source.onerror = () => states.push(source.readyState);
    source.onmessage = () => {
      source.close();
      received.resolve();
    };

    await received.promise;

    expect(states[0]).toBe(source.CONNECTING);
  });
});

describe('timeouts: invalid durations', () => {
  test.each([
    ['a text', '5s', TypeError],
    ['null', null, TypeError],
    ['zero', 0, RangeError],
    ['a negative number', -1, RangeError],
    ['NaN', NaN, RangeError],
  ])('rejects %s when called', async (_kind, idle, expected) => {
    const error = await rejectionOf(
      fetchEventSource('http://127.0.0.1/', { timeouts: { idle: idle as number } }),
    );

    expect(error).toBeInstanceOf(expected);
    expect((error as Error).message).toMatch(/^Expected timeouts\.idle to be /);
  });

  test('Infinity is no limit; a larger number than a timer can keep is cut to the longest delay', async () => {
    const { environment, done } = await play(
      { timeouts: { headers: 1e12, idle: Infinity } },
      endsAfter('data: a\n\n'),
    );

    await done;

    expect(environment.delays).toEqual([2 ** 31 - 1]);
  });
});
