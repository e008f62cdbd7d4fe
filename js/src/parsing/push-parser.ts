// Chunks in, callbacks out: the parser without a connection, for those who have the chunks already.
import { ParseError, quoted, type EventStreamErrorContext } from '../errors.js';
import type { Runtime } from '../runtime/load.js';
import { ErrorCode } from '../runtime/module.js';
import type { EventSourceMessage, ParsedMessage } from '../types.js';
import { EventStreamParser } from './event-stream-parser.js';
import { eventTooLarge } from './event-too-large.js';
import { kindOf } from './kind-of.js';
import { IgnoredLine, type StreamEntry, type StreamState } from './stream-entry.js';
import { TextChunks } from './text-chunks.js';

/** Characters of a text that are encoded at once. */
const PIECE_LENGTH = 64 * 1024;

/** The bytes of a byte order mark, each decoded as a character of its own. */
const UNDECODED_BYTE_ORDER_MARK = /^\u00ef\u00bb\u00bf/;

/** What is called while a chunk is fed, in the order of the stream. */
export interface ParserCallbacks {
  /** Called for the ID that a block sets, even without data: before `onEvent`, and with `''` if the block resets the ID. */
  onId?: ((id: string) => void) | undefined;
  /** Called for a `retry` field, with its milliseconds, at most 2^31 - 1. */
  onRetry?: ((milliseconds: number) => void) | undefined;
  /** Called for a comment, with its text after the colon and the one space that may follow. */
  onComment?: ((comment: string) => void) | undefined;
}

interface Callbacks extends ParserCallbacks {
  onEvent?: ((message: ParsedMessage) => void) | undefined;
  onError?: ((error: ParseError) => void) | undefined;
}

export class PushParser {
  readonly #runtime: () => Runtime;
  readonly #callbacks: Callbacks;
  readonly #maxEventBytes: number;
  #parser: EventStreamParser | undefined;
  #text = new TextChunks();
  #endsInLine = false;
  /** Why parsing has ended; told once the entries before it are. */
  #errorCode: number = ErrorCode.none;
  #error: ParseError | undefined;
  #messages = 0;
  /** Parsed, and told up to `#told`: a callback that throws, or feeds in its turn, loses nothing and changes no order. */
  #entries: StreamEntry[] = [];
  #told = 0;
  /** Of the entry at `#told`, which is a message, the ID has been told. */
  #idTold = false;
  /** The stream has reset the last event ID, and no message has followed. */
  #idReset = false;

  /** `runtime` is asked when a stream begins: between two streams instances may change. */
  constructor(runtime: () => Runtime, maxEventBytes: number, callbacks: Callbacks) {
    this.#runtime = runtime;
    this.#maxEventBytes = maxEventBytes;
    this.#callbacks = callbacks;
  }

  /** Throws a TypeError for what is neither bytes nor text, and after a failure; and what a callback throws. */
  feed(chunk: Uint8Array | string): void {
    if (typeof chunk !== 'string' && !isBytes(chunk)) {
      throw new TypeError(`Expected a chunk of Uint8Array or string, got ${kindOf(chunk)}`);
    }
    if (this.#error !== undefined) {
      throw new TypeError('Expected reset() past the max buffer size (maxEventBytes), got feed()', {
        cause: this.#error,
      });
    }
    if (this.#errorCode === ErrorCode.none) {
      this.#parse(chunk);
    }
    this.#tellAll();
    // A callback may have reset the parser since, or fed it and told the failure already.
    if (this.#errorCode !== ErrorCode.none) {
      this.#fail(this.#errorCode);
    }
  }

  /** Ready for another stream, and without memory until it begins. With `consume`, an unfinished line is taken for finished. */
  reset(consume: boolean): void {
    try {
      if (consume && this.#endsInLine && this.#error === undefined) {
        this.feed('\n');
      }
    } finally {
      this.#free();
      this.#text = new TextChunks();
      this.#endsInLine = false;
      this.#errorCode = ErrorCode.none;
      this.#error = undefined;
      this.#messages = 0;
      this.#entries = [];
      this.#told = 0;
      this.#idTold = false;
      this.#idReset = false;
    }
  }

