// Messages that are read by their shapes give the same parts as messages that are parsed.
import { describe, expect, test } from 'vitest';
import {
  chatParts,
  ChatPartStream,
  chatText,
  geminiStream,
  openaiChat,
  openaiResponses,
  vercelUiMessages,
  type ChatFormat,
} from '../../../js/src/chat/index.js';
import { utf8 } from '../support/bytes.js';
import { joined } from '../support/chat-answer.js';
import { AGUI } from '../support/chat-streams/agui-events.js';
import { ANTHROPIC_PARTS } from '../support/chat-streams/anthropic-messages.js';
import { COHERE } from '../support/chat-streams/cohere-chat.js';
import { COMPATIBLE_SERVERS } from '../support/chat-streams/compatible-servers.js';
import { ENDINGS } from '../support/chat-streams/endings.js';
import { ERROR_KINDS } from '../support/chat-streams/error-kinds.js';
import { FRAMING_KINDS } from '../support/chat-streams/framing-kinds.js';
import { GATEWAYS } from '../support/chat-streams/gateways.js';
import { GEMINI_CHUNKS } from '../support/chat-streams/gemini-chunks.js';
import { KINDS } from '../support/chat-streams/kinds.js';
import { MESSAGE_EVENTS } from '../support/chat-streams/message-events.js';
import { MORE_KINDS } from '../support/chat-streams/more-kinds.js';
import { UI_PARTS } from '../support/chat-streams/ollama-and-ui-parts.js';
import { OPENAI_PARTS } from '../support/chat-streams/openai-chat.js';
import { OPENAI_CHUNKS } from '../support/chat-streams/openai-chunks.js';
import { OWN_FORMAT } from '../support/chat-streams/own-format.js';
import { RESPONSE_EVENTS } from '../support/chat-streams/response-events.js';
import { events, namedEvents, typed, type ChatStream } from '../support/chat-streams/stream.js';
import { VERCEL_PARTS } from '../support/chat-streams/vercel-ui-messages.js';
import { WORKERS_AI } from '../support/chat-streams/workers-ai.js';
import {
  bodyOf,
  changed,
  counting,
  pieces,
  randomNumbers,
  readAll,
  respond,
  withoutShapes,
  type Read,
} from '../support/chat-shapes.js';
import { startServer } from '../support/server.js';

const STREAMS = Object.entries({
  AGUI,
  ANTHROPIC_PARTS,
  COHERE,
  COMPATIBLE_SERVERS,
  ENDINGS,
  ERROR_KINDS,
  FRAMING_KINDS,
  GATEWAYS,
  GEMINI_CHUNKS,
  KINDS,
  MESSAGE_EVENTS,
  MORE_KINDS,
  UI_PARTS,
  OPENAI_PARTS,
  OPENAI_CHUNKS,
  OWN_FORMAT,
  RESPONSE_EVENTS,
  VERCEL_PARTS,
  WORKERS_AI,
});

const request = (format: ChatFormat, chunks: readonly Uint8Array[]): Promise<Read> =>
  readAll(
    chatParts('https://chat.example/', {
      format,
      method: 'POST',
      body: '{}',
      fetch: respond(chunks),
      retry: { maxAttempts: 1 },
    }),
  );

const transform = (format: ChatFormat, chunks: readonly Uint8Array[]): Promise<Read> =>
  readAll(bodyOf(chunks).pipeThrough(new ChatPartStream({ format })));

describe('shapes: the same parts as without shapes', () => {
  test.each(STREAMS)('%s', async (_name, streams) => {
    const random = randomNumbers(20_261_130);
    for (const { format, body, type } of streams.filter(isEventStream)) {
      for (let count = 0; count < 4; count += 1) {
        const text = count === 0 ? body : changed(body, random);
        const chunks = pieces(utf8(text), random);
        const read = count % 2 === 0 ? request : transform;

        const [withShapes, without] = [
          await read(format, chunks),
          await read(withoutShapes(format), chunks),
        ];

        expect(withShapes, `${type ?? ''}${text}`).toEqual(without);
      }
    }
  });
});

const isEventStream = ({ type }: ChatStream): boolean => type === undefined;

const WORDS = Array.from({ length: 50 }, (_word, index) => ` word${index}`);
const TEXT = WORDS.join('');

