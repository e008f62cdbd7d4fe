// onerror decides what follows a failure by returning a number, returning nothing, or throwing.
// Delays are read from a fake environment.
import { describe, expect, test, vi } from 'vitest';
import { BodyError, ConnectError, HandlerError, ResponseError } from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { deferred, rejectionOf, settle } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { answers, drops, endsAfter, startServer, staysOpenAfter } from '../support/server.js';

const thrower =
  (value: unknown): (() => never) =>
  () => {
    throw value;
  };

/** Returns the delay before the second attempt, after a first attempt without a response. */
async function delayAfterDrop(init: FetchEventSourceInit, environment?: FakeEnvironment) {
  const fake = environment ?? new FakeEnvironment();
  const server = await startServer(drops, endsAfter(''));
  const done = streamWithCallbacks(server.url, { retry: { jitter: 0 }, ...init }, fake);
  const wait = await fake.nextWait();
  wait.release();
  await done;
  return wait.delay;
}

describe('onerror returns a number', () => {
  test.each([
    [10, 10],
    [250, 250],
    [12.5, 13],
    [0, 10],
    [1, 10],
    [-0, 10],
    [2 ** 31 - 1, 2 ** 31 - 1],
    [2 ** 31, 2 ** 31 - 1],
    [2 ** 40, 2 ** 31 - 1],
    [Infinity, 2 ** 31 - 1],
  ])('%d is a delay of %d ms', async (answer, delay) => {
    expect(await delayAfterDrop({ onerror: () => answer })).toBe(delay);
  });

  test.each([NaN, -1, -Infinity, undefined, null])(
    '%s leaves the delay to the policy',
    async (answer) => {
      const retry = { initialDelay: 700, jitter: 0 };

      expect(await delayAfterDrop({ retry, onerror: () => answer })).toBe(700);
    },
  );

  test.each(['100', true, {}, []])('%j is not a number: the policy decides', async (answer) => {
    const onerror = () => answer as unknown as number;

    expect(await delayAfterDrop({ retry: { initialDelay: 700, jitter: 0 }, onerror })).toBe(700);
  });

  test('applies to one delay, while a retry field applies to the rest of the call', async () => {
    const environment = new FakeEnvironment();
    const server = await startServer(
      staysOpenAfter('retry: 400\ndata: a\n\n'),
      staysOpenAfter('data: a\n\n'),
    );
    const answers = [60, undefined, 70, undefined];
    environment.releaseAll();

    const done = streamWithCallbacks(
      server.url,
      {
        retry: { jitter: 0 },
        onmessage: () => server.dropConnections(),
        onerror: (error) => {
          if (server.requests.length > answers.length) {
            throw error;
          }
          return answers[server.requests.length - 1];
        },
      },
      environment,
    );

    await expect(done).rejects.toBeInstanceOf(BodyError);
    expect(environment.delays).toEqual([60, 400, 70, 400]);
  });

  test('may be a promise, which is awaited before the delay and the request', async () => {
    const environment = new FakeEnvironment();
    const server = await startServer(drops, endsAfter(''));
    const entered = deferred();
    const answer = deferred<number>();
    const done = streamWithCallbacks(
      server.url,
      {
        onerror: () => {
          entered.resolve();
          return answer.promise;
        },
      },
      environment,
    );
    await entered.promise;
    await settle();
    expect(environment.waits).toEqual([]);

    answer.resolve(123);
    const wait = await environment.nextWait();
    wait.release();
    await done;

    expect(wait.delay).toBe(123);
    expect(server.requests.length).toBe(2);
  });

  test.each([
    ['a status that is not retried', answers(401)],
    ['a wrong content type', answers(200, { 'content-type': 'text/html' })],
  ])('starts another attempt after %s', async (_case, respond) => {
    const server = await startServer(respond, endsAfter('data: a\n\n'));
    const messages: string[] = [];
    const environment = new FakeEnvironment();
    environment.releaseAll();

    await streamWithCallbacks(
      server.url,
      { onmessage: ({ data }) => void messages.push(data), onerror: () => 30 },
      environment,
    );

    expect(messages).toEqual(['a']);
    expect(environment.delays.at(-1)).toBe(30);
  });

  test('does not exceed maxAttempts', async () => {
    const server = await startServer(answers(401));
    const environment = new FakeEnvironment();
    environment.releaseAll();
    const onerror = vi.fn(() => 30);

    const error = await rejectionOf(
      streamWithCallbacks(server.url, { onerror, retry: { maxAttempts: 3 } }, environment),
    );

    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ status: 401, attempt: 3 });
    expect(server.requests.length).toBe(3);
    expect(onerror).toHaveBeenCalledTimes(3);
  });
});

