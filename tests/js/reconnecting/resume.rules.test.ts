// resume and cursor: when they are called, what they receive, and what their results do.
import { describe, expect, test, vi } from 'vitest';
import {
  ResponseError,
  StreamInterruptedError,
  type BodyError,
  type ResumeContext,
} from '../../../js/src/index.js';
import { requestsOf, CUT, play, POST, REST } from '../support/cut-scene.js';
import { answers, drops, staysOpenAfter, type Respond } from '../support/server.js';

describe('resume: arguments', () => {
  test('receives how far the stream has come and how it was cut', async () => {
    const contexts: ResumeContext<{ number: number }>[] = [];
    const hello: Respond = (response) =>
      response
        .writeHead(200, {
          'content-type': 'text/event-stream',
          'x-answer': '42',
          connection: 'close',
        })
        .end('id: 7\ndata: {"number":3}\n\ndata: {}\n\n');

    const { error } = await play<{ number: number }>(
      (url) => ({
        ...POST,
        cursor: ({ data }) => {
          const cursor = JSON.parse(data === 'rest' ? '{}' : data) as { number?: number };
          return cursor.number === undefined ? undefined : { number: cursor.number };
        },
        resume: (context) => {
          contexts.push(context);
          return `${url}/${context.cursor?.number ?? ''}`;
        },
        onmessage: () => undefined,
        isTerminal: ({ data }) => data === 'rest',
      }),
      hello,
      REST,
    );

    expect(error).toBeUndefined();
    expect(contexts).toMatchObject([
      {
        lastEventId: '7',
        cursor: { number: 3 },
        attempt: 1,
        messagesDelivered: 2,
        bytesReceived: 36,
        error: { name: 'TruncatedError', phase: 'truncated', retryable: true, attempt: 1 },
      },
    ]);
    expect(contexts[0]?.headers.get('x-answer')).toBe('42');
  });

  test('receives the newest accepted response if a later response was rejected', async () => {
    const seen: unknown[] = [];
    const { messages } = await play(
      (url) => ({
        ...POST,
        resume: ({ headers, error, attempt }) => {
          seen.push([attempt, error.phase, headers.get('x-answer')]);
          return `${url}/rest`;
        },
      }),
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'x-answer': '42' });
        response.write('data: a\n\n');
      },
      answers(503, { 'x-answer': 'none' }),
      REST,
    );

    expect(messages).toEqual(['a', 'rest']);
    expect(seen).toEqual([
      [1, 'body', '42'],
      [2, 'status', '42'],
    ]);
  });
});

describe('resume: calls', () => {
  test('is not called before a response has been accepted; the request itself is sent again', async () => {
    const resume = vi.fn(() => null);

    const played = await play(() => ({ ...POST, resume }), drops, answers(503), REST);

    expect(played.messages).toEqual(['rest']);
    expect(resume).not.toHaveBeenCalled();
  });

  test('is called once a response has been accepted, even before any message', async () => {
    const played = await play(
      (url, server) => ({
        ...POST,
        resume: () => `${url}/rest`,
        oncomment: () => server.dropConnections(),
      }),
      staysOpenAfter(': hello\n'),
      REST,
    );

    expect(requestsOf(played)[1]).toEqual(['GET', '/stream/rest', '']);
  });

  test('is not called if no attempt follows', async () => {
    const resume = vi.fn(() => null);

    const { error } = await play(
      (url) => ({ ...POST, resume: () => `${url}/rest` }),
      CUT,
      answers(401),
    );
    const other = await play(() => ({ ...POST, resume }), answers(401));

    expect(error).toBeInstanceOf(ResponseError);
    expect(other.error).toBeInstanceOf(ResponseError);
    expect(resume).not.toHaveBeenCalled();
  });

  test('is called once for each failure, before onerror; a number from onerror is the delay of the new request', async () => {
    const log: unknown[] = [];

    const { error, environment } = await play(
      (url) => ({
        ...POST,
        resume: () => {
          log.push('resume');
          return `${url}/rest`;
        },
        onerror: (failure: BodyError) => {
          log.push([failure.name, failure.retryable]);
          return 70;
        },
      }),
      CUT,
      REST,
    );

    expect(error).toBeUndefined();
    expect(log).toEqual(['resume', ['BodyError', true]]);
    expect(environment.delays).toEqual([70]);
  });

  test('is called if onerror requests an attempt that the policy would not make', async () => {
    const played = await play(
      (url) => ({ ...POST, resume: () => `${url}/rest`, onerror: () => 70 }),
      CUT,
      answers(401),
      REST,
    );

    expect(played.messages).toEqual(['a', 'rest']);
    expect(requestsOf(played)[2]).toEqual(['GET', '/stream/rest', '']);
  });

  test('is called for every failure, up to maxAttempts in a row', async () => {
    const resume = vi.fn((context: ResumeContext) => ({ body: String(context.attempt) }));

    const { error, server } = await play(
      () => ({ ...POST, resume, retry: { maxAttempts: 3 } }),
      CUT,
      answers(503),
    );

    // The attempt that was healthy and then cut is the first of the row.
    expect(error).toMatchObject({ name: 'ResponseError', status: 503, attempt: 3 });
    expect(server.requests.map(({ body }) => body)).toEqual([POST.body, '1', '2']);
  });
});

