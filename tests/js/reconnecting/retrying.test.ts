// Which failures are retried, how often and after which delay: counts, times, statuses and
// Retry-After, with an injected clock.
import { describe, expect, test } from 'vitest';
import { ConnectError, ResponseError } from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import {
  answers,
  drops,
  endsAfter,
  startServer,
  staysOpenAfter,
  type Respond,
  type TestServer,
} from '../support/server.js';

const POST = { method: 'POST', body: 'b' };
const EXACT = { jitter: 0 };

interface Played {
  readonly server: TestServer;
  readonly environment: FakeEnvironment;
  readonly error: unknown;
}

async function play(init: FetchEventSourceInit, ...responds: Respond[]): Promise<Played> {
  const server = await startServer(...responds);
  const environment = new FakeEnvironment();
  environment.releaseAll();
  const done = streamWithCallbacks(server.url, init, environment);
  const error: unknown = await done.catch((reason: unknown) => reason);
  await server.allSocketsClosed();
  return { server, environment, error };
}

describe('retry: number of attempts', () => {
  test('a POST without a response: five attempts', async () => {
    const { server, error } = await play(POST, drops);

    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ attempt: 5, retryable: false, messagesDelivered: 0 });
    expect(server.requests.map(({ body }) => body)).toEqual(Array(5).fill('b'));
  });

  test('a GET without a response: no limit', async () => {
    const { server, error } = await play({}, ...Array<Respond>(40).fill(drops), endsAfter(''));

    expect(error).toBeUndefined();
    expect(server.requests.length).toBe(41);
  });

  test.each([1, 3])('maxAttempts %i: as many attempts', async (maxAttempts) => {
    const { server, error } = await play({ retry: { maxAttempts } }, drops);

    expect(error).toMatchObject({ name: 'ConnectError', attempt: maxAttempts });
    expect(server.requests.length).toBe(maxAttempts);
  });

  test('an attempt that delivered a message restarts the count', async () => {
    const server = await startServer(
      ...[drops, staysOpenAfter('data: a\n\n'), drops, staysOpenAfter('data: b\n\n')],
      ...[drops, endsAfter('')],
    );
    const environment = new FakeEnvironment();
    environment.releaseAll();

    await streamWithCallbacks(
      server.url,
      {
        retry: { maxAttempts: 3, ...EXACT },
        onmessage: () => server.dropConnections(),
      },
      environment,
    );

    expect(server.requests.length).toBe(6);
    expect(environment.delays).toEqual([1000, 1000, 2000, 1000, 2000]);
  });

  // https://github.com/Azure/fetch-event-source#usage: onclose throws to reopen a stream that the
  // server has ended.
  test('an attempt that delivered a message and whose onclose throws restarts the count', async () => {
    const server = await startServer(endsAfter('data: a\n\n'));
    const environment = new FakeEnvironment();
    environment.releaseAll();

    await streamWithCallbacks(
      server.url,
      {
        ...POST,
        retry: EXACT,
        onclose: () => {
          if (server.requests.length < 8) {
            throw new Error('the server ended the stream');
          }
        },
        onerror: () => {},
      },
      environment,
    );

    expect(server.requests.length).toBe(8);
    expect(environment.delays).toEqual(Array(7).fill(1000));
  });

  test('an attempt whose onmessage throws does not restart the count', async () => {
    const { server, environment, error } = await play(
      {
        retry: { maxAttempts: 3, ...EXACT },
        onmessage: () => {
          throw new Error('poison');
        },
        onerror: () => {},
      },
      endsAfter('data: a\n\n'),
    );

    expect(error).toMatchObject({ name: 'HandlerError', attempt: 3 });
    expect(server.requests.length).toBe(3);
    expect(environment.delays).toEqual([1000, 2000]);
  });
});

