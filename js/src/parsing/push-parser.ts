// Parses chunks that the caller has read, and calls callbacks. For createParser and EventSourceParserStream.
import { ParseError, quoted, type EventStreamErrorContext } from '../errors.js';
import type { Runtime } from '../runtime/load.js';
import { ErrorCode } from '../runtime/module.js';
import type { EventSourceMessage, ParsedMessage } from '../types.js';
import { EventStreamParser } from './event-stream-parser.js';
import { eventTooLarge } from './event-too-large.js';
import { kindOf } from './kind-of.js';
import { IgnoredLine, type StreamEntry, type StreamState } from './stream-entry.js';
import { TextChunks } from './text-chunks.js';

/** The number of characters that are encoded at once. */
const PIECE_LENGTH = 64 * 1024;

/** The bytes of a byte order mark, each decoded as one character. */
const UNDECODED_BYTE_ORDER_MARK = /^\u00ef\u00bb\u00bf/;

/** Callbacks of {@link createParser} and {@link EventSourceParserStream}. They are called in the order of the stream. */
export interface ParserCallbacks {
  /** Called with every ID that the stream sets, before `onEvent`, and with `''` if the stream resets the ID. */
  onId?: ((id: string) => void) | undefined;
  /** Called with the value of every `retry` field in milliseconds, at most 2^31 - 1. */
  onRetry?: ((milliseconds: number) => void) | undefined;
  /** Called with the text of every comment, without the colon and one space after it. */
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
  /** The error that stopped parsing. It is reported after the entries before it. */
  #errorCode: number = ErrorCode.none;
  #error: ParseError | undefined;
  #messages = 0;
  /** Parsed entries, reported up to `#reported`, so that no entry is lost or reordered if a callback throws or calls `feed`. */
  #entries: StreamEntry[] = [];
  #reported = 0;
  /** Whether the ID of the message at `#reported` was reported. */
  #isIdReported = false;
  /** Whether the stream has reset the last event ID since the last message. */
  #isIdReset = false;

  /** `runtime` is called at the start of every stream, because the instance may change between two streams. */
  constructor(runtime: () => Runtime, maxEventBytes: number, callbacks: Callbacks) {
    this.#runtime = runtime;
    this.#maxEventBytes = maxEventBytes;
    this.#callbacks = callbacks;
  }

  /** Throws a TypeError for a chunk that is neither bytes nor text, and after a failure. Rethrows errors of callbacks. */
  feed(chunk: Uint8Array | string): void {
    if (typeof chunk !== 'string' && !isBytes(chunk)) {
      throw new TypeError(`Expected a chunk of Uint8Array or string, got ${kindOf(chunk)}`);
    }
    if (this.#error !== undefined) {
      throw new TypeError(
        'Expected reset() after exceeding the max buffer size (maxEventBytes), got feed()',
        {
          cause: this.#error,
        },
      );
    }
    if (this.#errorCode === ErrorCode.none) {
      this.#parse(chunk);
    }
    this.#reportAll();
    // A callback may have called `reset`, or `feed`, which reported the failure.
    if (this.#errorCode !== ErrorCode.none) {
      this.#fail(this.#errorCode);
    }
  }

  /** Prepares for another stream and frees memory. With `consume`, an unfinished line is parsed first. */
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
      this.#reported = 0;
      this.#isIdReported = false;
      this.#isIdReset = false;
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
      // In pieces, because the bytes may need three times as much memory as the text.
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

  #reportAll(): void {
    const { onEvent, onId } = this.#callbacks;
    for (;;) {
      // The state is updated before the callback runs, because it may throw or call `feed`.
      const entry = this.#entries[this.#reported];
      if (entry === undefined) {
        break;
      }
      if (entry.data === undefined) {
        this.#reported += 1;
        this.#reportOther(entry);
      } else if (entry.id !== '' && !this.#isIdReported) {
        this.#isIdReported = true;
        onId?.(entry.id);
      } else {
        this.#isIdReported = false;
        this.#reported += 1;
        this.#messages += 1;
        onEvent?.(this.#messageOf(entry));
      }
    }
    this.#entries = [];
    this.#reported = 0;
  }

  #messageOf({ id, event, data }: EventSourceMessage): ParsedMessage {
    const absent = this.#isIdReset ? '' : undefined;
    this.#isIdReset = false;
    return { id: id || absent, event: event || undefined, data };
  }

  #reportOther(entry: StreamState | IgnoredLine): void {
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
        this.#isIdReset = entry.lastEventId === '';
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

/** Also checks the tag, because `instanceof` is false for a Uint8Array of another realm. */
function isBytes(chunk: unknown): chunk is Uint8Array {
  return (
    chunk instanceof Uint8Array || (ArrayBuffer.isView(chunk) && kindOf(chunk) === 'Uint8Array')
  );
}
