// Bad input of every kind: a typed error that says what was expected and what was received. Nothing
// is left open.
import { describe, expect, test, vi } from 'vitest';
import {
  BodyError,
  ConnectError,
  EventStreamError,
  EventTooLargeError,
  HandlerError,
  InvalidRequestError,
  ResponseError,
  fetchEventSource,
  type FetchEventSourceInit,
} from '../../../js/src/index.js';
import { utf8 } from '../support/bytes.js';
import { rejectionOf } from '../support/deferred.js';
import { urlWithoutServer } from '../support/host.js';
import {
  answers,
  drops,
  endsAfter,
  startServer,
  staysOpenAfter,
  type Respond,
  type TestServer,
} from '../support/server.js';

const once = { retry: { maxAttempts: 1 } };

/** Returns the error that a call rejects with, after all sockets of the server are closed. */
async function failure(
  respond: Respond,
  init: FetchEventSourceInit = once,
): Promise<{ error: unknown; server: TestServer }> {
  const server = await startServer(respond);
  const error = await rejectionOf(fetchEventSource(server.url, init));
  await server.allSocketsClosed();
  expect(error).toBeInstanceOf(EventStreamError);
  expect((error as Error).name).toBe((error as Error).constructor.name);
  return { error, server };
}

describe('bad input: a request that cannot be made', () => {
  test.each<[string, string, FetchEventSourceInit]>([
    ['not a URL', 'http://', {}],
    ['a URL with a password', 'http://user:password@127.0.0.1/', {}],
    ['a forbidden method', 'http://127.0.0.1/', { method: 'TRACE' }],
    ['an invalid method', 'http://127.0.0.1/', { method: 'GET IT' }],
    ['a body on a GET', 'http://127.0.0.1/', { body: 'b' }],
    ['an invalid header name', 'http://127.0.0.1/', { headers: { 'a b': '1' } }],
    ['an invalid header value', 'http://127.0.0.1/', { headers: { a: '1\n2' } }],
    ['a header value beyond U+00FF', 'http://127.0.0.1/', { headers: { a: '你' } }],
  ])('%s', async (_what, input, init) => {
    const error = await rejectionOf(fetchEventSource(input, init));

    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error).toMatchObject({ phase: 'connect', attempt: 1, retryable: false });
    expect(error).toMatchObject({ cause: expect.any(TypeError) as TypeError });
    expect((error as Error).message).toMatch(/^Expected a valid request, got: ./);
  });

  test('a Request whose body is already consumed', async () => {
    const request = new Request('http://127.0.0.1/', { method: 'POST', body: 'b' });
    await request.text();

    expect(await rejectionOf(fetchEventSource(request))).toBeInstanceOf(InvalidRequestError);
  });
});

describe('bad input: no response', () => {
  test('the connection is cut', async () => {
    const { error } = await failure(drops);

    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ phase: 'connect', attempt: 1, messagesDelivered: 0 });
    expect((error as Error).message).toMatch(/^Expected a response, got none: ./);
    expect((error as Error).cause).toBeInstanceOf(TypeError);
  });

  test('the connection is refused', async () => {
    const error = await rejectionOf(fetchEventSource(await urlWithoutServer(), once));

    expect(error).toBeInstanceOf(ConnectError);
    expect((error as Error).message).toMatch(/^Expected a response, got none: ./);
    expect((error as Error).cause).toBeInstanceOf(TypeError);
  });
});

describe('bad input: a response that is not an event stream', () => {
  const html = { 'content-type': 'text/html; charset=utf-8' };
  const page = '<!doctype html><title>It works – 你好</title>';

  test('an HTML page with 200', async () => {
    const { error, server } = await failure(answers(200, html, page));

    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ phase: 'content-type', status: 200, body: page });
    expect(error).toMatchObject({ retryable: false });
    expect((error as Error).message).toBe(
      `Expected a text/event-stream response, got text/html; charset=utf-8 from ${server.url}`,
    );
  });

  test('an HTML page with 500', async () => {
    const { error, server } = await failure(answers(500, html, page));

    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ phase: 'status', status: 500, body: page });
    expect((error as Error).message).toBe(
      `Expected a 2xx response, got 500 Internal Server Error from ${server.url}`,
    );
  });

  test('a 401 with JSON: the error has status, headers and body', async () => {
    const body = '{"error":{"code":"invalid_api_key"}}';

    const { error, server } = await failure(
      answers(401, { 'content-type': 'application/json', 'www-authenticate': 'Bearer' }, body),
      {},
    );

    expect(error).toBeInstanceOf(ResponseError);
    const response = error as ResponseError;
    expect(response).toMatchObject({ phase: 'status', status: 401, body, retryable: false });
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(response.message).toBe(
      `Expected a 2xx response, got 401 Unauthorized from ${server.url}`,
    );
    expect(server.requests.length).toBe(1);
  });

  test.each([
    ['text/event-streamX'],
    ['text/event-stream-json'],
    ['text/plain; text/event-stream'],
    ['application/json'],
    ['xtext/event-stream'],
    ['text/event-stream, text/html'],
    ['text/html;x=", text/event-stream"'],
    ['*/*'],
    ['text/event-stream x'],
  ])('content type %s is rejected', async (type) => {
    const { error } = await failure(answers(200, { 'content-type': type }, 'data: a\n\n'));

    expect(error).toMatchObject({ name: 'ResponseError', phase: 'content-type' });
    expect((error as Error).message).toContain(`got ${type}`);
  });

  test('a missing content type is rejected', async () => {
    const { error } = await failure(answers(200, {}, 'data: a\n\n'));

    expect(error).toMatchObject({ name: 'ResponseError', phase: 'content-type' });
    expect((error as Error).message).toContain('got no content type from');
  });

  test.each([
    'text/event-stream',
    'Text/Event-Stream; charset=utf-8',
    'text/event-stream;charset=utf-8',
    'text/event-stream ; x=y',
    'text/html, text/event-stream',
    'text/event-stream, text/event-stream',
    'text/event-stream;x=",text/html"',
    'text/event-stream, bogus, */*',
  ])('content type %s is accepted', async (type) => {
    const server = await startServer(answers(200, { 'content-type': type }, 'data: a\n\n'));
    const onmessage = vi.fn();

    await fetchEventSource(server.url, { onmessage });

    expect(onmessage).toHaveBeenCalledTimes(1);
  });
});

