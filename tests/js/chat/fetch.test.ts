// chatFetch: which responses are passed on as received, what is retried, and how a call fails.
import { describe, expect, test } from 'vitest';
import { fetchOfAnswers } from '../../../js/src/chat/chat-fetch.js';
import { chatFetch, openaiChat, type ChatFetchOptions } from '../../../js/src/chat/index.js';
import { ConnectError, StreamInterruptedError, TruncatedError } from '../../../js/src/index.js';
import { ends, events, POST, staysOpen } from '../support/chat-scene.js';
import { rejectionOf } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { readBody, relay } from '../support/relay-scene.js';
import { answers, drops, startServer, staysSilent, type Respond } from '../support/server.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const delta = (content: string): string =>
  events({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
const ANSWER = `${delta('Hel')}${delta('lo')}${events({ choices: [{ delta: {}, finish_reason: 'stop' }] }, '[DONE]')}`;

describe('chatFetch: a response that is not an event stream', () => {
  test.each<[string, Respond, number, string]>([
    ['JSON', answers(200, JSON_TYPE, '{"id": 7}'), 200, '{"id": 7}'],
    ['a refusal', answers(401, JSON_TYPE, '{"error": {}}'), 401, '{"error": {}}'],
    ['a body without a type', answers(200, {}, 'bytes'), 200, 'bytes'],
    ['no body', answers(204), 204, ''],
    [
      'a status with x-should-retry: false',
      answers(503, { 'x-should-retry': 'false' }, 'busy'),
      503,
      'busy',
    ],
    [
      'an event stream with an error status',
      answers(400, { 'content-type': 'text/event-stream' }, delta('no')),
      400,
      delta('no'),
    ],
  ])('%s is returned as received, after one request', async (_what, respond, status, body) => {
    let original: Response | undefined;
    const { response, server } = await relay(
      { onopen: (response) => (original = response) },
      respond,
    );

    const received = await response;

    expect(received).toBe(original);
    expect(received.status).toBe(status);
    expect(await received.text()).toBe(body);
    await server.allSocketsClosed();
    expect(server.requests.length).toBe(1);
  });

  test('is closed by the signal of the call while its body is read', async () => {
    const server = await startServer(staysOpen('{"id": ', 'application/json'));
    const leaving = new AbortController();
    const fetch = chatFetch({ format: openaiChat });
    const response = await fetch(server.url, { ...POST, signal: leaving.signal });
    const body = response.text();

    leaving.abort();

    expect(await rejectionOf(body)).toMatchObject({ name: 'AbortError' });
    await server.allSocketsClosed();
  });

  test('a request without an accept header is sent unchanged, and so is one with an accept header', async () => {
    const { fetch, response, server } = await relay({}, answers(200, JSON_TYPE, '{}'));
    await response;
    await fetch(server.url, { headers: { Accept: 'application/json', 'X-Name': 'a' } });

    expect(server.requests.map(({ headers }) => headers.accept)).toEqual([
      '*/*',
      'application/json',
    ]);
    expect(server.requests[1]?.headers['x-name']).toBe('a');
  });
});

describe('chatFetch: retries', () => {
  test('follow a 503 and a lost connection, one connection at a time', async () => {
    const isBusy: Respond = (answer) => {
      answer.writeHead(503).flushHeaders();
      answer.write('busy');
    };
    const { response, server } = await relay({}, isBusy, drops, ends(ANSWER));

    const { text, error } = await readBody(await response);

    expect({ text, error }).toEqual({ text: ANSWER, error: undefined });
    expect(server.requests.map(({ body }) => body)).toEqual(['{}', '{}', '{}']);
    expect(server.mostOpenSockets).toBe(1);
  });

  test('return the last response after the last attempt', async () => {
    const bodies = [1, 2, 3].map((number) => answers(503, JSON_TYPE, `{"error": ${number}}`));
    const { response, server } = await relay({ retry: { maxAttempts: 3 } }, ...bodies);

    const received = await response;

    expect(received.status).toBe(503);
    expect(await received.json()).toEqual({ error: 3 });
    await server.allSocketsClosed();
    expect(server.requests.length).toBe(3);
  });

  test('fail with a ConnectError if no attempt has got a response', async () => {
    const { response } = await relay({ retry: { maxAttempts: 2 } }, answers(503), drops);

    const error = await rejectionOf(response);

    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ attempt: 2, retryable: false });
  });

  test('send the body of a Request again', async () => {
    const { fetch, response, server } = await relay({}, answers(503), ends(ANSWER));
    await response;
    const request = new Request(server.url, { method: 'POST', body: 'question' });

    const { text } = await readBody(await fetch(request));

    expect(text).toBe(ANSWER);
    expect(server.requests.map(({ body }) => body)).toEqual(['{}', '{}', 'question']);
  });

  test('reject a request that cannot be made at once', async () => {
    const fetch = chatFetch({ format: openaiChat });

    const error = await rejectionOf(fetch('https://chat.example/', { method: 'GET', body: '{}' }));

    expect(error).toMatchObject({ name: 'InvalidRequestError' });
  });
});

