// Formats whose messages are JSON, as all of them are: parsed once a message, whoever asks.
import type { EventSourceMessage } from '../index.js';
import type { ChatFailure, ChatFormat } from './chat-format.js';

/** What ends a stream without being JSON, in the words of OpenAI and of those who follow. */
const DONE = '[DONE]';
const SHOWN_CHARACTERS = 40;

/** The parts of a format that look at the JSON of a message. Objects may lack anything: they are what a server sends. */
export interface JsonFormat<Chunk> extends Pick<ChatFormat, 'lineReader' | 'continuation'> {
  readonly isTerminal?: (chunk: Chunk) => boolean;
  readonly isKeepAlive?: (chunk: Chunk) => boolean;
  readonly failureOf: (chunk: Chunk) => ChatFailure | undefined;
  readonly textOf: (chunk: Chunk) => string | null | undefined;
}

/** @typeParam Chunk - An object whose members are all optional. */
export function jsonFormat<Chunk extends object>(parts: JsonFormat<Chunk>): ChatFormat {
  const chunkOf = (message: EventSourceMessage): Chunk | undefined =>
    parsed(message) as Chunk | undefined;
  return {
    ...parts,
    isTerminal: (message) => {
      const chunk = chunkOf(message);
      return message.data === DONE || (chunk !== undefined && (parts.isTerminal?.(chunk) ?? false));
    },
    isKeepAlive: (message) => {
      const chunk = chunkOf(message);
      return message.data === '' || (chunk !== undefined && (parts.isKeepAlive?.(chunk) ?? false));
    },
    failureOf: (message) => {
      const chunk = chunkOf(message);
      if (chunk !== undefined) {
        return parts.failureOf(chunk);
      }
      return message.data === '' || message.data === DONE ? undefined : unreadable(message.data);
    },
    textOf: (message) => {
      const chunk = chunkOf(message);
      return (chunk === undefined ? undefined : parts.textOf(chunk)) ?? '';
    },
  };
}

/** JSON objects of messages that are still held by somebody: four functions ask for one. */
const chunks = new WeakMap<EventSourceMessage, object | undefined>();

function parsed(message: EventSourceMessage): object | undefined {
  if (!chunks.has(message)) {
    chunks.set(message, objectIn(message.data));
  }
  return chunks.get(message);
}

/** The object that `text` is the JSON of; `undefined` for everything else. */
export function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The members that most APIs have in their errors. */
export interface SentError {
  readonly type?: string | null;
  readonly code?: string | number | null;
  readonly message?: string;
}

/** The failure that an error tells: an object, or a text. */
export function failureBy(error: SentError | string): ChatFailure {
  const { type, code, message }: SentError = typeof error === 'string' ? { message: error } : error;
  return {
    type: type ?? undefined,
    code: code ?? undefined,
    message: message ?? 'the server gave no reason',
    details: error,
  };
}

function unreadable(data: string): ChatFailure {
  const shown = data.length > SHOWN_CHARACTERS ? `${data.slice(0, SHOWN_CHARACTERS)}…` : data;
  return {
    type: 'unreadable_message',
    code: undefined,
    message: `Expected JSON, got ${JSON.stringify(shown)}`,
    details: data,
  };
}
