// chatText: when it sends its request, how it is stopped, its errors, and custom formats.
import { describe, expect, test } from 'vitest';
import { ChatError, chatText, openaiChat, type ChatFormat } from '../../../js/src/chat/index.js';
import { EventStreamError, ResponseError, type StreamStatus } from '../../../js/src/index.js';
import { ask, ends, EVENT_STREAM, events, POST, read, staysOpen } from '../support/chat-scene.js';
import { deferred, rejectionOf, settle } from '../support/deferred.js';
import { answers, startServer, type TestResponse } from '../support/server.js';

const format = openaiChat;
const AGAIN = { initialDelay: 1, jitter: 0 };
const delta = (content: string): object => ({ choices: [{ index: 0, delta: { content } }] });
const ANSWER = events(delta('Hel'), delta('lo'), '[DONE]');

describe('chatText: a call', () => {
  test('sends no request before the first next()', async () => {
    const server = await startServer(ends(ANSWER));

    const text = chatText(server.url, { format, ...POST });
    await settle();
    expect(server.requests.length).toBe(0);

    await expect(text.next()).resolves.toEqual({ done: false, value: 'Hello' });
    expect(server.requests.length).toBe(1);
    await text.return({ reason: 'abort' });
  });

  test('return() before the first next() sends no request', async () => {
    const server = await startServer(ends(ANSWER));

    const text = chatText(server.url, { format, ...POST });
    await text.return({ reason: 'abort' });

    await expect(text.next()).resolves.toEqual({ done: true, value: undefined });
    expect(server.requests.length).toBe(0);
  });

  test('return() while next() is pending closes the connection and ends the pending next()', async () => {
    const server = await startServer(staysOpen(events(delta('Hel'))));
    const text = chatText(server.url, { format, ...POST });
    await text.next();

    const step = text.next();
    const returned = text.return({ reason: 'abort' });
    await server.allSocketsClosed();

    expect(await step).toMatchObject({ done: true });
    expect(await returned).toEqual({ done: true, value: { reason: 'abort' } });
  });

  test('sends the POST of its arguments', async () => {
    const { server } = await ask(
      { format, body: '{"stream":true}', headers: { authorization: 'Bearer a' } },
      ends(ANSWER),
    );

    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        body: '{"stream":true}',
        headers: { authorization: 'Bearer a', accept: 'text/event-stream' },
      },
    ]);
  });

  test.each([
    ['a URL', (url: string) => new URL(url)],
    ['a Request', (url: string) => new Request(url, POST)],
  ])('accepts %s', async (_what, inputOf) => {
    const server = await startServer(ends(ANSWER));

    const { deltas } = await read(inputOf(server.url), { format });

    expect(deltas).toEqual(['Hello']);
  });
});

describe('chatText: a complete answer', () => {
  test('gives the server time to end its response and reports the close before the loop ends', async () => {
    const held = deferred<TestResponse>();
    const { url } = await startServer((response) => {
      response.writeHead(200, { 'content-type': EVENT_STREAM }).write(ANSWER);
      held.resolve(response);
    });
    let last: StreamStatus | undefined;
    const text = chatText(url, { format, ...POST, onstate: (status) => (last = status) });
    await text.next();

    const end = text.next();
    const stored = ': stored\n';
    (await held.promise).end(stored);

    expect(await end).toEqual({ done: true, value: { reason: 'other' } });
    expect(last).toMatchObject({ state: 'closed', bytes: ANSWER.length + stored.length });
  });

  test('closes a connection that the server does not close', async () => {
    const { deltas, error, server } = await ask({ format }, staysOpen(ANSWER));

    expect([deltas.join(''), error]).toEqual(['Hello', undefined]);
    expect(server.requests.length).toBe(1);
  });

  test('stays complete if its connection fails afterwards', async () => {
    const { deltas, error } = await ask({ format }, (response) => {
      response.writeHead(200, { 'content-type': EVENT_STREAM });
      response.write(ANSWER, () => response.destroy());
    });

    expect([deltas.join(''), error]).toEqual(['Hello', undefined]);
  });
});

