// Formats whose messages are JSON, as all of them are: parsed once a message, whoever asks.
import type { EventSourceMessage } from '../types.js';
import type { ChatFailure, ChatFormat } from './chat-format.js';

/** What ends a stream without being JSON, in the words of OpenAI and of those who follow. */
const DONE = '[DONE]';
const SHOWN_CHARACTERS = 40;

/**
 * The parts of a format that look at the JSON of a message. Objects may lack anything, because they are what a server sends;
 * a part that trips over a member of another type has found nothing.
 */
export interface JsonFormat<Chunk> extends Pick<ChatFormat, 'lineReader' | 'continuation'> {
  readonly isTerminal?: (chunk: Chunk) => boolean;
  readonly isKeepAlive?: (chunk: Chunk) => boolean;
  /** `event` is the type of the message. */
  readonly failureOf: (chunk: Chunk, event: string) => ChatFailure | undefined;
  readonly textOf: (chunk: Chunk) => string | null | undefined;
}

/** @typeParam Chunk - An object whose members are all optional. */
export function jsonFormat<Chunk extends object>({
  isTerminal,
  isKeepAlive,
  failureOf,
  textOf,
  ...rest
}: JsonFormat<Chunk>): ChatFormat {
  function found<Found>(
    message: EventSourceMessage,
    part: ((chunk: Chunk, event: string) => Found) | undefined,
  ): Found | undefined {
    const chunk = parsed(message) as Chunk | undefined;
    try {
      return chunk && part?.(chunk, message.event);
    } catch {
      return undefined;
    }
  }
  return {
    ...rest,
    isTerminal: (message) => message.data.startsWith(DONE) || found(message, isTerminal) === true,
    isKeepAlive: (message) => isBlank(message) || found(message, isKeepAlive) === true,
    failureOf: (message) =>
      parsed(message) || message.data.startsWith(DONE) || isBlank(message)
        ? found(message, failureOf)
        : unreadable(message.data),
    textOf: (message) => {
      const text = found(message, textOf);
      return typeof text === 'string' ? text : '';
    },
  };
}

const isBlank = ({ data }: EventSourceMessage): boolean => data.trim() === '';

/** JSON objects of messages that are still held by somebody: several functions ask for one. */
const chunks = new WeakMap<EventSourceMessage, object | undefined>();

/** The object that a message is the JSON of; `undefined` where it is none. */
export function parsed(message: EventSourceMessage): object | undefined {
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

/**
 * The failure that an error tells: an object with the members that most APIs have in theirs, or a text.
 *
 * @param kind - The member that names the kind of error.
 */
export function failureBy(error: unknown, kind = 'type'): ChatFailure {
  const members = typeof error === 'string' ? { message: error } : error;
  const { [kind]: type, code, message } = Object(members) as Readonly<Record<string, unknown>>;
  return {
    type: typeof type === 'string' ? type : undefined,
    code: typeof code === 'string' || typeof code === 'number' ? code : undefined,
    message: typeof message === 'string' ? message : 'the server gave no reason',
    details: error,
  };
}

function unreadable(data: string): ChatFailure {
  const shown = data.length > SHOWN_CHARACTERS ? `${data.slice(0, SHOWN_CHARACTERS)}…` : data;
  return {
    type: 'unreadable_message',
    code: undefined,
    message: `Expected a JSON object, got ${JSON.stringify(shown)}`,
    details: data,
  };
}
