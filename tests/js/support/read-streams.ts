// Reads streams of chat APIs in every way: over a socket, split anywhere, by each function of the
// entry.
import { describe, expect, test } from 'vitest';
import { chatParts, ChatPartStream, chatText, type ChatPart } from '../../../js/src/chat/index.js';
import { utf8 } from './bytes.js';
import { joined, joinedParts, type JoinedAnswer } from './chat-answer.js';
import type { ChatStream } from './chat-streams/stream.js';
import { startServer } from './server.js';

/** Longer streams are split into chunks of a few sizes, and not at every byte. */
const SHORT_BYTES = 300;
const SIZES = [1, 3, 64];

/** Declares a test for each stream, which checks that it is read with one request. */
export function readsStreams(subject: string, streams: readonly ChatStream[]): void {
  describe(subject, () => {
    test.each(streams.map((stream) => [stream.name, stream] as const))(
      '%s',
      async (_name, stream) => {
        const { type = 'text/event-stream', format, body, expected } = stream;
        const server = await startServer((response) =>
          response.writeHead(200, { 'content-type': type, connection: 'close' }).end(body),
        );

        const answer = await joined(chatParts(server.url, { format, method: 'POST', body: '{}' }));

        holds(answer, expected);
        expect(server.requests.length).toBe(1);
        await isReadInPieces(stream, answer);
        await isReadAsText(stream, answer);
      },
    );
  });
}

function holds({ error, ...answer }: JoinedAnswer, expected: ChatStream['expected']): void {
  const { error: wanted, quotes = '', ...parts } = expected;
  expect({ ...answer, error: wanted && error }).toEqual({ ...parts, error: wanted && error });
  if (wanted === undefined) {
    expect(error).toBeUndefined();
  } else {
    expect(error).toMatchObject(wanted);
    expect((error as Error).message).toContain(quotes);
  }
}

async function isReadInPieces(stream: ChatStream, whole: JoinedAnswer): Promise<void> {
  const bytes = utf8(stream.body);
  const cuts = bytes.length <= SHORT_BYTES ? Array.from(bytes, (_byte, at) => [at]) : [];
  const pieces = [
    ...cuts.map(([at = 0]) => [bytes.slice(0, at), bytes.slice(at)]),
    ...SIZES.map((size) =>
      Array.from({ length: Math.ceil(bytes.length / size) }, (_piece, index) =>
        bytes.slice(index * size, (index + 1) * size),
      ),
    ),
  ];
  for (const parts of pieces) {
    const answer = await throughStream(stream, parts);
    expect(errorOf(answer)).toEqual(errorOf(whole));
    if (whole.error === undefined) {
      expect(answer).toEqual(whole);
    }
  }
}

/** The error of a body without a request: it cannot be interrupted and has no content type. */
function errorOf({ error }: JoinedAnswer): unknown {
  const { name, phase, cause } = (error ?? {}) as Error & { phase?: string };
  const { phase: inner } = (cause ?? {}) as { phase?: string };
  return error && [name === 'ChatError', inner ?? (phase === 'content-type' ? 'body' : phase)];
}

async function throughStream(
  { format }: ChatStream,
  pieces: readonly Uint8Array[],
): Promise<JoinedAnswer> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      pieces.forEach((piece) => piece.length > 0 && controller.enqueue(piece));
      controller.close();
    },
  });
  const reader = body.pipeThrough(new ChatPartStream({ format })).getReader();
  const parts: ChatPart[] = [];
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      parts.push(step.value);
    }
  } catch (error) {
    return joinedParts(parts, error as object);
  }
  return joinedParts(parts);
}

async function isReadAsText(
  stream: ChatStream,
  { text = '', finish, usage, error }: JoinedAnswer,
): Promise<void> {
  const { type = 'text/event-stream', format, body } = stream;
  const response = new Response(body, { headers: { 'content-type': type } });
  const texts = chatText('https://chat.example/', {
    format,
    method: 'POST',
    body: '{}',
    fetch: () => Promise.resolve(response),
  });
  let read = '';
  try {
    for (;;) {
      const step = await texts.next();
      if (step.done === true) {
        expect(step.value.reason).toBe(finish?.[0]);
        expect(
          step.value.usage && [step.value.usage.inputTokens, step.value.usage.outputTokens],
        ).toEqual(usage);
        break;
      }
      read += step.value;
    }
  } catch (thrown) {
    expect((thrown as Error).name).toBe((error as Error | undefined)?.name);
  }
  expect(read).toBe(text);
}