describe('chatText: a loop that ends early', () => {
  test.each<[string, (stop: AbortController) => void]>([
    ['by break', () => {}],
    ['by abort, and then break', (stop) => stop.abort()],
  ])('%s closes the connection', async (_how, leave) => {
    const server = await startServer(staysOpen(events(delta('Hel'))));
    const stop = new AbortController();

    for await (const delta of chatText(server.url, { format, ...POST, signal: stop.signal })) {
      expect(delta).toBe('Hel');
      leave(stop);
      break;
    }

    await server.allSocketsClosed();
    expect(server.requests.length).toBe(1);
  });

  test('by its own error closes the connection and rejects with that error', async () => {
    const server = await startServer(staysOpen(events(delta('Hel'))));
    const mistake = new Error('mine');
    const loop = async (): Promise<void> => {
      for await (const delta of chatText(server.url, { format, ...POST })) {
        throw delta === 'Hel' ? mistake : new Error(delta);
      }
    };

    expect(await rejectionOf(loop())).toBe(mistake);
    await server.allSocketsClosed();
  });

  test('by an abort while waiting rejects with the reason and closes the connection', async () => {
    const server = await startServer(staysOpen(events(delta('Hel'))));
    const stop = new AbortController();
    const text = chatText(server.url, { format, ...POST, signal: stop.signal });
    await text.next();

    const waiting = rejectionOf(text.next());
    stop.abort(new Error('enough'));

    expect(await waiting).toMatchObject({ message: 'enough' });
    await server.allSocketsClosed();
    await expect(text.next()).resolves.toEqual({ done: true, value: undefined });
  });

  test('by a signal that is already aborted sends no request', async () => {
    const server = await startServer(ends(ANSWER));

    const { error } = await read(server.url, { format, signal: AbortSignal.abort('no') });

    expect(error).toBe('no');
    expect(server.requests.length).toBe(0);
  });
});

describe('chatText: errors', () => {
  test('an HTTP error with a JSON body is a ChatError whose cause is the ResponseError', async () => {
    const { error, server } = await ask(
      { format },
      answers(401, { 'content-type': 'application/json' }, '{"error":{"message":"key"}}'),
    );

    expect(error).toBeInstanceOf(ChatError);
    expect(error).toMatchObject({ status: 401, reason: 'key', phase: 'status' });
    expect((error as Error).cause).toBeInstanceOf(ResponseError);
    expect((error as Error).cause).toMatchObject({ body: '{"error":{"message":"key"}}' });
    expect(server.requests.length).toBe(1);
  });

  test('an error inside the stream is a ChatError with the number of its attempt', async () => {
    const states: StreamStatus['state'][] = [];
    const { deltas, error, server } = await ask(
      { format, retry: AGAIN, onstate: ({ state }) => states.push(state) },
      answers(503),
      staysOpen(events(delta('Hel'), { error: { message: 'Too many', type: 'server_error' } })),
    );

    expect(deltas).toEqual(['Hel']);
    expect(error).toBeInstanceOf(ChatError);
    expect(error).toBeInstanceOf(EventStreamError);
    expect(error).toMatchObject({ attempt: 2, messagesDelivered: 1, retryable: false });
    expect(states).toEqual(['connecting', 'waiting', 'connecting', 'open', 'closed']);
    expect(server.requests.length).toBe(2);
  });

  test('an answer that failed is not requested again', async () => {
    const { error, server } = await ask(
      { format, retry: { ...AGAIN, replay: true } },
      ends(events({ error: { message: 'Too many' } })),
    );

    expect(error).toBeInstanceOf(ChatError);
    expect(server.requests.length).toBe(1);
  });

  test('an HTTP error with another body is a ResponseError', async () => {
    const { error } = await ask({ format }, answers(404, { 'content-type': 'text/html' }, '<h1>'));

    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ status: 404, body: '<h1>' });
  });

  test('an error quotes the beginning of a long text that is no answer', async () => {
    const { error } = await ask({ format }, ends(`<html>${'x'.repeat(10_000)}`));

    expect((error as Error).message).toContain('<html>xxx');
    expect((error as Error).message.length).toBeLessThan(300);
  });
});

const own: ChatFormat = {
  createReader: ({ url, body }) => ({
    read(document, answer) {
      answer.text(document.say);
      if (document.over === true) {
        answer.finishAs('stop');
      }
      return true;
    },
    cursor: ({ number }) => number,
    resume: ({ cursor }) => `${url}/rest?${String(body)}&${String(cursor)}`,
  }),
};

test('chatText: an undefined option takes the value of the format', async () => {
  const server = await startServer(
    ends(events({ say: 'a', number: 7 })),
    ends(events({ say: 'b', over: true })),
  );

  const { deltas, error } = await read(server.url, {
    format: own,
    ...POST,
    body: 'q',
    retry: AGAIN,
    resume: undefined,
    cursor: undefined,
    dedupe: undefined,
  });

  expect([deltas, error]).toEqual([['a', 'b'], undefined]);
  expect(server.requests.map(({ path }) => path)).toEqual(['/stream', '/stream/rest?q&7']);
});

test('chatText: a format makes a reader for each call', async () => {
  let readers = 0;
  const counted: ChatFormat = {
    createReader: (call) => {
      readers += 1;
      return own.createReader(call);
    },
  };

  await ask({ format: counted }, ends(events({ over: true })));
  await ask({ format: counted }, ends(events({ over: true })));

  expect(readers).toBe(2);
});

test('chatText: an error that a format throws ends the call and is not retried', async () => {
  const mistake = new Error('mine');
  const broken: ChatFormat = {
    createReader: () => ({
      read() {
        throw mistake;
      },
    }),
  };

  const { error, server } = await ask({ format: broken, retry: AGAIN }, ends(events({ a: 1 })));

  expect(error).toMatchObject({ name: 'HandlerError', handler: 'format', cause: mistake });
  expect(server.requests.length).toBe(1);
});
