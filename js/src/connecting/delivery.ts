// Parses the body of one response and calls the handlers in order.
import { EventStreamParser } from '../parsing/event-stream-parser.js';
import { IgnoredLine, isComment, StreamState, type StreamEntry } from '../parsing/stream-entry.js';
import type { EventSourceMessage } from '../types.js';
import type { Runtime } from '../runtime/load.js';
import { ErrorCode } from '../runtime/module.js';
import { createDetacher } from '../parsing/detacher.js';
import { Failure, messageRefused, parserFailed, startedOver } from '../request/failure.js';
import type { RestParser, StreamHandlers } from './handlers.js';
import type { StreamProgress } from './progress.js';

/** Larger chunks are parsed and delivered in pieces of this size, which limits the memory for their messages. */
export const PIECE_BYTES = 64 * 1024;

/** Texts up to this size are not copied. A substring keeps the whole text alive, but a copy costs as much as a small message. */
const SMALL_TEXT_BYTES = 1024;

/** Ends an unfinished line at the end of the body. An unfinished event is discarded, as the standard requires. */
const LINE_END = Uint8Array.of(0x20, 0x0a);
/** Ends an unfinished line and an unfinished event. */
const BLOCK_END = Uint8Array.of(0x0a, 0x0a);

/** Its state is in the fields of one object, because in a server with many streams, most of the time goes to cache misses. */
export class Delivery implements RestParser {
  /** The number of messages so far. Repeated messages count, keep-alives do not. */
  contents = 0;
  #closed = false;
  #isEnded = false;
  #position = 0;
  /** The number of bytes since the latest entry. The strings of the next entry are substrings of a text of at most this size. */
  #bytesParsed = 0;
  readonly #progress: StreamProgress;
  readonly #parser: EventStreamParser;
  readonly #maxEventBytes: number;
  readonly #isResumed: boolean;
  // The handlers, of which most are undefined. A lookup in `StreamHandlers` is slow compared to a small message.
  readonly #ready: StreamHandlers['ready'];
  readonly #skim: StreamHandlers['skim'];
  readonly #messagesOf: StreamHandlers['messagesOf'];
  readonly #isWhole: StreamHandlers['isWhole'];
  readonly #oncomment: StreamHandlers['oncomment'];
  readonly #dataOfLine: StreamHandlers['dataOfLine'];
  readonly #isTerminal: StreamHandlers['isTerminal'];
  readonly #isKeepAlive: StreamHandlers['isKeepAlive'];
  readonly #dedupe: StreamHandlers['dedupe'];
  readonly #isRepeated: StreamHandlers['isRepeated'];
  readonly #cursor: StreamHandlers['cursor'];
  readonly #onmessage: StreamHandlers['onmessage'];
  readonly #detachId = createDetacher<string | undefined>();
  readonly #detachCursor = createDetacher<unknown>();

  /** `isResumed`: whether the request continues a stream. If so, an event ID of an earlier attempt is a failure. */
  constructor(
    runtime: Runtime,
    maxEventBytes: number,
    handlers: StreamHandlers,
    progress: StreamProgress,
    isResumed = false,
  ) {
    const reportsIgnoredLines = (handlers.oncomment ?? handlers.dataOfLine) !== undefined;
    this.#parser = new EventStreamParser(runtime, maxEventBytes, reportsIgnoredLines);
    this.#ready = handlers.ready;
    this.#skim = handlers.skim;
    this.#messagesOf = handlers.messagesOf;
    this.#isWhole = handlers.isWhole;
    this.#oncomment = handlers.oncomment;
    this.#dataOfLine = handlers.dataOfLine;
    this.#isTerminal = handlers.isTerminal;
    this.#isKeepAlive = handlers.isKeepAlive;
    this.#dedupe = handlers.dedupe;
    this.#isRepeated = handlers.isRepeated;
    this.#cursor = handlers.cursor;
    this.#onmessage = handlers.onmessage;
    this.#progress = progress;
    this.#maxEventBytes = maxEventBytes;
    this.#isResumed = isResumed;
  }

