// ChatPartStream: a TransformStream from the bytes of an answer to its parts.
import { PIECE_BYTES } from '../connecting/delivery.js';
import type { RestParser } from '../connecting/handlers.js';
import { BodyError, TruncatedError } from '../errors.js';
import { EventStreamParser } from '../parsing/event-stream-parser.js';
import { eventTooLarge } from '../parsing/event-too-large.js';
import { checkedMaxEventBytes } from '../parsing/max-event-bytes.js';
import { loadParserRuntime } from '../parsing/parser-runtime.js';
import { IgnoredLine, StreamState, type StreamEntry } from '../parsing/stream-entry.js';
import { messageOf } from './reading/bare-body.js';
import { ChatError } from './chat-error.js';
import { checkFormat, type ChatFormat } from './chat-format.js';
import type { ChatPart } from './chat-part.js';
import type { EventSourceMessage } from '../types.js';
import { ShapeReader } from './matching/shape-reader.js';
import { ChatSession } from './reading/session.js';

/** Options of {@link ChatPartStream}. */
export interface ChatPartStreamOptions {
  /** The format of the API. */
  format: ChatFormat;
  /**
   * The maximum size of one message in bytes, from 1 to 268435456 (256 MiB).
   * @defaultValue 67108864 (64 MiB)
   */
  maxEventBytes?: number | undefined;
}

/**
 * Converts the bytes of an answer into its parts. It is a TransformStream and yields the same parts as {@link chatParts}, but
 * sends no requests and has no timeouts.
 *
 * The stream fails with a {@link ChatError} if the API reports an error, and with a {@link TruncatedError} if the body ends
 * before the answer is complete.
 *
 * @example
 * ```ts
 * import { ChatPartStream, openaiChat } from 'post-event-source/chat';
 *
 * const { body } = await fetch('/api/chat', { method: 'POST', body: '{"stream":true}' });
 * for await (const part of body!.pipeThrough(new ChatPartStream({ format: openaiChat }))) {
 *   console.log(part.type);
 * }
 * ```
 */
export interface ChatPartStream extends TransformStream<Uint8Array, ChatPart> {
  readonly readable: ReadableStream<ChatPart>;
  readonly writable: WritableStream<Uint8Array>;
}

/** The class of {@link ChatPartStream}. */
export interface ChatPartStreamConstructor {
  /** The prototype of all instances. */
  readonly prototype: ChatPartStream;
  /**
   * Creates a stream for one answer.
   *
   * @throws TypeError if `format` is not a {@link ChatFormat}.
   * @throws RangeError if `maxEventBytes` is out of range.
   */
  new (options: ChatPartStreamOptions): ChatPartStream;
}

// Created by a pure function that bundlers can drop. They keep every class that extends a global.
export const ChatPartStream: ChatPartStreamConstructor = /* @__PURE__ */ defineChatPartStream();

function defineChatPartStream(): ChatPartStreamConstructor {
  const Base = (globalThis as Partial<typeof globalThis>).TransformStream ?? Object;
  const definition = class extends (Base as typeof TransformStream<Uint8Array, ChatPart>) {
    constructor(options: ChatPartStreamOptions) {
      super(transformer(options));
    }
  };
  // Minifiers remove the name of a class.
  return Object.defineProperty(definition, 'name', { value: 'ChatPartStream' });
}

/** Ends an unfinished line and an unfinished event. */
const BLOCK_END = Uint8Array.of(0x0a, 0x0a);

function transformer({
  format,
  maxEventBytes: limit,
}: ChatPartStreamOptions): Transformer<Uint8Array, ChatPart> {
  checkFormat(format);
  const maxEventBytes = checkedMaxEventBytes(limit);
  const reader = format.createReader({ url: '', method: 'GET', body: undefined });
  const session = new ChatSession(
    reader,
    (keepsLatest, receiver) => new ShapeReader(maxEventBytes, keepsLatest, receiver),
  );
  const { answer } = session;
  let parser: EventStreamParser | undefined;
  const context = (): { attempt: number; messagesDelivered: number; retryable: boolean } => ({
    attempt: 1,
    messagesDelivered: session.messages,
    retryable: false,
  });
  const free = (): void => parser?.free();

  function checkSize(messages?: readonly EventSourceMessage[]): void {
    if (session.isTooLarge(maxEventBytes, messages)) {
      throw eventTooLarge(maxEventBytes, context());
    }
  }

  /** Reads a chunk. Messages that match a shape, and bodies that are not event streams, need no parser. */
  function readBytes(bytes: Uint8Array, isEnd: boolean): void {
    const messages = session.messagesOf(bytes);
    checkSize(messages);
    const skim = messages === undefined && !isEnd ? session.shapes?.skim : undefined;
    if (skim === undefined) {
      readEntries(messages ?? entriesOf(bytes), isEnd);
      return;
    }
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      void skim(bytes.subarray(at, at + PIECE_BYTES), rest);
    }
  }

  const rest: RestParser = {
    parseRest(_count, bytes) {
      if (bytes !== undefined) {
        readEntries(entriesOf(bytes), false);
      }
      return undefined;
    },
  };

  function entriesOf(bytes: Uint8Array): StreamEntry[] {
    const entries: StreamEntry[] = [];
    const errorCode = parser?.parse(bytes, entries);
    if (errorCode) {
      throw eventTooLarge(maxEventBytes, context(), errorCode);
    }
    return entries;
  }

  function readEntries(entries: readonly StreamEntry[], isEnd: boolean): void {
    for (const entry of entries) {
      if (entry instanceof StreamState) {
        continue;
      }
      const data =
        entry instanceof IgnoredLine && entry.kind !== 'comment'
          ? session.readLine(entry.line)
          : undefined;
      const message =
        entry instanceof IgnoredLine ? (data === undefined ? undefined : messageOf(data)) : entry;
      if (message !== undefined && (!isEnd || session.isWhole(message))) {
        session.read(message);
      }
    }
  }

  function read(
    bytes: Uint8Array,
    controller: TransformStreamDefaultController<ChatPart>,
    isEnd: boolean,
  ): void {
    readBytes(bytes, isEnd);
    session.readCounts();
    answer.take((part) => {
      controller.enqueue(part);
    });
    if (answer.failure !== undefined) {
      throw new ChatError(answer.failure, context());
    }
    checkSize();
    const quote = session.notUnderstood(isEnd);
    if (quote !== undefined) {
      throw new BodyError(
        `Expected an answer in the given format, got ${JSON.stringify(quote)}`,
        context(),
      );
    }
  }

  return {
    async start() {
      parser = new EventStreamParser(await loadParserRuntime(), maxEventBytes, true);
      await session.shapes?.loaded;
    },
    transform(chunk, controller) {
      try {
        read(chunk, controller, false);
      } catch (error) {
        free();
        throw error;
      }
    },
    flush(controller) {
      try {
        read(BLOCK_END, controller, true);
        if (session.ending === undefined) {
          throw new TruncatedError(context());
        }
        session.close((part) => {
          controller.enqueue(part);
        });
      } finally {
        free();
      }
    },
    ...{ cancel: free },
  };
}