describe('chatFetch: the body fails', () => {
  test('if the answer is truncated', async () => {
    const { response, server } = await relay({}, ends(delta('Hel')));

    const { text, error } = await readBody(await response);

    expect(text).toBe(delta('Hel'));
    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect((error as Error).cause).toBeInstanceOf(TruncatedError);
    expect(server.requests.length).toBe(1);
  });

  test('if the model stalls', async () => {
    const { response, server } = await relay(
      { timeouts: { idleContent: 100 } },
      staysOpen(`${delta('Hel')}: alive\n`),
    );

    const { error } = await readBody(await response);

    expect(error).toMatchObject({ phase: 'timeout', cause: { timeout: 'idleContent' } });
    await server.allSocketsClosed();
  });

  test('with the reason of the signal, which closes the connection', async () => {
    const server = await startServer(staysOpen(delta('Hel')));
    const leaving = new AbortController();
    const fetch = chatFetch({ format: openaiChat });
    const response = await fetch(server.url, { ...POST, signal: leaving.signal });

    const { text, error } = await readBody(response, () => leaving.abort());

    expect(text).toBe(delta('Hel'));
    expect(error).toBe(leaving.signal.reason);
    await server.allSocketsClosed();
  });
});

test('chatFetch: an abort before the response rejects with its reason and closes the connection', async () => {
  const server = await startServer(staysSilent);
  const leaving = new AbortController();
  const response = chatFetch({ format: openaiChat })(server.url, {
    ...POST,
    signal: leaving.signal,
  });
  await server.received(1);

  leaving.abort();

  expect(await rejectionOf(response)).toBe(leaving.signal.reason);
  await server.allSocketsClosed();
});

test('chatFetch: an abort during the retry delay leaves no connection', async () => {
  const server = await startServer(answers(503, {}, 'busy'));
  const environment = new FakeEnvironment();
  const leaving = new AbortController();
  const fetch = fetchOfAnswers({ format: openaiChat }, environment);
  const response = fetch(server.url, { ...POST, signal: leaving.signal });
  await environment.nextWait();

  leaving.abort();

  expect(await rejectionOf(response)).toBe(leaving.signal.reason);
  await server.allSocketsClosed();
  expect(server.requests.length).toBe(1);
});

test('chatFetch: a response and its clone have the status, headers and URL of the original', async () => {
  const { response, server } = await relay({}, (answer) =>
    answer
      .writeHead(201, { 'content-type': 'text/event-stream', 'x-id': '7', connection: 'close' })
      .end(ANSWER),
  );

  const received = await response;
  const clone = received.clone();

  for (const each of [received, clone]) {
    expect([each.status, each.url, each.ok, each.redirected]).toEqual([
      201,
      server.url,
      true,
      false,
    ]);
    expect(each.headers.get('x-id')).toBe('7');
    expect(await each.text()).toBe(ANSWER);
    expect(each.bodyUsed).toBe(true);
  }
});

test('chatFetch: reports the state of a call and its retries', async () => {
  const log: string[] = [];
  const { response } = await relay(
    {
      onstate: ({ state }) => log.push(state),
      onretry: ({ error }) => log.push(error.name),
    },
    answers(503),
    ends(ANSWER),
  );
  await readBody(await response);

  expect(log).toEqual(['connecting', 'ResponseError', 'waiting', 'connecting', 'open', 'closed']);
});

describe('chatFetch: rejects', () => {
  test.each<[string, object, string]>([
    ['no format', {}, 'Expected format to be a ChatFormat such as openaiChat, got undefined'],
    ['an option of a call', { credentials: 'include' }, 'got credentials'],
    ['openWhenHidden', { openWhenHidden: false }, 'got openWhenHidden'],
    ['headers', { headers: {} }, 'got headers'],
    ['a signal', { signal: AbortSignal.abort() }, 'got signal'],
    [
      'a replay without dedupe',
      { retry: { replay: true } },
      'Expected dedupe with retry.replay, got none',
    ],
  ])('%s', (what, options, text) => {
    const format = what === 'no format' ? undefined : openaiChat;

    expect(() => chatFetch({ format, ...options } as ChatFetchOptions)).toThrow(
      expect.objectContaining({
        name: 'TypeError',
        message: expect.stringContaining(text) as string,
      }),
    );
  });
});
