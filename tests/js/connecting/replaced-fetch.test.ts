// A custom fetch may return anything: its result is checked before it is used.
import { describe, expect, test, vi } from 'vitest';
import { BodyError, ConnectError, fetchEventSource, ResponseError } from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { utf8 } from '../support/bytes.js';
import { deferred, rejectionOf, settle } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { answers, startServer } from '../support/server.js';

const URL_WITHOUT_SERVER = 'http://127.0.0.1/';
const EVENT_STREAM = { headers: { 'content-type': 'text/event-stream' } };

/** A response whose body yields `chunks` unchanged. */
function responseOf(...chunks: unknown[]): Response {
  const body = new ReadableStream({
    start: (controller) => {
      chunks.forEach((chunk) => controller.enqueue(chunk));
      controller.close();
    },
  });
  const response = new Response(null, EVENT_STREAM);
  // Response itself would reject such chunks only when they are read through it.
  Object.defineProperty(response, 'body', { value: body });
  return response;
}

test('custom fetch: its signal is aborted after the body, because more may depend on it', async () => {
  let signal: AbortSignal | null | undefined;

  await fetchEventSource(URL_WITHOUT_SERVER, {
    fetch: async (_input, init) => {
      signal = init?.signal;
      return responseOf(utf8('data: a\n\n'));
    },
  });

  expect(signal?.aborted).toBe(true);
});

describe('custom fetch: the body', () => {
  test('is missing', async () => {
    const fetch = async (): Promise<Response> => new Response(null, EVENT_STREAM);

    const error = await rejectionOf(fetchEventSource(URL_WITHOUT_SERVER, { fetch }));

    expect(error).toBeInstanceOf(BodyError);
    expect(error).toMatchObject({ phase: 'body', retryable: false, messagesDelivered: 0 });
    expect((error as Error).message).toBe(
      'Expected a ReadableStream or an async iterable as the body, got null (status 200)',
    );
  });

  test('is neither a ReadableStream nor an async iterable', async () => {
    const response = new Response(null, EVENT_STREAM);
    Object.defineProperty(response, 'body', { value: { pipe: () => {}, cancel: undefined } });

    const error = await rejectionOf(
      fetchEventSource(URL_WITHOUT_SERVER, { fetch: async () => response }),
    );

    expect(error).toBeInstanceOf(BodyError);
    expect((error as Error).message).toContain('async iterable as the body, got object');
  });

  test.each([
    ['an object', {}, 'object'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'object'],
    ['a number', 7, 'number'],
  ])('has no bytes but %s', async (_what, chunk, got) => {
    const fetch = async (): Promise<Response> => responseOf(chunk);

    const error = await rejectionOf(fetchEventSource(URL_WITHOUT_SERVER, { fetch }));

    expect(error).toBeInstanceOf(BodyError);
    expect(error).toMatchObject({ phase: 'body', retryable: false });
    const message = (error as Error).message;
    expect(message).toMatch(/^Expected a body of Uint8Array chunks, got a chunk of /);
    expect(chunk === null || message.endsWith(got)).toBe(true);
  });

  test('has chunks of a custom class, and empty chunks', async () => {
    class Chunk extends Uint8Array {}
    const messages: string[] = [];

    await fetchEventSource(URL_WITHOUT_SERVER, {
      fetch: async () => responseOf(new Chunk(utf8('data: ')), new Uint8Array(0), utf8('a\n\n')),
      onmessage: ({ data }) => void messages.push(data),
    });

    expect(messages).toEqual(['a']);
  });

  test.each<[string, (response: Response) => Promise<void>]>([
    [
      'read',
      async (response) => {
        await response.text();
      },
    ],
    [
      'locked',
      async (response) => {
        response.body?.getReader();
        // In a worker, Firefox may keep the connection of a body that is opened and cancelled in
        // the same turn.
        await settle();
      },
    ],
  ])('was %s by onopen', async (_how, onopen) => {
    const server = await startServer(
      answers(200, { 'content-type': 'text/event-stream' }, 'data: a\n\n'),
    );

    const error = await rejectionOf(fetchEventSource(server.url, { onopen }));

    expect(error).toBeInstanceOf(BodyError);
    expect((error as Error).message).toBe('Expected an unread body, got one that onopen has read');
    await server.allSocketsClosed();
  });
});

