// openWhenHidden: false, step by step. tests/browser/ hides pages of real browsers.
import { expect, describe, test, vi } from 'vitest';
import { POST } from '../support/cut-scene.js';
import { rejectionOf, settle } from '../support/deferred.js';
import { visibilitySwitch } from '../support/page.js';
import { FIRST, REST, scene } from '../support/page-scene.js';
import { drops, staysOpenAfter, staysSilent } from '../support/server.js';

describe('openWhenHidden: false', () => {
  const closing = { openWhenHidden: false };

  test('closes the connection when the page is hidden; resumes when it is shown; calls no handler', async () => {
    const show = visibilitySwitch();
    const { server, environment, log, done, logged } = await scene(
      { ...POST, ...closing },
      FIRST,
      REST,
    );
    await logged('a');

    show(false);
    await server.allSocketsClosed();
    await logged('hidden');
    show(true);
    await done;

    expect(log).toEqual([
      ...['connecting', 'open', 'a', 'hidden', 'connecting', 'open', 'rest', 'onclose', 'closed'],
    ]);
    expect(server.requests.map(({ headers }) => headers['last-event-id'])).toEqual([
      undefined,
      '7',
    ]);
    expect(environment.waits).toEqual([]);
  });

  test('hidden and shown before the connection could be closed: opens one connection after the other', async () => {
    const show = visibilitySwitch();
    const { server, done, logged } = await scene({ ...POST, ...closing }, FIRST, REST);
    await logged('a');

    for (let time = 0; time < 5; time++) {
      show(false);
      show(true);
    }
    await done;

    expect(server.requests.length).toBe(2);
  });

  test('hidden before the response has arrived: sends the request again when shown', async () => {
    const show = visibilitySwitch();
    const { server, log, done, logged } = await scene({ ...POST, ...closing }, staysSilent, REST);
    await server.received(1);

    show(false);
    await server.allSocketsClosed();
    await logged('hidden');
    show(true);
    await done;

    expect(log.slice(0, 3)).toEqual(['connecting', 'hidden', 'connecting']);
  });

  test('hidden while onopen is pending: waits for onopen and delivers nothing', async () => {
    const show = visibilitySwitch();
    let opened = 0;
    const { server, log, done, logged } = await scene(
      {
        ...POST,
        ...closing,
        onopen: async () => {
          opened += 1;
          if (opened === 1) {
            show(false);
            await settle();
          }
        },
      },
      staysOpenAfter('data: a\n\n'),
      REST,
    );
    await logged('hidden');
    show(true);
    await done;

    expect(server.requests.length).toBe(2);
    expect(log.filter((entry) => entry === 'rest')).toEqual(['rest']);
  });

  test('hidden in the middle of a chunk: delivers the messages that have arrived', async () => {
    const show = visibilitySwitch();
    const { log, done, logged } = await scene(
      {
        ...POST,
        ...closing,
        oncomment: async () => {
          show(false);
          await settle();
        },
      },
      staysOpenAfter(': hide\ndata: a\n\ndata: b\n\n'),
      REST,
    );
    await logged('hidden');
    show(true);
    await done;

    expect(log.filter((entry) => entry.length <= 4 && entry !== 'open')).toEqual([
      'a',
      'b',
      'rest',
    ]);
  });

  test('makes no attempt while the page is hidden, even if the retry delay has passed', async () => {
    const show = visibilitySwitch();
    const { server, environment, log, done, logged } = await scene(closing, drops, REST);
    const wait = await environment.nextWait();

    show(false);
    wait.release();
    await logged('hidden');
    await settle();
    expect(server.requests.length).toBe(1);
    show(true);
    await done;

    expect(log).toEqual([
      ...['connecting', 'ConnectError', 'retry in 1000', 'waiting', 'hidden', 'connecting', 'open'],
      ...['rest', 'onclose', 'closed'],
    ]);
  });

  test('a call made while the page is hidden sends its request when the page is shown', async () => {
    const show = visibilitySwitch();
    show(false);
    const { server, log, done } = await scene({ ...POST, ...closing }, REST);
    await settle();
    expect([server.requests.length, log]).toEqual([0, ['hidden']]);

    show(true);
    await done;

    expect(log).toEqual(['hidden', 'connecting', 'open', 'rest', 'onclose', 'closed']);
  });

  test('hiding the page is not a failure and does not count towards any limit', async () => {
    const show = visibilitySwitch();
    const retry = { maxAttempts: 2, maxElapsed: 1500 };
    const { server, environment, done, logged } = await scene(
      { ...closing, retry },
      staysSilent,
      staysSilent,
      drops,
      REST,
    );
    for (let time = 1; time <= 2; time++) {
      await server.received(time);
      show(false);
      await logged('hidden', time);
      environment.time += 60_000;
      show(true);
    }
    (await environment.nextWait()).release();
    await done;

    expect(server.requests.length).toBe(4);
    expect(environment.delays).toEqual([1000]);
  });

  test('a request body that is already consumed ends the call', async () => {
    const show = visibilitySwitch();
    const body = {
      async *[Symbol.asyncIterator]() {
        yield await Promise.resolve('b');
      },
    };
    const { log, done, logged } = await scene(
      {
        ...closing,
        method: 'POST',
        body: body as unknown as BodyInit,
        fetch: (input, init) => fetch(input, { ...init, body: 'b' }),
      },
      FIRST,
    );
    await logged('a');
    show(false);

    expect(await rejectionOf(done)).toMatchObject({ name: 'BodyError', retryable: false });
    expect(log.slice(-2)).toEqual(['BodyError', 'closed']);
  });

  test('an abort while the page is hidden ends the call and removes the listener', async () => {
    const show = visibilitySwitch();
    const added = vi.spyOn(document, 'addEventListener');
    const removed = vi.spyOn(document, 'removeEventListener');
    const stop = new AbortController();
    const { server, log, done, logged } = await scene(
      { ...POST, ...closing, signal: stop.signal },
      FIRST,
    );
    await logged('a');
    show(false);
    await logged('hidden');

    stop.abort();
    await done;
    show(true);
    await settle();

    expect(server.requests.length).toBe(1);
    expect(log.at(-1)).toBe('closed');
    expect(added.mock.calls.map(([type]) => type)).toEqual(['visibilitychange', 'resume']);
    expect(removed.mock.calls).toEqual(added.mock.calls);
  });
});
