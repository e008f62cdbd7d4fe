// timeouts: the four timeouts, with injected time, and what happens when one of them fires.
import { describe, expect, test } from 'vitest';
import { StreamInterruptedError, StreamTimeoutError } from '../../../js/src/index.js';
import { deferred, settle } from '../support/deferred.js';
import { endsAfter, staysOpenAfter, staysSilent } from '../support/server.js';
import { play, controlledResponse, waitAfterHello } from '../support/timed-scene.js';

const POST = { method: 'POST', body: 'b' };
const ONCE = { retry: { maxAttempts: 1 } };

describe('timeouts.headers', () => {
  test('fires while the server is silent and closes the request', async () => {
    const { server, environment, done } = await play(
      { ...ONCE, timeouts: { headers: 5000 } },
      staysSilent,
    );
    await server.received(1);

    const wait = await environment.nextWait();
    expect(wait.delay).toBe(5000);
    wait.release();

    const error = await done;
    expect(error).toBeInstanceOf(StreamTimeoutError);
    expect(error).toMatchObject({
      name: 'StreamTimeoutError',
      phase: 'timeout',
      timeout: 'headers',
      limit: 5000,
      messagesDelivered: 0,
    });
    expect((error as Error).message).toBe(
      'Expected a response within 5000 ms (timeouts.headers), got none',
    );
    await server.allSocketsClosed();
  });

  test('ends with the response', async () => {
    const { environment, messages, done } = await play(
      { timeouts: { headers: 5000 } },
      endsAfter('data: a\n\n'),
    );

    expect(await done).toBeUndefined();

    expect(messages).toEqual(['a']);
    expect(environment.delays).toEqual([5000]);
    expect(environment.pendingWaits).toBe(0);
  });

  test('is followed by another attempt', async () => {
    const { server, environment, messages, done } = await play(
      { ...POST, timeouts: { headers: 5000 } },
      staysSilent,
      endsAfter('data: a\n\n'),
    );
    await server.received(1);

    (await environment.nextWait()).release();
    const delay = await environment.nextWait();
    delay.release();
    await done;

    expect(messages).toEqual(['a']);
    expect(environment.delays).toEqual([5000, 1000, 5000]);
  });
});

describe('timeouts.idle', () => {
  test('restarts with every byte, including comments', async () => {
    const { respond, response } = controlledResponse();
    const { environment, done } = await play({ ...ONCE, timeouts: { idle: 3000 } }, respond);

    const first = await waitAfterHello(environment);
    environment.time += 2000;
    (await response).write(': stay\n');
    const second = await environment.nextWait();

    expect([first.over, first.delay, second.delay]).toEqual([true, 3000, 3000]);
    second.release();
    expect(await done).toMatchObject({ timeout: 'idle', limit: 3000, phase: 'timeout' });
  });

  test('does not run while a handler is pending', async () => {
    const { promise, resolve } = deferred();
    const { environment, done } = await play(
      { ...ONCE, timeouts: { idle: 3000 }, onmessage: () => promise },
      staysOpenAfter('data: a\n\n'),
    );
    const reading = await environment.nextWait();
    while (!reading.over) {
      await settle();
    }

    environment.time += 60_000;
    expect(environment.pendingWaits).toBe(0);
    resolve();
    const next = await environment.nextWait();

    expect(next.delay).toBe(3000);
    next.release();
    expect(await done).toMatchObject({ timeout: 'idle', messagesDelivered: 1 });
  });

  test('does not send a POST again that has delivered messages', async () => {
    const { server, environment, done } = await play(
      { ...POST, timeouts: { idle: 3000 } },
      staysOpenAfter('data: a\n\n'),
    );
    await environment.nextWait();
    (await environment.nextWait()).release();

    const error = await done;

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect(error).toMatchObject({ phase: 'timeout', cause: { timeout: 'idle' } });
    expect(server.requests.length).toBe(1);
    await server.allSocketsClosed();
  });

  test('after the terminal message the stream is complete, and silence ends it', async () => {
    const { environment, messages, done } = await play(
      { ...POST, timeouts: { idle: 3000 }, isTerminal: ({ data }) => data === '[DONE]' },
      staysOpenAfter('data: [DONE]\n\n'),
    );
    await environment.nextWait();
    (await environment.nextWait()).release();

    expect(await done).toBeUndefined();
    expect(messages).toEqual(['[DONE]']);
  });
});