describe('bad input: a stream that fails', () => {
  const dropAtFirstMessage = async (
    text: string | Uint8Array,
  ): Promise<{ error: unknown; messages: string[] }> => {
    const server = await startServer(staysOpenAfter(text));
    const messages: string[] = [];
    const done = fetchEventSource(server.url, {
      ...once,
      onmessage: ({ data }) => {
        messages.push(data);
        server.dropConnections();
      },
    });
    const error = await rejectionOf(done);
    await server.allSocketsClosed();
    return { error, messages };
  };
  const half = utf8('data: a\n\ndata: 你').subarray(0, -1);

  test('the server drops the connection in the middle of a character', async () => {
    const { error, messages } = await dropAtFirstMessage(half);

    expect(error).toBeInstanceOf(BodyError);
    expect(error).toMatchObject({ phase: 'body', messagesDelivered: 1, attempt: 1 });
    expect((error as Error).message).toMatch(
      /^Expected the end of the body, got a lost connection: ./,
    );
    expect((error as Error).cause).toBeInstanceOf(Error);
    expect(messages).toEqual(['a']);
  });

  test('the server ends the stream in the middle of a character: the unfinished event is dropped', async () => {
    const server = await startServer(endsAfter(half));
    const messages: string[] = [];

    await fetchEventSource(server.url, { onmessage: ({ data }) => void messages.push(data) });

    expect(messages).toEqual(['a']);
    await server.allSocketsClosed();
  });

  test('a body shorter than its content-length', async () => {
    const server = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-length': 1000 });
      response.write('data: a\n\n', () => server.dropConnections());
    });

    const error = await rejectionOf(fetchEventSource(server.url, once));

    expect(error).toBeInstanceOf(BodyError);
    await server.allSocketsClosed();
  });

  test('a handler throws: onmessage', async () => {
    const { error, server } = await failure(staysOpenAfter('data: a\n\ndata: b\n\n'), {
      onmessage: () => {
        throw new RangeError('mine');
      },
    });

    expect(error).toBeInstanceOf(HandlerError);
    expect(error).toMatchObject({ phase: 'handler', handler: 'onmessage', messagesDelivered: 1 });
    expect((error as Error).message).toBe('onmessage threw: mine');
    expect(server.requests.length).toBe(1);
  });

  test.each(['headers', 'onopen', 'onclose'] as const)('a handler throws: %s', async (handler) => {
    const { error } = await failure(endsAfter('data: a\n\n'), {
      ...once,
      [handler]: async () => {
        throw new RangeError('mine');
      },
    });

    expect(error).toBeInstanceOf(HandlerError);
    expect(error).toMatchObject({ phase: 'handler', handler });
    expect((error as Error).message).toBe(`${handler} threw: mine`);
  });
});

describe('maxEventBytes', () => {
  test.each([0, -1, 0.5, NaN, Infinity, 256 * 1024 * 1024 + 1])(
    '%d is out of range: no request is sent',
    async (maxEventBytes) => {
      const fetch = vi.fn(globalThis.fetch);

      const error = await rejectionOf(
        fetchEventSource('http://127.0.0.1/', { maxEventBytes, fetch }),
      );

      expect(error).toBeInstanceOf(RangeError);
      expect((error as Error).message).toBe(
        `Expected maxEventBytes to be an integer from 1 to 268435456, got ${maxEventBytes}`,
      );
      expect(fetch).not.toHaveBeenCalled();
    },
  );

  test('an event that exceeds it: earlier events are delivered, then the call rejects', async () => {
    const messages: string[] = [];

    const { error } = await failure(staysOpenAfter(`data: a\n\ndata: ${'x'.repeat(100)}`), {
      maxEventBytes: 50,
      onmessage: ({ data }) => void messages.push(data),
    });

    expect(error).toBeInstanceOf(EventTooLargeError);
    expect(error).toMatchObject({ phase: 'limit', maxEventBytes: 50, messagesDelivered: 1 });
    expect(error).toMatchObject({ retryable: false });
    expect((error as Error).message).toBe(
      'Expected an event of at most 50 bytes (maxEventBytes), got a larger one',
    );
    expect(messages).toEqual(['a']);
  });
});