  #parse(chunk: Uint8Array | string): void {
    const last = chunk[chunk.length - 1];
    if (last !== undefined) {
      this.#endsInLine = last !== '\n' && last !== '\r' && last !== 0x0a && last !== 0x0d;
    }
    if (typeof chunk === 'string') {
      if (this.#parser === undefined) {
        chunk = chunk.replace(UNDECODED_BYTE_ORDER_MARK, '');
      }
      // In pieces: the bytes of a text may be three times as many as its characters.
      for (let at = 0; at < chunk.length; at += PIECE_LENGTH) {
        this.#parseBytes(this.#text.encode(chunk.slice(at, at + PIECE_LENGTH)));
      }
    } else if (chunk.length > 0) {
      const end = this.#text.end();
      if (end !== undefined) {
        this.#parseBytes(end);
      }
      this.#parseBytes(chunk);
    }
  }

  #parseBytes(bytes: Uint8Array): void {
    if (this.#errorCode === ErrorCode.none) {
      this.#parser ??= this.#createParser();
      this.#errorCode = this.#parser.parse(bytes, this.#entries);
    }
  }

  #free(): void {
    this.#parser?.free();
    this.#parser = undefined;
  }

  #createParser(): EventStreamParser {
    const { onComment, onError } = this.#callbacks;
    const reportsIgnoredLines = onComment !== undefined || onError !== undefined;
    return new EventStreamParser(this.#runtime(), this.#maxEventBytes, reportsIgnoredLines, true);
  }

  #tellAll(): void {
    const { onEvent, onId } = this.#callbacks;
    for (;;) {
      // What a callback leaves to be told is known before it runs: it may throw, or feed in its turn.
      const entry = this.#entries[this.#told];
      if (entry === undefined) {
        break;
      }
      if (entry.data === undefined) {
        this.#told += 1;
        this.#tellAside(entry);
      } else if (entry.id !== '' && !this.#idTold) {
        this.#idTold = true;
        onId?.(entry.id);
      } else {
        this.#idTold = false;
        this.#told += 1;
        this.#messages += 1;
        onEvent?.(this.#messageOf(entry));
      }
    }
    this.#entries = [];
    this.#told = 0;
  }

  #messageOf({ id, event, data }: EventSourceMessage): ParsedMessage {
    const absent = this.#idReset ? '' : undefined;
    this.#idReset = false;
    return { id: id || absent, event: event || undefined, data };
  }

  #tellAside(entry: StreamState | IgnoredLine): void {
    const { onId, onRetry, onComment, onError } = this.#callbacks;
    if (entry instanceof IgnoredLine) {
      if (entry.kind === 'comment') {
        onComment?.(entry.value);
      } else {
        const { kind: type, field, value, line } = entry;
        const message =
          type === 'unknown-field'
            ? `Expected the field data, event, id or retry, got ${quoted(field)}`
            : // In the words of eventsource-parser, which its users compare.
              `Invalid \`retry\` value: ${quoted(value)}`;
        onError?.(new ParseError(message, { type, field, value, line }, this.#context()));
      }
    } else {
      if (entry.lastEventId !== undefined) {
        this.#idReset = entry.lastEventId === '';
        onId?.(entry.lastEventId);
      }
      if (entry.reconnectionTime !== undefined) {
        onRetry?.(entry.reconnectionTime);
      }
    }
  }

  #fail(errorCode: number): void {
    this.#error = eventTooLarge(this.#maxEventBytes, this.#context(), errorCode);
    this.#errorCode = ErrorCode.none;
    this.#free();
    if (this.#callbacks.onError === undefined) {
      throw this.#error;
    }
    this.#callbacks.onError(this.#error);
  }

  #context(): EventStreamErrorContext {
    return { attempt: 1, messagesDelivered: this.#messages, retryable: false };
  }
}

/** At last by its tag: `instanceof` does not know the Uint8Array of another realm. */
function isBytes(chunk: unknown): chunk is Uint8Array {
  return (
    chunk instanceof Uint8Array || (ArrayBuffer.isView(chunk) && kindOf(chunk) === 'Uint8Array')
  );
}
