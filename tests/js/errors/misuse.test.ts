// Invalid options are rejected when the function is called, with an error that names the option,
// and no request is sent.
import { describe, expect, test, vi } from 'vitest';
import {
  EventSource,
  eventStream,
  fetchEventSource,
  type EventSourceInit,
  type EventStreamInit,
} from '../../../js/src/index.js';
import { rejectionOf } from '../support/deferred.js';
import { answers, drops, endsAfter, startServer } from '../support/server.js';

const URL_WITHOUT_SERVER = 'http://127.0.0.1/';
const POST = { method: 'POST', body: '{}' };

const RETRY_NAMES =
  'initialDelay, maxDelay, multiplier, jitter, maxAttempts, maxElapsed, replay, statuses'
    .split(', ')
    .map((name) => `retry.${name}`)
    .join(' or ');

/** What all three APIs reject, with the words that follow "Expected". */
const MISUSES: [string, object, string][] = [
  ['retry', { retry: 3 }, 'retry to be an object such as { maxAttempts: 3 }, or false, got 3'],
  [
    'retry',
    { retry: true },
    'retry to be an object such as { maxAttempts: 3 }, or false, got true',
  ],
  ['timeouts', { timeouts: 5 }, 'timeouts to be an object such as { idle: 30000 }, got 5'],
  ['timeouts.idle', { timeouts: { idle: '5s' } }, 'timeouts.idle to be a number, got "5s"'],
  ...[0, -1, 2.5, '3', null].map((maxAttempts): [string, object, string] => [
    'retry.maxAttempts',
    { retry: { maxAttempts } },
    `retry.maxAttempts to be a whole number from 1, where 1 never retries, or Infinity, got ${JSON.stringify(maxAttempts)}`,
  ]),
  [
    'retry.statuses',
    { retry: { statuses: 503 } },
    'retry.statuses to be an array of HTTP status codes, got 503',
  ],
  ['retry.replay', { retry: { replay: 'no' } }, 'retry.replay to be a boolean, got "no"'],
  ['a name in retry', { retry: { attempts: 3 } }, `the option ${RETRY_NAMES}, got retry.attempts`],
  [
    'a name in retry',
    { retry: { maxattempts: 3 } },
    'the option retry.maxAttempts, got retry.maxattempts',
  ],
  [
    'body',
    { ...POST, body: { question: '?' } },
    'body to be a value that fetch can send, such as JSON.stringify(data), got Object',
  ],
  [
    'body',
    { ...POST, body: Object.create(null) as object },
    'body to be a value that fetch can send, such as JSON.stringify(data), got Object',
  ],
  [
    'body',
    { ...POST, body: [{ role: 'user' }] },
    'body to be a value that fetch can send, such as JSON.stringify(data), got Array',
  ],
  ['method', { method: 7 }, 'method to be a string, got 7'],
  [
    'headers',
    { headers: 'x-one: 1' },
    'headers to be an object, an iterable of pairs or a function, got "x-one: 1"',
  ],
  ['signal', { signal: new AbortController() }, 'signal to be an AbortSignal, got AbortController'],
  ['maxEventBytes', { maxEventBytes: '1' }, 'maxEventBytes to be a number, got "1"'],
  ['the case of a name', { maxeventbytes: 1 }, 'the option maxEventBytes, got maxeventbytes'],
  ['the case of a name of fetch', { Method: 'POST' }, 'the option method, got Method'],
];

describe('misuse: fetchEventSource, eventStream and EventSource reject', () => {
  test.each(MISUSES)('%s: %o', async (_what, init, text) => {
    const fetch = vi.fn(globalThis.fetch);
    const options = { ...init, fetch };
    const refusal = (): unknown =>
      expect.objectContaining({ name: 'TypeError', message: `Expected ${text}` });

    expect(await rejectionOf(fetchEventSource(URL_WITHOUT_SERVER, options))).toEqual(refusal());
    expect(() => eventStream(URL_WITHOUT_SERVER, options)).toThrow(refusal());
    expect(() => new EventSource(URL_WITHOUT_SERVER, options as EventSourceInit)).toThrow(
      refusal(),
    );
    expect(fetch).not.toHaveBeenCalled();
  });

  test('a fetch that is not a function', async () => {
    const init = { fetch: 'fetch' as never };

    expect(await rejectionOf(fetchEventSource(URL_WITHOUT_SERVER, init))).toMatchObject({
      name: 'TypeError',
      message: 'Expected fetch to be a function, got "fetch"',
    });
  });

  test.each([
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a plain object', { url: '/' }, 'Object'],
  ])('%s as the URL', async (_what, input, got) => {
    const text = `Expected a URL or a Request, got ${got}`;

    expect(await rejectionOf(fetchEventSource(input as never))).toMatchObject({
      name: 'TypeError',
      message: text,
    });
    expect(() => eventStream(input as never)).toThrow(text);
  });

  test.each([null, 5, 'POST'])('%o as the options', async (init) => {
    expect(await rejectionOf(fetchEventSource(URL_WITHOUT_SERVER, init as never))).toMatchObject({
      name: 'TypeError',
      message: `Expected the options to be an object, got ${JSON.stringify(init)}`,
    });
    expect(() => eventStream(URL_WITHOUT_SERVER, init as never)).toThrow(TypeError);
  });
});