describe('onerror throws', () => {
  const values: [string, unknown][] = [
    ['an error', new Error('no more')],
    ['a string', 'no more'],
    ['undefined', undefined],
    ['null', null],
    ['a number', 30],
    ['an object', { no: 'more' }],
  ];

  test.each(values)('rejects with the thrown value itself: %s', async (_kind, value) => {
    const server = await startServer(drops);
    const environment = new FakeEnvironment();

    const done = streamWithCallbacks(server.url, { onerror: thrower(value) }, environment);

    expect(await rejectionOf(done)).toBe(value);
    expect(environment.waits).toEqual([]);
    expect(server.requests.length).toBe(1);
  });

  test.each(values)('rejects with the value of a rejection: %s', async (_kind, value) => {
    const server = await startServer(drops);
    const environment = new FakeEnvironment();

    const done = streamWithCallbacks(
      server.url,
      { onerror: async () => thrower(value)() },
      environment,
    );

    expect(await rejectionOf(done)).toBe(value);
    expect(environment.waits).toEqual([]);
  });
});

describe('onerror: argument', () => {
  test('is an EventStreamError for a failure of the network or the server', async () => {
    const environment = new FakeEnvironment();
    environment.releaseAll();
    const server = await startServer(drops, answers(503), endsAfter(''));
    const errors: unknown[] = [];

    await streamWithCallbacks(
      server.url,
      { onerror: (error: unknown) => void errors.push(error) },
      environment,
    );

    expect(errors).toEqual([expect.any(ConnectError), expect.any(ResponseError)]);
    expect(errors).toMatchObject([
      { phase: 'connect', attempt: 1, retryable: true, messagesDelivered: 0 },
      { phase: 'status', attempt: 2, retryable: true, messagesDelivered: 0, status: 503 },
    ]);
  });

  test.each<[string, (value: unknown) => FetchEventSourceInit]>([
    ['headers', (value) => ({ headers: thrower(value) })],
    ['onopen', (value) => ({ onopen: thrower(value) })],
    ['onmessage', (value) => ({ onmessage: thrower(value) })],
    ['onclose', (value) => ({ onclose: thrower(value) })],
    ['async onopen', (value) => ({ onopen: async () => thrower(value)() })],
    ['async onmessage', (value) => ({ onmessage: async () => thrower(value)() })],
    ['async headers', (value) => ({ headers: async () => thrower(value)() })],
  ])('is the very value that %s threw', async (_handler, handlers) => {
    for (const value of [new Error('mine'), 'mine', undefined]) {
      const server = await startServer(endsAfter('data: a\n\n'));
      const onerror = vi.fn((error: unknown) => {
        throw error;
      });

      const done = streamWithCallbacks(
        server.url,
        { ...handlers(value), onerror },
        new FakeEnvironment(),
      );

      expect(await rejectionOf(done)).toBe(value);
      expect(onerror.mock.calls).toEqual([[value]]);
      expect(onerror.mock.calls[0]?.[0]).toBe(value);
    }
  });

  test('onerror is not called at the end of the stream or for an abort', async () => {
    const onerror = vi.fn();
    const ended = await startServer(endsAfter('data: a\n\n'));
    const aborted = await startServer(staysOpenAfter('data: a\n\n'));
    const controller = new AbortController();

    await streamWithCallbacks(ended.url, { onerror }, new FakeEnvironment());
    await streamWithCallbacks(
      aborted.url,
      { onerror, onmessage: () => controller.abort(), signal: controller.signal },
      new FakeEnvironment(),
    );

    expect(onerror).not.toHaveBeenCalled();
  });
});

describe('without onerror', () => {
  test.each(['onopen', 'onclose'] as const)(
    '%s throws to start another attempt',
    async (handler) => {
      const server = await startServer(endsAfter('data: a\n\n'));
      const environment = new FakeEnvironment();
      environment.releaseAll();

      await streamWithCallbacks(
        server.url,
        {
          [handler]: () => {
            if (server.requests.length < 3) {
              throw new Error('once more');
            }
          },
        },
        environment,
      );

      expect(server.requests.length).toBe(3);
      expect(environment.waits.length).toBe(2);
    },
  );

  test.each<[string, FetchEventSourceInit]>([
    ['onmessage', { onmessage: thrower('mine') }],
    ['headers', { headers: thrower('mine') }],
  ])('an error that %s throws ends the stream', async (handler, init) => {
    const server = await startServer(endsAfter('data: a\n\n'));
    const environment = new FakeEnvironment();

    const error = await rejectionOf(streamWithCallbacks(server.url, init, environment));

    expect(error).toBeInstanceOf(HandlerError);
    expect(error).toMatchObject({ handler, cause: 'mine', phase: 'handler', retryable: false });
    expect(environment.waits).toEqual([]);
  });
});
