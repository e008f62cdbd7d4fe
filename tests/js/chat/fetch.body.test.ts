// chatFetch: the bytes of the body are the bytes of the server, in whole events, each event once.
import { describe, expect, test } from 'vitest';
import { fetchOfAnswers } from '../../../js/src/chat/chat-fetch.js';
import { EventBorders } from '../../../js/src/chat/reading/event-borders.js';
import { RelayedBytes } from '../../../js/src/chat/reading/relayed-bytes.js';
import {
  ChatError,
  openaiChat,
  openaiResponses,
  vercelUiMessages,
  type ChatFormat,
} from '../../../js/src/chat/index.js';
import { createParser, ready, ResponseError, type ParsedMessage } from '../../../js/src/index.js';
import { realEnvironment } from '../../../js/src/platform/environment.js';
import { pulledBody } from '../support/pulled-body.js';
import { concatenate, utf8 } from '../support/bytes.js';
import { ends, events, namedEvents, POST, staysOpen } from '../support/chat-scene.js';
import { readVectors } from '../support/conformance-vectors.js';
import { deferred } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { inPieces, readBody, relay } from '../support/relay-scene.js';
import type { Respond, TestResponse } from '../support/server.js';

const chunk = (content: string, reason: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: reason }] })}\n\n`;
const DONE = 'data: [DONE]\n\n';

/** Everything that a stream may contain, with each line end. */
const ODD = `\ufeff: hello\n\nretry: 5\n\n${chunk('Hel')}: note\r\n${chunk('lo, 世').replaceAll('\n', '\r\n')}\r\n\r\rid: 7\runknown: x\r: inside\r${chunk('界', 'stop').replaceAll('\n', '\r')}${DONE}`;

/** A POST whose responses have these bodies. */
function relayed(format: ChatFormat, ...bodies: Response[]): Promise<Response> {
  const fetch = fetchOfAnswers(
    {
      format,
      fetch: () => Promise.resolve(bodies.shift() ?? Response.error()),
      retry: { initialDelay: 10, jitter: 0 },
    },
    realEnvironment,
  );
  return fetch('https://chat.example/', { ...POST, body: '{"id": "7"}' });
}

/** The messages of an event stream. */
function messagesIn(text: string): ParsedMessage[] {
  const messages: ParsedMessage[] = [];
  createParser({ onEvent: (message) => messages.push(message) }).feed(text);
  return messages;
}

test.each([1, 2, 3, 7, 64, 4096])(
  'chatFetch: passes on every byte of chunks of %i bytes',
  async (size) => {
    const { text, error } = await readBody(await relayed(openaiChat, inPieces(ODD, size)));

    expect(error).toBeUndefined();
    expect(text).toBe(ODD);
  },
);

test('chatFetch: passes on whole events, and comments between events at once', async () => {
  const source = deferred<TestResponse>();
  const respond: Respond = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    response.write(`${chunk('Hel')}: wait\nda`);
    source.resolve(response);
  };
  const { response } = await relay({}, respond);
  const server = await source.promise;
  const parts = ['ta: {"choices": [{"delta": {"content": "lo"}, ', '"finish_reason": "stop"}]}\n'];

  const seen: string[] = [];
  const { text, error } = await readBody(await response, (all) => {
    seen.push(all);
    if (seen.length === 1) {
      parts.forEach((part) => server.write(part));
      server.end('\n');
    }
  });

  expect(error).toBeUndefined();
  expect(seen[0]).toBe(`${chunk('Hel')}: wait\n`);
  expect(text).toBe(`${chunk('Hel')}: wait\nda${parts.join('')}\n`);
});

test('chatFetch: terminates a last event that has no blank line', async () => {
  const body = inPieces(`${chunk('Hi', 'stop')}data: [DONE]`, 4096);

  const { text, error } = await readBody(await relayed(openaiChat, body));

  expect(error).toBeUndefined();
  expect(text).toBe(`${chunk('Hi', 'stop')}data: [DONE]\n\n`);
});

test('chatFetch: passes on the unfinished rest of a complete answer unchanged', async () => {
  const body = inPieces(`${chunk('Hi', 'stop')}data: {"usa`, 4096);

  expect(await readBody(await relayed(openaiChat, body))).toEqual({
    text: `${chunk('Hi', 'stop')}data: {"usa`,
    error: undefined,
  });
});