describe('misuse: handlers', () => {
  const CALLBACKS: [string, object, RegExp][] = [
    ['misspelt', { onMessage: () => {} }, /^Expected the option onmessage, got onMessage$/],
    [
      'unknown',
      { onData: () => {} },
      /^Expected the option oncomment or .*onmessage.*, got onData$/,
    ],
    ['no function', { onmessage: 'log' }, /^Expected onmessage to be a function, got "log"$/],
    ['no function', { onerror: {} }, /^Expected onerror to be a function, got Object$/],
    [
      'no function',
      { isTerminal: '[DONE]' },
      /^Expected isTerminal to be a function, got "\[DONE\]"$/,
    ],
    [
      'no function',
      { resume: true },
      /^Expected resume to be a function or 'last-event-id', got true$/,
    ],
    [
      'no function',
      { resume: 'id' },
      /^Expected resume to be a function or 'last-event-id', got "id"$/,
    ],
  ];

  test.each(CALLBACKS)('of fetchEventSource, %s: %o', async (_what, init, text) => {
    const error = await rejectionOf(fetchEventSource(URL_WITHOUT_SERVER, init));

    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toMatch(text);
  });

  test.each(['onmessage', 'onerror', 'onclose', 'onEvent'])(
    'of eventStream, which has no handler %s',
    (name) => {
      const make = (): unknown =>
        eventStream(URL_WITHOUT_SERVER, { [name]: () => {} } as EventStreamInit);

      expect(make).toThrow(TypeError);
      expect(make).toThrow(`, got ${name}`);
    },
  );

  test('of an EventSource are not options', () => {
    const init = { onmessage: () => {} } as EventSourceInit;

    expect(() => new EventSource(URL_WITHOUT_SERVER, init)).toThrow(TypeError);
  });

  test('that are null or undefined count as absent: the response is checked', async () => {
    const server = await startServer(answers(200, { 'content-type': 'text/html' }));
    const init = { onopen: null, onmessage: null, onerror: undefined, fetch: null };

    const error = await rejectionOf(fetchEventSource(server.url, init as object));

    expect(error).toMatchObject({ name: 'ResponseError', phase: 'content-type' });
  });
});

test('misuse: retry: false makes one attempt in every API', async () => {
  const server = await startServer(drops);

  const error = await rejectionOf(fetchEventSource(server.url, { retry: false }));
  const loop = await rejectionOf(eventStream(server.url, { retry: false }).next());
  const source = new EventSource(server.url, { retry: false });
  await new Promise((resolve) => source.addEventListener('error', resolve));

  expect([error, loop]).toMatchObject([
    { name: 'ConnectError', attempt: 1, retryable: false },
    { name: 'ConnectError', attempt: 1, retryable: false },
  ]);
  expect(source.readyState).toBe(source.CLOSED);
  expect(server.requests.length).toBe(3);
});

test('misuse: every type of body that fetch accepts is sent, and unknown options reach fetch unchanged', async () => {
  const server = await startServer(endsAfter(''));
  const bodies = [new URLSearchParams('a=1'), new Blob(['b']), new Uint8Array([99]), 'd'];
  const calls: (RequestInit | undefined)[] = [];
  const next = { revalidate: 0 };

  for (const body of bodies) {
    await fetchEventSource(server.url, {
      ...{ method: 'POST', body, next, duplex: 'half', priority: 'high', cf: undefined },
      fetch: (input, init) => {
        calls.push(init);
        return fetch(input, init);
      },
    });
  }

  expect(server.requests.map(({ body }) => body)).toEqual(['a=1', 'b', 'c', 'd']);
  expect(calls[0]).toMatchObject({ next, duplex: 'half', priority: 'high' });
  expect((calls[0] as { next: unknown }).next).toBe(next);
});