describe('custom fetch: an error response', () => {
  const status = { status: 401 };

  test('without a body', async () => {
    const fetch = async (): Promise<Response> => new Response(null, status);

    const error = await rejectionOf(fetchEventSource(URL_WITHOUT_SERVER, { fetch }));

    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ status: 401, body: '' });
  });

  test('whose body the custom fetch has already read', async () => {
    const fetch = async (): Promise<Response> => {
      const response = new Response('{"error":"no"}', status);
      await response.text();
      return response;
    };

    const error = await rejectionOf(fetchEventSource(URL_WITHOUT_SERVER, { fetch }));

    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ status: 401, phase: 'status' });
  });

  test('whose body is neither a ReadableStream nor an async iterable', async () => {
    const response = new Response(null, status);
    Object.defineProperty(response, 'body', { value: { pipe: () => {} } });

    const error = await rejectionOf(
      fetchEventSource(URL_WITHOUT_SERVER, { fetch: async () => response }),
    );

    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ status: 401, phase: 'status' });
  });
});

describe('custom fetch: its result', () => {
  test.each([
    [
      'throws',
      () =>
        vi.fn().mockImplementation(() => {
          throw new TypeError('offline');
        }),
    ],
    ['rejects', () => vi.fn().mockRejectedValue(new TypeError('offline'))],
  ])('%s', async (_how, make) => {
    const fetch = make() as () => Promise<Response>;

    const error = await rejectionOf(
      fetchEventSource(URL_WITHOUT_SERVER, { fetch, retry: { maxAttempts: 1 } }),
    );

    expect(error).toBeInstanceOf(ConnectError);
    expect((error as Error).message).toBe('Expected a response, got none: offline');
  });

  test('after an abort that the fetch ignores, is closed', async () => {
    const controller = new AbortController();
    const called = deferred();
    const response = deferred<Response>();
    const cancelled = deferred();
    const onopen = vi.fn();
    const done = fetchEventSource(URL_WITHOUT_SERVER, {
      signal: controller.signal,
      onopen,
      fetch: () => {
        called.resolve();
        return response.promise;
      },
    });
    await called.promise;
    controller.abort();
    await done;

    response.resolve(new Response(new ReadableStream({ cancel: () => cancelled.resolve() })));

    await cancelled.promise;
    await settle();
    expect(onopen).not.toHaveBeenCalled();
  });

  test('whose body ignores signals, is cancelled by an abort', async () => {
    const controller = new AbortController();
    const cancelled = deferred();
    const body = new ReadableStream({
      start: (stream) => stream.enqueue(utf8('data: a\n\n')),
      cancel: () => cancelled.resolve(),
    });

    await fetchEventSource(URL_WITHOUT_SERVER, {
      signal: controller.signal,
      fetch: async () => new Response(body, EVENT_STREAM),
      onmessage: () => controller.abort(),
    });

    await cancelled.promise;
  });
});

/** Returns the error that the call rejects with, without waiting between attempts. */
async function play(init: FetchEventSourceInit): Promise<{ readonly error: unknown }> {
  const environment = new FakeEnvironment();
  environment.releaseAll();
  return { error: await rejectionOf(streamWithCallbacks(URL_WITHOUT_SERVER, init, environment)) };
}

describe('custom fetch: its error', () => {
  test.each<[string, unknown, string]>([
    ['a TypeError', new TypeError('fetch failed'), 'ConnectError'],
    ['a system code', Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'ConnectError'],
    [
      'a system code of its cause',
      new Error('x', { cause: { code: 'ENOTFOUND' } }),
      'ConnectError',
    ],
    ['a code of undici', Object.assign(new Error('x'), { code: 'UND_ERR_SOCKET' }), 'ConnectError'],
    ['a NetworkError', new DOMException('x', 'NetworkError'), 'ConnectError'],
    ['an error of its own', new Error('not signed in'), 'HandlerError'],
    ['a code of its own', Object.assign(new Error('x'), { code: 'NOT_SIGNED_IN' }), 'HandlerError'],
    ['a string', 'no', 'HandlerError'],
    ['undefined', undefined, 'HandlerError'],
  ])('%s: is called five times for a network failure, else once', async (_what, thrown, name) => {
    let calls = 0;
    const fetch = async (): Promise<Response> => {
      calls += 1;
      throw thrown;
    };

    const { error } = await play({ method: 'POST', fetch });

    expect((error as Error).name).toBe(name);
    expect((error as Error).cause).toBe(thrown);
    expect(calls).toBe(name === 'ConnectError' ? 5 : 1);
  });

  test('onerror receives the error and decides: undefined ends the call, a number repeats it', async () => {
    const mine = new Error('not signed in');
    const errors: unknown[] = [];
    let calls = 0;
    const fetch = async (): Promise<Response> => {
      calls += 1;
      throw mine;
    };

    const nothing = await play({ fetch, onerror: (error) => void errors.push(error) });
    const callsWithNothing = calls;
    await play({ fetch, onerror: () => 10, retry: { maxAttempts: 4 } });

    expect(nothing.error).toMatchObject({ name: 'HandlerError', handler: 'fetch', cause: mine });
    expect(errors).toEqual([mine]);
    expect([callsWithNothing, calls - callsWithNothing]).toEqual([1, 4]);
  });
});
