// How long the body of a complete answer is read, when parts arrive, and misuse.
import { describe, expect, test } from 'vitest';
import {
  anthropicMessages,
  chatParts,
  ChatPartStream,
  chatText,
  geminiStream,
  openaiChat,
  type ChatFormat,
  type ChatInit,
  type ChatPart,
} from '../../../js/src/chat/index.js';
import { partsOfAnswer } from '../../../js/src/chat/chat-parts.js';
import { ask, ends, EVENT_STREAM, POST, read, staysOpen } from '../support/chat-scene.js';
import { events, namedEvents } from '../support/chat-streams/stream.js';
import { deferred } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { answers, startServer, type Respond, type TestResponse } from '../support/server.js';

const delta = (content: string, finish_reason: string | null = null): object => ({
  choices: [{ index: 0, delta: { content }, finish_reason }],
});
const text = (part: IteratorResult<ChatPart, void>): unknown => part.value;

/** A response whose bytes the test sends. */
function controlledResponse(type = EVENT_STREAM): {
  respond: Respond;
  response: Promise<TestResponse>;
} {
  const { promise, resolve } = deferred<TestResponse>();
  return {
    response: promise,
    respond: (response) => {
      response.writeHead(200, { 'content-type': type });
      resolve(response);
    },
  };
}

describe('chatParts: the body of a complete answer', () => {
  test('is read for 5 s without a message after a finish reason; pings are not messages', async () => {
    const { respond, response } = controlledResponse();
    const server = await startServer(respond);
    const environment = new FakeEnvironment();
    const parts = partsOfAnswer(server.url, { format: anthropicMessages, ...POST }, environment);
    const first = parts.next();
    const stopped = {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn' },
      usage: { output_tokens: 7 },
    };
    (await response).write(namedEvents(stopped));
    expect(text(await first)).toMatchObject({ type: 'usage' });

    const end = parts.next();
    const wait = await environment.nextWait();
    expect(wait.delay).toBe(5000);
    environment.time += 2000;
    (await response).write(namedEvents({ type: 'ping' }));
    const rest = await environment.nextWait();
    expect(rest.delay).toBe(3000);
    rest.release();

    expect(text(await end)).toEqual({ type: 'finish', reason: 'stop', raw: 'end_turn' });
    await server.allSocketsClosed();
  });

  test('is read for 5 s again after each message', async () => {
    const { respond, response } = controlledResponse();
    const server = await startServer(respond);
    const environment = new FakeEnvironment();
    const parts = partsOfAnswer(server.url, { format: openaiChat, ...POST }, environment);
    const first = parts.next();
    (await response).write(events(delta('Hel', 'stop')));
    expect(text(await first)).toMatchObject({ text: 'Hel' });

    const second = parts.next();
    await environment.nextWait();
    environment.time += 4000;
    (await response).write(events(delta('lo')));
    expect(text(await second)).toMatchObject({ text: 'lo' });
    const end = parts.next();
    const wait = await environment.nextWait();
    expect(wait.delay).toBe(5000);
    wait.release();

    expect(text(await end)).toMatchObject({ type: 'finish', reason: 'stop' });
  });

  test('is read for at most 1 s after the terminal message', async () => {
    const { respond, response } = controlledResponse();
    const server = await startServer(respond);
    const environment = new FakeEnvironment();
    const parts = partsOfAnswer(server.url, { format: openaiChat, ...POST }, environment);
    const first = parts.next();
    (await response).write(events(delta('Hel', 'stop'), '[DONE]'));
    await first;

    const second = parts.next();
    expect((await environment.nextWait()).delay).toBe(1000);
    environment.time += 600;
    (await response).write(events(delta('lo')));
    expect(text(await second)).toMatchObject({ text: 'lo' });
    const end = parts.next();
    const wait = await environment.nextWait();
    expect(wait.delay).toBe(400);
    wait.release();

    expect(text(await end)).toMatchObject({ type: 'finish' });
  });

  test('waits for a slow loop: the time of the loop does not count', async () => {
    const { respond, response } = controlledResponse();
    const server = await startServer(respond);
    const environment = new FakeEnvironment();
    const parts = partsOfAnswer(server.url, { format: openaiChat, ...POST }, environment);
    const first = parts.next();
    (await response).write(events(delta('Hel', 'stop')));
    await first;
    environment.time += 60_000;

    const second = parts.next();
    (await response).end(events(delta('lo')));

    expect(text(await second)).toMatchObject({ text: 'lo' });
    expect(text(await parts.next())).toMatchObject({ type: 'finish' });
  });
});