test.each<[string, (href: string) => unknown]>([
  ['a URL', (href) => new URL(href)],
  ['an object with an href, such as a URL of another class or location', (href) => ({ href })],
  ['an object whose url is a URL', (href) => ({ url: new URL(href) })],
  ['an object whose url has an href', (href) => ({ url: { href } })],
])('may return %s', async (_what, make) => {
  const played = await play(
    (url) => ({ ...POST, resume: () => make(`${url}/rest`) as URL }),
    CUT,
    REST,
  );

  expect(played.messages).toEqual(['a', 'rest']);
  expect(requestsOf(played)[1]).toEqual(['GET', '/stream/rest', '']);
});

describe('resume: nothing to resume from', () => {
  test('null: a POST that has delivered messages is not sent again', async () => {
    const { error, server } = await play(() => ({ ...POST, resume: () => null }), CUT, REST);

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect(server.requests.length).toBe(1);
  });

  test('null: a GET is sent again', async () => {
    const { messages } = await play(() => ({ resume: () => null }), CUT, REST);

    expect(messages).toEqual(['a', 'rest']);
  });

  test('null: a number from onerror sends the request again', async () => {
    const resume = vi.fn(() => null);

    const played = await play(() => ({ ...POST, resume, onerror: () => 70 }), CUT, REST);

    expect(requestsOf(played)[1]).toEqual(['POST', '/stream', POST.body]);
    expect(resume).toHaveBeenCalledTimes(1);
  });

  test('a 204 for a stream that was not complete rejects instead of losing messages silently', async () => {
    const init = { ...POST, isTerminal: ({ data }: { data: string }) => data === 'rest' };
    const { error, server } = await play(
      (url) => ({ ...init, resume: () => `${url}/rest` }),
      CUT,
      answers(204),
    );

    expect(error).toMatchObject({ name: 'TruncatedError', retryable: false, messagesDelivered: 1 });
    expect(server.requests.length).toBe(2);
  });

  test('a 204 for a stream that may end anywhere completes the call', async () => {
    const { error } = await play(
      (url) => ({ ...POST, resume: () => `${url}/rest` }),
      CUT,
      answers(204),
    );

    expect(error).toBeUndefined();
  });
});

test('an abort while resume is pending ends the call without another request', async () => {
  const stop = new AbortController();
  let answer: (url: string) => void = () => {};
  const onerror = vi.fn();

  const { error, server } = await play(
    (url) => ({
      ...POST,
      signal: stop.signal,
      onerror,
      resume: () => {
        stop.abort();
        return new Promise<string>((resolve) => {
          answer = resolve;
        }).then(() => url);
      },
    }),
    CUT,
    REST,
  );
  answer(server.url);

  expect(error).toBeUndefined();
  expect(onerror).not.toHaveBeenCalled();
  expect(server.requests.length).toBe(1);
});