describe('retry: times', () => {
  test('maxElapsed: no attempt starts later', async () => {
    const { server, environment, error } = await play(
      { retry: { maxElapsed: 7000, ...EXACT } },
      drops,
    );

    expect(error).toBeInstanceOf(ConnectError);
    expect(environment.delays).toEqual([1000, 2000, 4000]);
    expect(server.requests.length).toBe(4);
  });

  test('maxElapsed: an attempt that delivered a message restarts the time', async () => {
    const server = await startServer(drops, staysOpenAfter('data: a\n\n'), drops, endsAfter(''));
    const environment = new FakeEnvironment();
    environment.releaseAll();

    await streamWithCallbacks(
      server.url,
      {
        retry: { maxElapsed: 3500, ...EXACT },
        onmessage: () => {
          environment.time += 60_000;
          server.dropConnections();
        },
      },
      environment,
    );

    expect(environment.delays).toEqual([1000, 1000, 2000]);
  });

  test('jitter shortens a delay by up to half', async () => {
    const server = await startServer(drops, endsAfter(''));
    const environment = new FakeEnvironment();
    environment.chance = 0.5;
    environment.releaseAll();

    await streamWithCallbacks(server.url, {}, environment);

    expect(environment.delays).toEqual([750]);
  });
});

describe('retry: statuses', () => {
  test.each([408, 425, 429, 500, 502, 503, 504])('%i is retried', async (status) => {
    const { server, error } = await play({}, answers(status), endsAfter(''));

    expect(error).toBeUndefined();
    expect(server.requests.length).toBe(2);
  });

  test.each([400, 401, 403, 404, 410, 422, 501, 505])('%i is not retried', async (status) => {
    const { server, error } = await play({}, answers(status));

    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ status, phase: 'status', retryable: false });
    expect(server.requests.length).toBe(1);
  });

  test('statuses replaces the default list', async () => {
    const retry = { statuses: [418] };

    const retried = await play({ retry }, answers(418), endsAfter(''));
    const refused = await play({ retry }, answers(503));

    expect(retried.server.requests.length).toBe(2);
    expect(refused.error).toMatchObject({ status: 503, retryable: false });
    expect(refused.server.requests.length).toBe(1);
  });
});

describe('retry: Retry-After', () => {
  const today = new Date(Date.UTC(2026, 0, 1));
  const inTwoMinutes = new Date(today.getTime() + 120_000).toUTCString();

  test.each([
    ['7', 7000],
    ['90', 90_000],
    ['99999999999', 2 ** 31 - 1],
    [inTwoMinutes, 120_000],
    [today.toUTCString(), 1000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 1000],
    ['0', 1000],
    ['-5', 1000],
    ['1.5', 1500],
    ['0.25', 250],
    ['7, 90', 7000],
    [`${inTwoMinutes}, 7`, 120_000],
    ['Thursday, 01-Jan-26 00:02:00 GMT', 120_000],
    ['Thu Jan  1 00:02:00 2026', 120_000],
    ['Thu Jan  1 00:02:00 2026, 7', 120_000],
    ['soon', 1000],
    ['soon, 7', 1000],
    ['1e9', 1000],
    ['7s', 1000],
    ['0x10', 1000],
    ['Infinity', 1000],
    [`${inTwoMinutes} or later`, 1000],
    ['Thu Jan  1 00:02:00 2026 PST', 1000],
    ['Jan 1 2027', 1000],
    ['', 1000],
  ])('Retry-After %j on a 503: the next attempt follows after %i ms', async (value, delay) => {
    const { environment, error } = await play(
      { retry: EXACT },
      answers(503, { 'retry-after': value }),
      endsAfter(''),
    );

    expect(error).toBeUndefined();
    expect(environment.delays.at(-1)).toBe(delay);
  });

  test.each([
    ['2500', 2500],
    ['1250.5', 1251],
    ['2500, 9000', 2500],
    ['1e9', 7000],
    ['50', 1000],
    ['soon', 7000],
    ['-1', 7000],
    ['', 7000],
  ])('retry-after-ms %j with Retry-After: 7: the delay is %i ms', async (value, delay) => {
    const { environment } = await play(
      { retry: EXACT },
      answers(503, { 'retry-after': '7', 'retry-after-ms': value }),
      endsAfter(''),
    );

    expect(environment.delays.at(-1)).toBe(delay);
  });

  test('a number from onerror takes precedence', async () => {
    const { environment } = await play(
      { onerror: () => 40 },
      answers(503, { 'retry-after': '7' }),
      endsAfter(''),
    );

    expect(environment.delays.at(-1)).toBe(40);
  });

  test('Retry-After applies if onopen throws', async () => {
    const { environment } = await play(
      {
        retry: EXACT,
        onopen: (response) => {
          if (!response.ok) {
            throw new Error('not now');
          }
        },
      },
      answers(429, { 'retry-after': '7' }),
      endsAfter(''),
    );

    expect(environment.delays).toEqual([7000]);
  });
});
