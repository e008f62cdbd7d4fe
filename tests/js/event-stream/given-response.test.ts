// eventStream, chatParts and chatText with a Response that the caller already has.
import { describe, expect, test } from 'vitest';
import { ChatError, chatParts, chatText, openaiChat } from '../../../js/src/chat/index.js';
import { BodyError, eventStream, ResponseError, TruncatedError } from '../../../js/src/index.js';
import { pulledBody } from '../support/pulled-body.js';
import { ends, events, POST, read, staysOpen } from '../support/chat-scene.js';
import { rejectionOf } from '../support/deferred.js';
import { answers, startServer, type Respond } from '../support/server.js';

const delta = (content: string): string => events({ choices: [{ delta: { content } }] });
const ANSWER = `${delta('Hel')}${delta('lo')}${events({ choices: [{ delta: {}, finish_reason: 'stop' }] }, '[DONE]')}`;

async function request(respond: Respond) {
  const server = await startServer(respond);
  return { server, response: await fetch(server.url, POST) };
}

async function dataOf(stream: AsyncIterable<{ data: string }>): Promise<string[]> {
  const all: string[] = [];
  for await (const { data } of stream) {
    all.push(data);
  }
  return all;
}

const readAll = (input: Response): ReturnType<typeof read> =>
  read(input as unknown as URL, { format: openaiChat });

describe('eventStream(response)', () => {
  test('yields the messages and exposes the response', async () => {
    const { response, server } = await request(ends('id: 7\ndata: a\n\ndata: b\n\n'));
    const stream = eventStream(response);

    expect(await dataOf(stream)).toEqual(['a', 'b']);
    expect(stream.response).toBe(response);
    expect(stream.lastEventId).toBe('7');
    expect(server.requests.length).toBe(1);
  });

  test('break cancels the body', async () => {
    const source = pulledBody('data: a\n\n', 'data: b\n\n');

    for await (const { data } of eventStream(await source.fetch())) {
      expect(data).toBe('a');
      break;
    }

    expect(source.cancelled).toBe(true);
  });

  test('a signal ends it with its reason', async () => {
    const { response } = await request(staysOpen('data: a\n\n'));
    const leaving = new AbortController();
    const stream = eventStream(response, { signal: leaving.signal });
    await stream.next();

    leaving.abort();

    expect(await rejectionOf(stream.next())).toBe(leaving.signal.reason);
  });

  test('a lost connection rejects and is not requested again', async () => {
    const { response, server } = await request(staysOpen('data: a\n\n'));
    const stream = eventStream(response);
    await stream.next();
    server.dropConnections();

    const error = await rejectionOf(stream.next());

    expect(error).toBeInstanceOf(BodyError);
    expect(error).toMatchObject({ attempt: 1, messagesDelivered: 1, retryable: false });
    expect(server.requests.length).toBe(1);
  });

  test('an end before the terminal message is a TruncatedError', async () => {
    const { response } = await request(ends('data: a\n\n'));
    const stream = eventStream(response, { isTerminal: ({ data }) => data === 'z' });

    expect(await rejectionOf(dataOf(stream))).toBeInstanceOf(TruncatedError);
  });

  test.each([
    ['an error status', answers(500, {}, 'busy'), { phase: 'status', status: 500, body: 'busy' }],
    ['another type', answers(200, { 'content-type': 'text/html' }), { phase: 'content-type' }],
  ])('rejects %s', async (_what, respond, expected) => {
    const { response, server } = await request(respond);

    const error = await rejectionOf(dataOf(eventStream(response)));

    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ ...expected, retryable: false });
    expect(server.requests.length).toBe(1);
  });

  test('timeouts apply', async () => {
    const { response } = await request(staysOpen('data: a\n\n: alive\n'));
    const stream = eventStream(response, { timeouts: { idleContent: 50 } });

    expect(await rejectionOf(dataOf(stream))).toMatchObject({ name: 'StreamTimeoutError' });
  });
});

describe('chatText(response) and chatParts(response)', () => {
  test('read the answer', async () => {
    const { response } = await request(ends(ANSWER));
    const types: string[] = [];
    for await (const { type } of chatParts(response.clone(), { format: openaiChat })) {
      types.push(type);
    }

    expect((await readAll(response)).deltas.join('')).toBe('Hello');
    expect(types.at(-1)).toBe('finish');
  });

  test('an answer that is cut is a TruncatedError', async () => {
    const { response, server } = await request(ends(delta('Hel')));

    const { deltas, error } = await readAll(response);

    expect(deltas).toEqual(['Hel']);
    expect(error).toBeInstanceOf(TruncatedError);
    expect(server.requests.length).toBe(1);
  });

  test('an error status with the API error in its body is a ChatError', async () => {
    const type = { 'content-type': 'application/json' };
    const { response } = await request(answers(429, type, '{"error": {"message": "Later"}}'));

    const { error } = await readAll(response);

    expect(error).toBeInstanceOf(ChatError);
    expect(error).toMatchObject({ status: 429, reason: 'Later' });
  });

  test('an error in the stream is a ChatError', async () => {
    const { response } = await request(ends(events({ error: { message: 'Later' } })));

    expect((await readAll(response)).error).toBeInstanceOf(ChatError);
  });
});

describe('eventStream(response): throws a TypeError', () => {
  test.each([
    'method',
    'headers',
    'body',
    'fetch',
    'retry',
    'resume',
    'cursor',
    'idempotencyKey',
    'onretry',
    'onopen',
    'openWhenHidden',
    'credentials',
  ])('for %s, which needs a request', (name) => {
    const values: Record<string, unknown> = {
      method: 'GET',
      headers: {},
      body: 'a',
      retry: false,
      idempotencyKey: 'a',
      openWhenHidden: true,
      credentials: 'include',
    };
    const options = { [name]: values[name] ?? (() => undefined) };
    const refusal = expect.objectContaining({
      name: 'TypeError',
      message: expect.stringContaining(
        `(dataOfLine, dedupe, format, isKeepAlive, isTerminal, maxEventBytes, oncomment, onstate, signal, timeouts), got ${name}`,
      ) as string,
    }) as Error;

    expect(() => eventStream(new Response('data: a\n\n'), options)).toThrow(refusal);
    expect(() => chatText(new Response(ANSWER), { format: openaiChat, ...options })).toThrow(
      refusal,
    );
  });

  test('for a body that is consumed or locked', async () => {
    const used = new Response('data: a\n\n');
    await used.text();
    const locked = new Response('data: a\n\n');
    locked.body?.getReader();

    expect(() => eventStream(used)).toThrow(
      'Expected a Response with an unread body, got one that is used',
    );
    expect(() => chatText(locked, { format: openaiChat })).toThrow('got one that is locked');
  });

  test('eventStream(response): a body that is consumed before the loop begins is a BodyError', async () => {
    const response = new Response('data: a\n\n', {
      headers: { 'content-type': 'text/event-stream' },
    });
    const stream = eventStream(response);
    await response.text();

    expect(await rejectionOf(stream.next())).toBeInstanceOf(BodyError);
  });
});

test('eventStream(response): options about requests are type errors', () => {
  // @ts-expect-error: `retry` needs a URL.
  expect(() => eventStream(new Response(), { retry: false })).toThrow(TypeError);
  // @ts-expect-error: `resume` needs a URL.
  expect(() => chatText(new Response(), { format: openaiChat, resume: () => null })).toThrow(
    TypeError,
  );
});
