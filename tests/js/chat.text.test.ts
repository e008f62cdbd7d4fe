// chatText: when it asks, how it is stopped, what it tells, and formats of the caller's own.
import { describe, expect, test } from 'vitest';
import { ChatError, chatText, openaiChat, type ChatFormat } from '../../js/src/chat/index.js';
import { EventStreamError, ResponseError, type StreamStatus } from '../../js/src/index.js';
import { ask, ends, EVENT_STREAM, events, POST, read, staysOpen } from './support/chat-scene.js';
import { deferred, rejectionOf, settle } from './support/deferred.js';
import { answers, startServer, type TestResponse } from './support/server.js';

const format = openaiChat;
const AGAIN = { initialDelay: 1, jitter: 0 };
const say = (content: string): object => ({ choices: [{ index: 0, delta: { content } }] });
const ANSWER = events(say('Hel'), say('lo'), '[DONE]');

describe('a call', () => {
  test('requests nothing before the first step', async () => {
    const server = await startServer(ends(ANSWER));

    const text = chatText(server.url, { format, ...POST });
    await settle();
    expect(server.requests.length).toBe(0);

    await expect(text.next()).resolves.toEqual({ done: false, value: 'Hel' });
    expect(server.requests.length).toBe(1);
    await text.return();
  });

  test('that is given back before the first step requests nothing', async () => {
    const server = await startServer(ends(ANSWER));

    const text = chatText(server.url, { format, ...POST });
    await text.return();

    await expect(text.next()).resolves.toEqual({ done: true, value: undefined });
    expect(server.requests.length).toBe(0);
  });

  test('that is given back while a step waits closes the connection, and the step comes to its end', async () => {
    const server = await startServer(staysOpen(events(say('Hel'))));
    const text = chatText(server.url, { format, ...POST });
    await text.next();

    const step = text.next();
    const returned = text.return();
    await server.allSocketsClosed();

    expect(await step).toEqual({ done: true, value: undefined });
    expect(await returned).toEqual({ done: true, value: undefined });
  });

  test('is the POST that it was told to be', async () => {
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
  ])('takes %s', async (_what, inputOf) => {
    const server = await startServer(ends(ANSWER));

    const { deltas } = await read(inputOf(server.url), { format });

    expect(deltas).toEqual(['Hel', 'lo']);
  });
});

describe('an answer that is complete', () => {
  test('leaves the server the time to end its response, and tells of that before the loop ends', async () => {
    const held = deferred<TestResponse>();
    const { url } = await startServer((response) => {
      response.writeHead(200, { 'content-type': EVENT_STREAM }).write(ANSWER);
      held.resolve(response);
    });
    let last: StreamStatus | undefined;
    const text = chatText(url, { format, ...POST, onstate: (status) => (last = status) });
    await text.next();
    await text.next();

    const end = text.next();
    const stored = ': stored\n';
    (await held.promise).end(stored);

    expect(await end).toEqual({ done: true, value: undefined });
    expect(last).toMatchObject({ state: 'closed', bytes: ANSWER.length + stored.length });
  });

  test('closes a connection that the server keeps all the same', async () => {
    const { deltas, error, server } = await ask({ format }, staysOpen(ANSWER));

    expect([deltas, error]).toEqual([['Hel', 'lo'], undefined]);
    expect(server.requests.length).toBe(1);
  });

  test('is complete, whatever becomes of its connection', async () => {
    const { deltas, error } = await ask({ format }, (response) => {
      response.writeHead(200, { 'content-type': EVENT_STREAM });
      response.write(ANSWER, () => response.destroy());
    });

    expect([deltas, error]).toEqual([['Hel', 'lo'], undefined]);
  });
});