test('chatFetch: reads no faster than its body is read', async () => {
  const source = pulledBody(chunk('a'), chunk('b'), chunk('c'), chunk('d', 'stop'));
  const fetch = fetchOfAnswers({ format: openaiChat, fetch: source.fetch }, new FakeEnvironment());
  const { body } = await fetch('https://chat.example/', POST);
  const reader = (body as ReadableStream<Uint8Array>).getReader();

  // One chunk is read while the parser loads.
  await reader.read();
  const afterOne = source.pulls;
  await reader.read();
  const afterTwo = source.pulls;
  await reader.cancel();

  expect([afterOne, afterTwo, source.cancelled]).toEqual([1, 2, true]);
});

test('chatFetch: closes the connection when its body is cancelled', async () => {
  const { response, server } = await relay({}, staysOpen(chunk('Hi')));
  const { body } = await response;

  await body?.cancel();
  await server.allSocketsClosed();

  expect(server.requests.length).toBe(1);
});

describe('chatFetch: after a cut', () => {
  const event = (number: number, rest: object): { type: string } & Record<string, unknown> => ({
    type: 'response.output_text.delta',
    sequence_number: number,
    ...rest,
  });
  const RESPONSE = { id: 'resp_7', background: true };
  const EVENTS = [
    event(0, { type: 'response.created', response: RESPONSE }),
    ...['Hel', 'lo', ', 世', '界'].map((delta, index) => event(index + 1, { delta })),
    event(5, { type: 'response.completed', response: { status: 'completed' } }),
  ];
  const WHOLE = namedEvents(...EVENTS);
  const from = (number: number): string => namedEvents(...EVENTS.slice(number));

  /** Sends the event of the requested number and the start of the next event. */
  const staysWithin: Respond = (response, { path }) => {
    const after = Number(/starting_after=(\d+)/.exec(path)?.[1] ?? -1);
    const text = from(after + 1);
    staysOpen(text.slice(0, text.indexOf('\n\n') + 20))(response, undefined as never);
  };

  test('openaiResponses: continues with the event that was cut and repeats nothing', async () => {
    const { response, server } = await relay(
      { format: openaiResponses },
      staysWithin,
      staysWithin,
      staysWithin,
      ends(`\ufeff${from(3)}`),
    );

    const { text, error } = await readBody(await response, () => server.dropConnections());

    expect(error).toBeUndefined();
    expect(text).toBe(WHOLE);
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /stream',
      'GET /stream/resp_7?stream=true&starting_after=0',
      'GET /stream/resp_7?stream=true&starting_after=1',
      'GET /stream/resp_7?stream=true&starting_after=2',
    ]);
    expect(server.mostOpenSockets).toBe(1);
  });

  test('openaiResponses: drops repeated events if the server ignores the sequence number', async () => {
    const repeated = `: again\n\n${WHOLE}`;
    const { response, server } = await relay(
      { format: openaiResponses },
      staysWithin,
      ends(repeated),
    );

    const { text, error } = await readBody(await response, () => server.dropConnections());

    expect(error).toBeUndefined();
    expect(text).toBe(WHOLE.replace(from(1), `: again\n\n${from(1)}`));
  });

  test.each(['\n', '\r\n', '\r'])('vercelUiMessages: drops the repeated start, %j', async (end) => {
    const part = (type: string, rest: object = {}): object => ({ type, id: '0', ...rest });
    const parts = [
      part('start'),
      part('text-start'),
      part('text-delta', { delta: 'Hel' }),
      part('text-delta', { delta: 'lo' }),
      part('finish'),
    ];
    const whole = `${events(...parts)}${DONE}`.replaceAll('\n', end);
    const cut = whole.slice(0, whole.indexOf('Hel') + 30);

    for (const size of [1, 5, 4096]) {
      const bodies = [inPieces(cut, size), inPieces(whole, size)];

      const { text, error } = await readBody(await relayed(vercelUiMessages, ...bodies));

      expect(error).toBeUndefined();
      // A line feed may remain of the dropped events. It is an empty line.
      expect(messagesIn(text)).toEqual(messagesIn(whole));
    }
  });

  test('an answer that cannot be continued fails after its last whole event', async () => {
    const { response, server } = await relay({}, staysOpen(`${chunk('Hi')}data: {"choi`));

    const { text, error } = await readBody(await response, () => server.dropConnections());

    expect(text).toBe(chunk('Hi'));
    expect(error).toMatchObject({ name: 'StreamInterruptedError', phase: 'body' });
    expect(server.requests.length).toBe(1);
  });
});

