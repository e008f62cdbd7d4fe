// Streams of similar messages, cut and changed, and formats that count how messages were read.
import type { ChatFormat, ChatPart } from '../../../js/src/chat/index.js';

/** Numbers from 0 to below 1, the same on every machine. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Repeats the messages of a body with other letters and digits, and changes a byte of some. */
export function changed(body: string, random: () => number): string {
  const messages = body.split(/(?<=\n\r?\n)/);
  const below = (limit: number): number => Math.floor(random() * limit);
  const repeated = messages.flatMap((message) =>
    Array.from({ length: 1 + below(6) }, () =>
      message.replace(/[a-z](?=[^"]{0,6}"[},])|\d(?=[,}])/g, (character) =>
        random() < 0.7 ? character : /\d/.test(character) ? String(below(10)) : 'é',
      ),
    ),
  );
  return repeated
    .map((message) => {
      const at = below(message.length);
      return random() < 0.97
        ? message
        : message.slice(0, at) +
            message.slice(below(message.length)).slice(0, 2) +
            message.slice(at + 1);
    })
    .join('');
}

export function pieces(bytes: Uint8Array, random: () => number): Uint8Array[] {
  const found: Uint8Array[] = [];
  const longest = [8, 100, 1000, 100_000][Math.floor(random() * 4)] ?? 1;
  for (let at = 0; at < bytes.length;) {
    const end = at + 1 + Math.floor(random() * longest);
    found.push(bytes.slice(at, end));
    at = end;
  }
  return found;
}

export function bodyOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const left = [...chunks] as Uint8Array<ArrayBuffer>[];
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift();
      if (chunk === undefined) {
        controller.close();
      } else {
        controller.enqueue(chunk);
      }
    },
  });
}

/** The same format without shapes. */
export const withoutShapes = (format: ChatFormat): ChatFormat => ({
  createReader(call) {
    const reader = format.createReader(call);
    delete reader.shape;
    return reader;
  },
});

/** Counts the messages that are parsed. */
export function counting(format: ChatFormat): { format: ChatFormat; readonly parsed: number } {
  let parsed = 0;
  return {
    format: {
      createReader(call) {
        const reader = format.createReader(call);
        return {
          ...reader,
          read(...args) {
            parsed += 1;
            return reader.read(...args);
          },
        };
      },
    },
    get parsed() {
      return parsed;
    },
  };
}

export interface Read {
  readonly parts: readonly ChatPart[];
  readonly error: string | undefined;
}

export async function readAll(parts: AsyncIterable<ChatPart>): Promise<Read> {
  const found: ChatPart[] = [];
  try {
    for await (const part of parts) {
      found.push(part);
    }
  } catch (error) {
    return { parts: found, error: String(error) };
  }
  return { parts: found, error: undefined };
}

export function respond(chunks: readonly Uint8Array[]): () => Promise<Response> {
  const headers = { 'content-type': 'text/event-stream' };
  return () => Promise.resolve(new Response(bodyOf(chunks), { headers }));
}
