// The arguments of fetch and the request at the server: input, options and headers of every
// attempt.
import { describe, expect, test, vi } from 'vitest';
import { fetchEventSource, type FetchEventSourceInit } from '../../../js/src/index.js';
import { deferred } from '../support/deferred.js';
import { endsAfter, startServer, type TestServer } from '../support/server.js';

interface FetchCall {
  readonly thisValue: unknown;
  readonly input: RequestInfo | URL;
  readonly init: RequestInit & { headers: Record<string, string> };
}

/** The real fetch, which records its arguments. */
function observedFetch(): { fetch: typeof fetch; calls: FetchCall[] } {
  const calls: FetchCall[] = [];
  return {
    calls,
    fetch: function (this: unknown, input, init) {
      calls.push({ thisValue: this, input, init: init as FetchCall['init'] });
      return fetch(input, init);
    },
  };
}

/** Calls whose first attempt is retried and whose second attempt is the last. */
async function streamTwice(server: TestServer, init: FetchEventSourceInit): Promise<void> {
  await fetchEventSource(server.url, {
    ...init,
    onclose: () => {
      if (server.requests.length < 2) {
        throw new Error('once more');
      }
    },
    onerror: () => 10,
  });
}

describe('fetchEventSource: fetch', () => {
  test('receives its own options unchanged, and none of the stream', async () => {
    const server = await startServer(endsAfter(''));
    const { fetch, calls } = observedFetch();
    const body = new TextEncoder().encode('{"q":1}');
    const { signal } = new AbortController();

    await fetchEventSource(server.url, {
      ...({ method: 'POST', body, credentials: 'omit', cache: 'no-store' } as const),
      ...({ keepalive: false, redirect: 'error', referrerPolicy: 'no-referrer' } as const),
      headers: { 'content-type': 'application/json' },
      ...{ signal, fetch, openWhenHidden: true, maxEventBytes: 1000, retry: { maxAttempts: 1 } },
      ...{ onopen: () => {}, onmessage: () => {}, onclose: () => {}, onerror: () => {} },
    });

    const [call] = calls;
    expect(call?.input).toBe(server.url);
    expect(call?.init.body).toBe(body);
    expect(call?.init.signal).not.toBe(signal);
    expect(call?.init).toEqual({
      method: 'POST',
      body,
      credentials: 'omit',
      cache: 'no-store',
      keepalive: false,
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      signal: expect.any(AbortSignal) as AbortSignal,
    });
    expect(server.requests).toMatchObject([{ method: 'POST', body: '{"q":1}' }]);
  });

  test('receives only headers and a signal if the init is empty', async () => {
    const server = await startServer(endsAfter(''));
    const { fetch, calls } = observedFetch();

    await fetchEventSource(server.url, { fetch });

    expect(Object.keys(calls[0]?.init ?? {}).sort()).toEqual(['headers', 'signal']);
  });

  test('is called without a this value', async () => {
    const server = await startServer(endsAfter(''));
    const { fetch, calls } = observedFetch();
    const real = vi.spyOn(globalThis, 'fetch');

    await fetchEventSource(server.url, { fetch });
    await fetchEventSource(server.url);

    expect(calls.map(({ thisValue }) => thisValue)).toEqual([undefined]);
    expect(real.mock.contexts.at(-1)).toBeUndefined();
  });

  test('receives new headers and a new signal for each attempt', async () => {
    const server = await startServer(endsAfter(''));
    const { fetch, calls } = observedFetch();
    const headers = { 'x-one': '1' };

    await streamTwice(server, { fetch, headers });

    const [first, second] = calls;
    expect(first?.init.signal).not.toBe(second?.init.signal);
    expect(first?.init.headers).not.toBe(second?.init.headers);
    expect(headers).toEqual({ 'x-one': '1' });
  });
});

describe('fetchEventSource: input', () => {
  test('may be a URL', async () => {
    const server = await startServer(endsAfter(''));

    await fetchEventSource(new URL(`${server.url}?q=1#hash`));

    expect(server.requests).toMatchObject([{ path: '/stream?q=1' }]);
  });

  test('a Request keeps its method and headers', async () => {
    const server = await startServer(endsAfter(''));
    const request = new Request(server.url, {
      method: 'POST',
      headers: { 'x-one': '1', 'content-type': 'application/json' },
      body: '{}',
    });

    await fetchEventSource(request);

    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        body: '{}',
        headers: { 'x-one': '1', 'content-type': 'application/json', accept: 'text/event-stream' },
      },
    ]);
  });

  test('a Request with a body is sent whole on every attempt', async () => {
    const server = await startServer(endsAfter(''));
    const request = new Request(server.url, { method: 'POST', body: 'the question' });

    await fetchEventSource(request, {
      onclose: () => {
        if (server.requests.length < 3) {
          throw new Error('once more');
        }
      },
      onerror: () => 10,
    });

    expect(server.requests.map(({ body }) => body)).toEqual(Array(3).fill('the question'));
  });

  test.each(['GET', 'POST'])('the signal of a %s Request ends the stream', async (method) => {
    const server = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: a\n\n');
    });
    const controller = new AbortController();
    const { signal } = controller;
    const request = new Request(server.url, { method, signal });

    await fetchEventSource(request, { onmessage: () => controller.abort() });

    await server.allSocketsClosed();
    expect(server.requests.length).toBe(1);
  });

  test('init.headers replace those of a Request, as with fetch', async () => {
    const server = await startServer(endsAfter(''));

    await fetchEventSource(new Request(server.url, { headers: { 'x-one': '1' } }), {
      headers: { 'x-two': '2' },
    });

    expect(server.requests[0]?.headers).toMatchObject({ 'x-two': '2' });
    expect(server.requests[0]?.headers).not.toHaveProperty('x-one');
  });
});