describe('shapes: messages of one shape are not parsed', () => {
  const chunk = (content: string): object => ({
    id: 'c',
    choices: [{ index: 0, delta: { content } }],
  });
  const last = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };

  test('one in each chunk', async () => {
    const counter = counting(openaiChat);
    const chunks = [...WORDS.map(chunk), last, '[DONE]'].map((message) => utf8(events(message)));

    const { parts } = await request(counter.format, chunks);

    expect(parts.map((part) => (part.type === 'text' ? part.text : ''))).toEqual([...WORDS, '']);
    expect(counter.parsed).toBeLessThan(6);
  });

  test('all in one chunk', async () => {
    const counter = counting(openaiChat);
    const chunks = [utf8(events(...WORDS.map(chunk), last, '[DONE]'))];

    const { parts } = await request(counter.format, chunks);

    expect(parts[0]).toEqual({ type: 'text', text: TEXT, index: 0 });
    expect(counter.parsed).toBeLessThan(6);
  });

  test('unless a caller reads the messages', async () => {
    const counter = counting(openaiChat);
    const seen: string[] = [];
    const call = chatText('https://chat.example/', {
      format: counter.format,
      fetch: respond([utf8(events(...WORDS.map(chunk), last, '[DONE]'))]),
      cursor: ({ data }) => seen.push(data),
    });

    for await (const text of call) {
      expect(text).toBe(TEXT);
    }

    expect(counter.parsed).toBe(WORDS.length + 1);
    expect(seen.length).toBe(WORDS.length + 2);
  });
});

test('shapes: the latest token counts are read', async () => {
  const counter = counting(geminiStream);
  const chunks = WORDS.map((text, index) =>
    utf8(
      events({
        candidates: [
          { content: { parts: [{ text }] }, ...(index === 49 && { finishReason: 'STOP' }) },
        ],
        usageMetadata: { promptTokenCount: 7, candidatesTokenCount: index + 1 },
      }),
    ),
  );
  const call = chatText('https://chat.example/', {
    format: counter.format,
    fetch: respond(chunks),
  });

  let text = '';
  let step = await call.next();
  for (; !step.done; step = await call.next()) {
    text += step.value;
  }

  expect(text).toBe(TEXT);
  expect(step.value.usage).toMatchObject({ inputTokens: 7, outputTokens: 50 });
  expect(counter.parsed).toBeLessThan(10);
});

describe('shapes: an answer that was cut', () => {
  const retry = { initialDelay: 1, jitter: 0 };

  test('openaiResponses: continues after the latest sequence number', async () => {
    const named = [
      { type: 'response.created', response: { id: 'resp_1', background: true } },
      ...WORDS.map((delta) => ({ type: 'response.output_text.delta', delta })),
      { type: 'response.completed', response: { status: 'completed' } },
    ].map((event, index) => namedEvents(typed(event.type, { ...event, sequence_number: index })));
    const server = await startServer((response, { path }) => {
      const after = Number(
        new URL(path, 'http://localhost').searchParams.get('starting_after') ?? -1,
      );
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(named.slice(after + 1, after + 30).join(''), () => {
        if (after + 30 < named.length) {
          response.destroy();
        } else {
          response.end();
        }
      });
    });

    const { text, error } = await joined(
      chatParts(server.url, { format: openaiResponses, method: 'POST', retry }),
    );

    expect(error).toBeUndefined();
    expect(text).toBe(TEXT);
    expect(server.requests.map(({ path }) => /starting_after=(\d+)/.exec(path)?.[1])).toEqual([
      undefined,
      '28',
    ]);
  });

  test('vercelUiMessages: skips messages that the server repeats', async () => {
    const all = [
      { type: 'text-start', id: '1' },
      ...WORDS.map((delta) => ({ type: 'text-delta', id: '1', delta })),
      { type: 'finish', finishReason: 'stop' },
    ].map((part) => events(part));
    const server = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(all.slice(0, 20 + server.requests.length * 10).join(''), () => {
        if (server.requests.length < 4) {
          response.destroy();
        } else {
          response.end();
        }
      });
    });

    const { text } = await joined(
      chatParts(server.url, {
        format: vercelUiMessages,
        method: 'POST',
        body: '{"id":"a"}',
        retry,
      }),
    );

    expect(text).toBe(TEXT);
  });
});