  /**
   * Parses the next bytes and calls the handlers. All messages of a piece are created before the first handler is called,
   * because a handler may use other parsers. Returns a promise only if a handler did. Throws or rejects with a `Failure`.
   */
  receive(bytes: Uint8Array, from = 0): Promise<void> | undefined {
    for (let at = from; at < bytes.length && !this.isClosed();) {
      const waiting = at > 0 ? this.#untilReady() : undefined;
      if (waiting !== undefined) {
        return waiting.then(() => this.receive(bytes, at));
      }
      // Creating a view of a small chunk costs as much as parsing it.
      const piece = bytes.length > PIECE_BYTES ? bytes.subarray(at, at + PIECE_BYTES) : bytes;
      at += piece.length;
      const pending = this.#receivePiece(piece);
      if (pending !== undefined) {
        return pending.then(() => this.receive(bytes, at));
      }
    }
    return undefined;
  }

  /** Must be called at the end of the body. If `dataOfLine` is set, delivers the unfinished line. */
  end(): Promise<void> | undefined {
    this.#isEnded = true;
    return this.#dataOfLine && this.receive(this.#isWhole === undefined ? LINE_END : BLOCK_END);
  }

  /** A method, because TypeScript assumes that a field does not change during a call. */
  isClosed(): boolean {
    return this.#closed;
  }

  /** Stops the delivery. */
  close(): void {
    this.#closed = true;
    this.#detach();
    this.#parser.free();
  }