describe('a loop that is left', () => {
  test.each<[string, (stop: AbortController) => void]>([
    ['by break', () => {}],
    ['by abort, and then break', (stop) => stop.abort()],
  ])('%s closes the connection', async (_how, leave) => {
    const server = await startServer(staysOpen(events(say('Hel'))));
    const stop = new AbortController();

    for await (const delta of chatText(server.url, { format, ...POST, signal: stop.signal })) {
      expect(delta).toBe('Hel');
      leave(stop);
      break;
    }

    await server.allSocketsClosed();
    expect(server.requests.length).toBe(1);
  });

  test('by an error of its own closes the connection, and the error comes through', async () => {
    const server = await startServer(staysOpen(events(say('Hel'))));
    const mistake = new Error('mine');
    const loop = async (): Promise<void> => {
      for await (const delta of chatText(server.url, { format, ...POST })) {
        throw delta === 'Hel' ? mistake : new Error(delta);
      }
    };

    expect(await rejectionOf(loop())).toBe(mistake);
    await server.allSocketsClosed();
  });

  test('by abort while it waits throws the reason, and closes the connection', async () => {
    const server = await startServer(staysOpen(events(say('Hel'))));
    const stop = new AbortController();
    const text = chatText(server.url, { format, ...POST, signal: stop.signal });
    await text.next();

    const waiting = rejectionOf(text.next());
    stop.abort(new Error('enough'));

    expect(await waiting).toMatchObject({ message: 'enough' });
    await server.allSocketsClosed();
    await expect(text.next()).resolves.toEqual({ done: true, value: undefined });
  });

  test('before it began, by a signal that is aborted: nothing is requested', async () => {
    const server = await startServer(ends(ANSWER));

    const { error } = await read(server.url, { format, signal: AbortSignal.abort('no') });

    expect(error).toBe('no');
    expect(server.requests.length).toBe(0);
  });
});

describe('what goes wrong', () => {
  test('before the stream is told as eventStream tells it', async () => {
    const { error, server } = await ask(
      { format },
      answers(401, { 'content-type': 'application/json' }, '{"error":{"message":"key"}}'),
    );

    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ status: 401, body: '{"error":{"message":"key"}}' });
    expect(server.requests.length).toBe(1);
  });

  test('inside the stream is an error of this package, with the attempt that met it', async () => {
    const states: StreamStatus['state'][] = [];
    const { deltas, error, server } = await ask(
      { format, retry: AGAIN, onstate: ({ state }) => states.push(state) },
      answers(503),
      staysOpen(events(say('Hel'), { error: { message: 'Too many', type: 'server_error' } })),
    );

    expect(deltas).toEqual(['Hel']);
    expect(error).toBeInstanceOf(ChatError);
    expect(error).toBeInstanceOf(EventStreamError);
    expect(error).toMatchObject({ attempt: 2, messagesDelivered: 1, retryable: false });
    expect(states).toEqual(['connecting', 'waiting', 'connecting', 'open', 'closed']);
    expect(server.requests.length).toBe(2);
  });

  test('is not sent again: the model has been paid', async () => {
    const { error, server } = await ask(
      { format, retry: { ...AGAIN, replay: true } },
      ends(events({ error: { message: 'Too many' } })),
    );

    expect(error).toBeInstanceOf(ChatError);
    expect(server.requests.length).toBe(1);
  });

  test('long unreadable data is shown by its beginning, and kept whole', async () => {
    const data = `<html>${'x'.repeat(10_000)}`;

    const { error } = await ask({ format }, ends(events(data)));

    expect(error).toMatchObject({ details: data });
    expect((error as Error).message.length).toBeLessThan(200);
  });
});

test('options that are undefined are those of the format', async () => {
  const server = await startServer(ends('data: a\n\n'), ends('data: b\n\ndata: end\n\n'));
  const own: ChatFormat = {
    isTerminal: ({ data }) => data === 'end',
    isKeepAlive: ({ data }) => data === 'ping',
    failureOf: () => undefined,
    textOf: ({ data }) => data,
    continuation: ({ url, body }) => ({ resume: () => `${url}/rest?${body ?? ''}` }),
  };

  const { deltas, error } = await read(server.url, {
    format: own,
    ...POST,
    body: 'q',
    retry: AGAIN,
    resume: undefined,
    cursor: undefined,
    dedupe: undefined,
  });

  expect(error).toBeUndefined();
  expect(deltas).toEqual(['a', 'b', 'end']);
  expect(server.requests.map(({ path }) => path)).toEqual(['/stream', '/stream/rest?q']);
});

test('a format of the caller’s own says what keeps alive, and what is text', async () => {
  const own: ChatFormat = {
    isTerminal: ({ event }) => event === 'end',
    isKeepAlive: ({ data }) => data === 'ping',
    failureOf: () => undefined,
    textOf: ({ data }) => data,
    lineReader: () => (line) => line.slice(1),
  };

  const { deltas } = await ask(
    { format: own },
    ends('data: ping\n\n-line\nevent: end\ndata: last\n\n', 'text/plain'),
  );

  expect(deltas).toEqual(['line', 'last']);
});

test('what a format remembers of lines is remembered for one call alone', async () => {
  let readers = 0;
  const own: ChatFormat = { ...format, lineReader: () => (readers++, () => undefined) };

  await ask({ format: own }, ends(ANSWER));
  await ask({ format: own }, ends(ANSWER));

  expect(readers).toBe(2);
});