describe('chatFetch: an error of the API', () => {
  test.each([1, 7, 4096])(
    'is passed on, and then the body fails, in chunks of %i',
    async (size) => {
      const body = chunk('Hi') + events({ error: { type: 'overloaded', message: 'Later' } });
      const chunks: string[] = [];

      const { text, error } = await readBody(
        await relayed(openaiChat, inPieces(body + DONE, size)),
        (all) => chunks.push(all),
      );

      expect(text.startsWith(body)).toBe(true);
      expect(chunks).toContain(chunk('Hi'));
      expect(error).toBeInstanceOf(ChatError);
      expect(error).toMatchObject({ type: 'overloaded', reason: 'Later' });
    },
  );

  test.each([
    ['a bare object', '{"error": {"message": "Later"}}'],
    ['a line of its own', 'error: {"message": "Later"}\n'],
  ])('%s instead of events', async (_what, body) => {
    const { text, error } = await readBody(await relayed(openaiChat, inPieces(body, 4096)));

    expect(error).toBeInstanceOf(ChatError);
    expect(body.startsWith(text)).toBe(true);
  });
});

test('an answer in another format fails at its end', async () => {
  const body = namedEvents({ type: 'response.created' }, { type: 'response.completed' });

  const { text, error } = await readBody(await relayed(openaiChat, inPieces(body, 4096)));

  expect(text).toBe(body);
  expect(error).toBeInstanceOf(ResponseError);
  expect(error).toMatchObject({
    message: expect.stringContaining('Expected an answer in the given format') as string,
  });
});

describe('chatFetch: event boundaries', () => {
  test('contain as many messages as the parser finds, in every conformance vector', async () => {
    await ready();
    const vectors = readVectors().filter(({ error }) => error === undefined);
    const different = vectors.filter(({ chunks }) => {
      const bytes = concatenate(chunks);
      let messages = 0;
      const parser = createParser({ onEvent: () => (messages += 1) });
      parser.feed(bytes);
      const borders = new EventBorders();
      bytes.forEach((_byte, at) => borders.read(bytes.subarray(at, at + 1)));
      return borders.messages.length !== messages;
    });

    expect(vectors.length).toBeGreaterThan(100);
    expect(different.map(({ place }) => place)).toEqual([]);
  });

  test('a chunk shares no buffer with the bytes kept for the next chunk', () => {
    const bytes = new RelayedBytes();
    bytes.begin();
    bytes.add(utf8('data: a\n\ndata: b'));
    bytes.addMessage();
    bytes.accept(false);
    const [first] = bytes.take();
    structuredClone(first, { transfer: [(first as Uint8Array<ArrayBuffer>).buffer] });

    bytes.add(utf8('\n\n'));
    bytes.addMessage();
    bytes.accept(false);

    expect(new TextDecoder().decode(bytes.take()[0])).toBe('data: b\n\n');
  });
});