  /** Returns a promise only if the stream must wait. */
  #untilReady(): Promise<void> | undefined {
    const ready = this.#ready;
    let isReady = true as boolean;
    const waiting = ready && new Promise<void>((resolve) => (isReady = ready(resolve)));
    return isReady ? undefined : waiting;
  }

  #receivePiece(bytes: Uint8Array): Promise<void> | undefined {
    const skim = this.#skim;
    const messagesOf = this.#messagesOf;
    const messages = this.#isEnded ? undefined : messagesOf?.(bytes);
    return skim === undefined || messages !== undefined || this.#isEnded
      ? this.#parse(bytes, messages)
      : skim(bytes, this);
  }

  /** Counts `count` messages that were skimmed, and parses the bytes after them. */
  parseRest(count: number, bytes: Uint8Array | undefined): Promise<void> | undefined {
    this.#position += count;
    this.contents += count;
    this.#progress.figures.messages += count;
    return bytes && this.#parse(bytes);
  }

  #parse(bytes: Uint8Array, messages?: EventSourceMessage[]): Promise<void> | undefined {
    const entries: StreamEntry[] = messages ?? [];
    const errorCode = messages === undefined ? this.#parser.parse(bytes, entries) : ErrorCode.none;
    this.#bytesParsed += bytes.length;
    let delivered = 0;
    for (const entry of entries) {
      const result = this.#deliverInTurn(entry);
      // Awaiting a value that is not a promise would cost a microtask turn per message.
      if (isPromiseLike(result)) {
        return this.#deliverAfter(result, entries.slice(delivered), errorCode);
      }
      delivered += 1;
    }
    this.#finishPiece(errorCode, delivered);
    return undefined;
  }

  /** `result` is the result of the handler of the first entry. */
  async #deliverAfter(
    result: unknown,
    entries: readonly StreamEntry[],
    errorCode: number,
  ): Promise<void> {
    for (const [index, entry] of entries.entries()) {
      const pending = index > 0 ? this.#deliverInTurn(entry) : result;
      try {
        await pending;
      } catch (thrown) {
        throw thrown instanceof Failure
          ? thrown
          : messageRefused(isComment(entry) ? 'oncomment' : 'onmessage', thrown);
      }
    }
    this.#finishPiece(errorCode, entries.length);
  }

  /** If comments are delivered, waits for `ready`, so that a comment keeps its position between two calls of `next()`. */
  #deliverInTurn(entry: StreamEntry): unknown {
    const waiting = this.#oncomment && this.#untilReady();
    return waiting === undefined ? this.#deliver(entry) : waiting.then(() => this.#deliver(entry));
  }

  #finishPiece(errorCode: number, delivered: number): void {
    if (delivered > 0) {
      this.#detach();
    }
    if (errorCode !== ErrorCode.none && !this.isClosed()) {
      throw parserFailed(this.#maxEventBytes, errorCode);
    }
  }

  #detach(): void {
    if (this.#bytesParsed > SMALL_TEXT_BYTES) {
      const progress = this.#progress;
      progress.lastEventId = this.#detachId(progress.lastEventId);
      progress.cursor = this.#detachCursor(progress.cursor);
    }
    this.#bytesParsed = 0;
  }

  /** Updates the state of the stream, calls the handler of the entry, and returns its result. */
  #deliver(entry: StreamEntry): unknown {
    if (this.isClosed()) {
      return undefined;
    }
    const progress = this.#progress;
    // Copied, because a call as a method would pass `this` to functions of the user.
    const oncomment = this.#oncomment;
    const dataOfLine = this.#dataOfLine;
    const isTerminal = this.#isTerminal;
    const isKeepAlive = this.#isKeepAlive;
    const dedupe = this.#dedupe;
    const cursor = this.#cursor;
    const onmessage = this.#onmessage;
    // The name of the running handler, for errors. One function calls all handlers, because further calls are slow.
    let calling = 'oncomment';
    try {
      if (entry instanceof StreamState) {
        progress.lastEventId = entry.lastEventId ?? progress.lastEventId;
        progress.reconnectionTime = entry.reconnectionTime ?? progress.reconnectionTime;
        return undefined;
      }
      let message: EventSourceMessage;
      if (entry instanceof IgnoredLine) {
        if (isComment(entry)) {
          return this.#isEnded ? undefined : oncomment?.(entry.value);
        }
        calling = 'dataOfLine';
        // Removes the space that LINE_END has appended.
        const line =
          this.#isEnded && this.#isWhole === undefined ? entry.line.slice(0, -1) : entry.line;
        const isNone = line === '' || entry.kind === 'invalid-retry';
        const data = isNone ? undefined : dataOfLine?.(line);
        if (data === undefined || this.isClosed()) {
          return undefined;
        }
        message = { data, event: '', id: '', retry: undefined };
      } else {
        message = entry;
        if (this.#isEnded && this.#isWhole?.(message) === false) {
          return undefined;
        }
      }
      calling = 'isTerminal';
      progress.complete ||= isTerminal?.(message) ?? false;
      if (this.isClosed()) {
        return undefined;
      }
      calling = 'isKeepAlive';
      if (!isKeepAlive?.(message)) {
        this.contents += 1;
      }
      if (this.isClosed()) {
        return undefined;
      }
      calling = 'dedupe';
      const key = dedupe?.(message, this.#position);
      this.#position += 1;
      if (this.isClosed()) {
        return undefined;
      }
      const isKnown = message.id !== '' && progress.ids.add(message.id);
      const repeated = this.#isRepeated?.(message);
      if (this.isClosed()) {
        return undefined;
      }
      if (key === undefined && repeated === undefined && isKnown) {
        if (this.#isResumed) {
          throw startedOver(message.id);
        }
        progress.startedOver = true;
      }
      if (message.id !== '') {
        progress.lastEventId = message.id;
      }
      if (repeated || (key !== undefined && progress.keys.add(key, 0) !== undefined)) {
        return undefined;
      }
      calling = 'cursor';
      if (cursor !== undefined) {
        progress.cursor = cursor(message) ?? progress.cursor;
      }
      if (this.isClosed()) {
        return undefined;
      }
      progress.figures.messages += 1;
      calling = 'onmessage';
      return onmessage?.(message);
    } catch (thrown) {
      throw thrown instanceof Failure ? thrown : messageRefused(calling, thrown);
    }
  }
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}