describe('fetchEventSource: headers', () => {
  const sources: [string, FetchEventSourceInit['headers']][] = [
    ['a record', { 'X-One': '1' }],
    ['Headers', new Headers({ 'X-One': '1' })],
    ['a list', [['X-One', '1']]],
    ['a function', () => ({ 'X-One': '1' })],
    ['an async function', async () => new Headers({ 'X-One': '1' })],
  ];

  test.each(sources)('%s', async (_form, headers) => {
    const server = await startServer(endsAfter(''));

    await fetchEventSource(server.url, { headers });

    expect(server.requests[0]?.headers).toMatchObject({
      'x-one': '1',
      accept: 'text/event-stream',
    });
  });

  const headers = { 'x-one': '1', 'x-two': undefined, 'x-three': null, accept: undefined };
  const withGaps: [string, FetchEventSourceInit['headers']][] = [
    ['a record', headers],
    ['a list', Object.entries(headers)],
    ['an iterable of pairs', new Map(Object.entries(headers)) as never],
    ['a function', () => headers],
    ['an async function', async () => Object.entries(headers)],
  ];

  test.each(withGaps)('omit values that are undefined or null: %s', async (_form, headers) => {
    const server = await startServer(endsAfter(''));
    const { fetch, calls } = observedFetch();

    await fetchEventSource(server.url, { headers, fetch });

    expect(calls[0]?.init.headers).toEqual({ 'x-one': '1', accept: 'text/event-stream' });
  });

  test.each([
    ['null', null],
    ['a function that returns nothing', () => undefined],
  ])('%s: only the headers that the package adds', async (_what, headers) => {
    const server = await startServer(endsAfter(''));
    const { fetch, calls } = observedFetch();

    await fetchEventSource(server.url, { headers: headers as never, fetch });

    expect(calls[0]?.init.headers).toEqual({ accept: 'text/event-stream' });
  });

  test('a function is called for every attempt', async () => {
    const server = await startServer(endsAfter(''));
    let token = 0;

    await streamTwice(server, {
      headers: async () => {
        token += 1;
        return { authorization: `Bearer ${token}` };
      },
    });

    const tokens = server.requests.map(({ headers }) => headers.authorization);
    expect(tokens).toEqual(['Bearer 1', 'Bearer 2']);
  });

  test('an abort while a function makes them prevents the request', async () => {
    const server = await startServer(endsAfter(''));
    const controller = new AbortController();
    const gate = deferred<Record<string, string>>();
    const fetch = vi.fn(globalThis.fetch);
    const done = fetchEventSource(server.url, {
      headers: () => gate.promise,
      signal: controller.signal,
      fetch,
    });

    controller.abort();
    gate.resolve({});
    await done;
    await gate.promise;

    expect(fetch).not.toHaveBeenCalled();
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['none', {}, 'text/event-stream'],
    ['empty', { accept: '' }, 'text/event-stream'],
    ['empty, with a capital', { Accept: '' }, 'text/event-stream'],
    ['set', { accept: 'application/json' }, 'application/json'],
    ['set, with a capital', { Accept: 'application/json' }, 'application/json'],
  ])('accept: %s', async (_case, headers, sent) => {
    const server = await startServer(endsAfter(''));

    await fetchEventSource(server.url, { headers: headers as Record<string, string> });

    expect(server.requests[0]?.headers.accept).toBe(sent);
  });

  test('accept and last-event-id are added in lower case', async () => {
    const server = await startServer(endsAfter('id: 7\ndata: a\n\n'), endsAfter(''));
    const { fetch, calls } = observedFetch();

    await streamTwice(server, { fetch, headers: { 'X-One': '1' } });

    expect(calls.map(({ init }) => init.headers)).toEqual([
      { 'X-One': '1', accept: 'text/event-stream' },
      { 'X-One': '1', accept: 'text/event-stream', 'last-event-id': '7' },
    ]);
  });
});