describe('chatParts: parts', () => {
  test('of one network read are merged if they are adjacent parts of one block', async () => {
    const parts: ChatPart[] = [];
    const server = await startServer(ends(events(delta('Hel'), delta('lo'), delta('', 'stop'))));
    for await (const part of chatParts(server.url, { format: openaiChat, ...POST })) {
      parts.push(part);
    }

    expect(parts).toEqual([
      { type: 'text', text: 'Hello', index: 0 },
      { type: 'finish', reason: 'stop', raw: 'stop' },
    ]);
  });

  test('of a streamed JSON list arrive one by one, also within one line', async () => {
    const { respond, response } = controlledResponse('application/json');
    const server = await startServer(respond);
    const message = (word: string): string =>
      JSON.stringify({
        candidates: [{ content: { parts: [{ text: word }] }, finishReason: 'STOP' }],
      });
    const parts = chatParts(server.url, { format: geminiStream, ...POST });

    const first = parts.next();
    (await response).write(`[${message('Hel')}`);
    expect(text(await first)).toMatchObject({ text: 'Hel' });
    const second = parts.next();
    (await response).write(`,${message('lo')}`);
    expect(text(await second)).toMatchObject({ text: 'lo' });
    (await response).end(']');

    expect(text(await parts.next())).toMatchObject({ type: 'finish' });
  });

  test('an error rejects at once, even if the server keeps the connection open', async () => {
    const { deltas, error, server } = await ask(
      { format: openaiChat },
      staysOpen(events(delta('Hel'), { error: { message: 'Gone' } }, delta('lo'))),
    );

    expect([deltas, (error as { reason?: string }).reason]).toEqual([['Hel'], 'Gone']);
    expect(server.requests.length).toBe(1);
  });
});

describe('chatParts: requests', () => {
  const AGAIN = { initialDelay: 1, jitter: 0 };

  test('an answer is continued by its last event ID if the caller allows it', async () => {
    const server = await startServer(
      ends(`id: 1\n${events(delta('Hel'))}`),
      ends(`id: 2\n${events(delta('lo', 'stop'))}`),
    );

    const { deltas, error } = await read(server.url, {
      format: openaiChat,
      ...POST,
      retry: AGAIN,
      resume: 'last-event-id',
    });

    expect([deltas, error]).toEqual([['Hel', 'lo'], undefined]);
    expect(server.requests.map(({ headers }) => headers['last-event-id'])).toEqual([
      undefined,
      '1',
    ]);
  });

  test('a GET that was cut is not repeated, because an answer is an action in any method', async () => {
    const server = await startServer(ends(`id: 1\n${events(delta('Hel'))}`));

    const { error } = await read(server.url, { format: openaiChat, retry: AGAIN });

    expect(error).toMatchObject({ name: 'StreamInterruptedError' });
    expect(server.requests.length).toBe(1);
  });

  test.each([
    ['a transient status', 529],
    ['a conflict', 409],
  ])('%s is retried before an answer has begun', async (_what, status) => {
    const { deltas, server } = await ask(
      { format: openaiChat, retry: AGAIN },
      answers(status),
      ends(events(delta('Hello', 'stop'))),
    );

    expect([deltas, server.requests.length]).toEqual([['Hello'], 2]);
  });

  test.each([
    [400, 'true', 2],
    [529, 'false', 1],
  ])('status %i with x-should-retry: %s makes %i requests', async (status, word, requests) => {
    const { server } = await ask(
      { format: openaiChat, retry: AGAIN },
      answers(status, { 'x-should-retry': word }),
      ends(events(delta('Hello', 'stop'))),
    );

    expect(server.requests.length).toBe(requests);
  });
});

describe('chatParts: misuse', () => {
  const NO_FORMATS: unknown[] = [undefined, null, 'openai', {}, () => undefined];

  test.each(NO_FORMATS)(
    'a format that is %s rejects with a TypeError before any request',
    async (format) => {
      const server = await startServer(answers(500));
      const init = { format, ...POST } as ChatInit;

      expect(() => chatText(server.url, init)).toThrow(TypeError);
      expect(() => chatParts(server.url, init)).toThrow(TypeError);
      expect(() => new ChatPartStream({ format: format as ChatFormat })).toThrow(TypeError);
      expect(server.requests.length).toBe(0);
    },
  );

  test('a second loop over the same generator rejects with a TypeError', async () => {
    const server = await startServer(ends(events(delta('Hello', 'stop'))));
    const texts = chatText(server.url, { format: openaiChat, ...POST });
    const loop = async (): Promise<void> => {
      for await (const one of texts) {
        expect(one).toBe('Hello');
      }
    };
    await loop();

    await expect(loop()).rejects.toThrow(TypeError);
    expect(server.requests.length).toBe(1);
  });
});