describe('timeouts: content', () => {
  test('firstMessage runs from the response to the first message, regardless of other bytes', async () => {
    const { respond, response } = controlledResponse();
    const { environment, done } = await play(
      { ...ONCE, timeouts: { firstMessage: 9000 } },
      respond,
    );

    expect((await waitAfterHello(environment)).delay).toBe(9000);
    environment.time += 4000;
    (await response).write(': stay\n');
    const second = await environment.nextWait();

    expect(second.delay).toBe(5000);
    second.release();
    expect(await done).toMatchObject({ timeout: 'firstMessage', limit: 9000 });
  });

  test('firstMessage ends with the first message', async () => {
    const { respond, response } = controlledResponse();
    const { environment, done } = await play(
      { ...ONCE, timeouts: { firstMessage: 9000 } },
      respond,
    );
    await waitAfterHello(environment);

    (await response).write('data: a\n\n');
    (await response).end('data: b\n\n');

    expect(await done).toBeUndefined();
    expect(environment.delays.length).toBeLessThanOrEqual(2);
    expect(environment.pendingWaits).toBe(0);
  });

  test('idleContent does not restart with comments', async () => {
    const { respond, response } = controlledResponse();
    const { environment, done } = await play(
      { ...ONCE, timeouts: { idle: 3000, idleContent: 7000 } },
      respond,
    );

    const delays = [(await waitAfterHello(environment)).delay];
    for (let keepAlive = 0; keepAlive < 3; keepAlive += 1) {
      environment.time += 2000;
      (await response).write(': stay\n');
      delays.push((await environment.nextWait()).delay);
    }

    expect(delays).toEqual([3000, 3000, 3000, 1000]);
    environment.waits.at(-1)?.release();
    expect(await done).toMatchObject({ timeout: 'idleContent', limit: 7000 });
  });

  test('keep-alive messages restart neither timeout and are delivered', async () => {
    const { respond, response } = controlledResponse();
    const { environment, messages, done } = await play(
      {
        ...ONCE,
        timeouts: { firstMessage: 9000, idleContent: 7000 },
        isKeepAlive: ({ event }) => event === 'ping',
      },
      respond,
    );

    const delays = [(await waitAfterHello(environment)).delay];
    for (const event of ['ping', 'text', 'ping']) {
      environment.time += 2000;
      (await response).write(`event: ${event}\ndata: ${event}\n\n`);
      delays.push((await environment.nextWait()).delay);
    }

    expect(delays).toEqual([9000, 7000, 7000, 5000]);
    expect(messages).toEqual(['ping', 'text', 'ping']);
    environment.waits.at(-1)?.release();
    expect(await done).toMatchObject({ timeout: 'idleContent', messagesDelivered: 3 });
  });

  test('a predicate that throws ends the stream like a handler that throws', async () => {
    const { done } = await play(
      {
        ...ONCE,
        isKeepAlive() {
          throw new RangeError('of mine');
        },
      },
      endsAfter('data: a\n\n'),
    );

    expect(await done).toMatchObject({
      name: 'HandlerError',
      handler: 'isKeepAlive',
      cause: { message: 'of mine' },
    });
  });

  test('idleContent restarts with every message', async () => {
    const { respond, response } = controlledResponse();
    const { environment, done } = await play({ ...ONCE, timeouts: { idleContent: 7000 } }, respond);

    await waitAfterHello(environment);
    environment.time += 6000;
    (await response).write('data: a\n\n');
    const second = await environment.nextWait();

    expect(second.delay).toBe(7000);
    second.release();
    expect(await done).toMatchObject({ timeout: 'idleContent', messagesDelivered: 1 });
  });

  test('firstMessage replaces idleContent up to the first message', async () => {
    const { respond, response } = controlledResponse();
    const { environment, done } = await play(
      { ...ONCE, timeouts: { firstMessage: 60_000, idleContent: 7000 } },
      respond,
    );

    expect((await waitAfterHello(environment)).delay).toBe(60_000);
    (await response).write('data: a\n\n');
    const second = await environment.nextWait();

    expect(second.delay).toBe(7000);
    second.release();
    expect(await done).toMatchObject({ timeout: 'idleContent' });
  });
});
