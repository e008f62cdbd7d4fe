// Parses the body of one response and calls the handlers in order.
import { EventStreamParser } from '../parsing/event-stream-parser.js';
import { IgnoredLine, StreamState, type StreamEntry } from '../parsing/stream-entry.js';
import type { EventSourceMessage } from '../types.js';
import type { Runtime } from '../runtime/load.js';
import { ErrorCode } from '../runtime/module.js';
import { createDetacher } from '../parsing/detacher.js';
import { Failure, messageRefused, parserFailed, startedOver } from '../request/failure.js';
import type { StreamHandlers } from './handlers.js';
import type { StreamProgress } from './progress.js';

/** Larger chunks are parsed and delivered in pieces of this size, which limits the memory for their messages. */
export const PIECE_BYTES = 64 * 1024;

/** Texts up to this size are not copied. A substring keeps the whole text alive, but a copy costs as much as a small message. */
const SMALL_TEXT_BYTES = 1024;

/** Ends an unfinished line at the end of the body. An unfinished event is discarded, as the standard requires. */
const LINE_END = Uint8Array.of(0x20, 0x0a);
/** Ends an unfinished line and an unfinished event. */
const BLOCK_END = Uint8Array.of(0x0a, 0x0a);

export interface Delivery {
  /** The number of messages so far. Repeated messages count, keep-alives do not. */
  readonly contents: () => number;
  /**
   * Parses the next bytes and calls the handlers. All messages of a piece are created before the first handler is called,
   * because a handler may use other parsers. Returns a promise only if a handler did. Throws or rejects with a `Failure`.
   */
  readonly receive: (bytes: Uint8Array) => Promise<void> | undefined;
  /** Must be called at the end of the body. If `dataOfLine` is set, delivers the unfinished line. */
  readonly end: () => Promise<void> | undefined;
  /** Stops the delivery. */
  close(): void;
}

/** `isResumed`: whether the request continues a stream. If so, an event ID of an earlier attempt is a failure. */
export function createDelivery(
  runtime: Runtime,
  maxEventBytes: number,
  handlers: StreamHandlers,
  progress: StreamProgress,
  isResumed = false,
): Delivery {
  const { onmessage, oncomment, dataOfLine, isTerminal, isKeepAlive, cursor, dedupe } = handlers;
  const { isRepeated, messagesOf, isWhole, ready, skim } = handlers;
  const reportsIgnoredLines = oncomment !== undefined || dataOfLine !== undefined;
  const parser = new EventStreamParser(runtime, maxEventBytes, reportsIgnoredLines);
  const { figures } = progress;
  const detachId = createDetacher<string | undefined>();
  const detachCursor = createDetacher<unknown>();
  /** The number of bytes since the latest entry. The strings of the next entry are substrings of a text of at most this size. */
  let bytesParsed = 0;
  let position = 0;
  let contents = 0;
  let ended = false;
  let closed = false;

  /** A function, because TypeScript assumes that `closed` does not change during a call. */
  const isClosed = (): boolean => closed;

  /** Returns a promise only if the stream must wait. */
  function untilReady(): Promise<void> | undefined {
    let isReady = true;
    const waiting = ready && new Promise<void>((resolve) => (isReady = ready(resolve)));
    return isReady ? undefined : waiting;
  }

  function receive(bytes: Uint8Array, from = 0): Promise<void> | undefined {
    for (let at = from; at < bytes.length && !closed;) {
      const waiting = at > 0 ? untilReady() : undefined;
      if (waiting !== undefined) {
        return waiting.then(() => receive(bytes, at));
      }
      // Creating a view of a small chunk costs as much as parsing it.
      const piece = bytes.length > PIECE_BYTES ? bytes.subarray(at, at + PIECE_BYTES) : bytes;
      at += piece.length;
      const pending = receivePiece(piece);
      if (pending !== undefined) {
        return pending.then(() => receive(bytes, at));
      }
    }
    return undefined;
  }

  function receivePiece(bytes: Uint8Array): Promise<void> | undefined {
    const messages = ended ? undefined : messagesOf?.(bytes);
    return skim === undefined || messages !== undefined || ended
      ? parse(bytes, messages)
      : skim(bytes, parseRest);
  }

  function parseRest(count: number, bytes: Uint8Array | undefined): Promise<void> | undefined {
    position += count;
    contents += count;
    figures.messages += count;
    return bytes && parse(bytes);
  }

  function parse(bytes: Uint8Array, messages?: EventSourceMessage[]): Promise<void> | undefined {
    const entries: StreamEntry[] = messages ?? [];
    const errorCode = messages === undefined ? parser.parse(bytes, entries) : ErrorCode.none;
    bytesParsed += bytes.length;
    let delivered = 0;
    for (const entry of entries) {
      const result = deliverInTurn(entry);
      // Awaiting a value that is not a promise would cost a microtask turn per message.
      if (isPromiseLike(result)) {
        return deliverAfter(result, entries.slice(delivered), errorCode);
      }
      delivered += 1;
    }
    finishPiece(errorCode, delivered);
    return undefined;
  }

  /** `result` is the result of the handler of the first entry. */
  async function deliverAfter(
    result: unknown,
    entries: readonly StreamEntry[],
    errorCode: number,
  ): Promise<void> {
    for (const [index, entry] of entries.entries()) {
      const pending = index > 0 ? deliverInTurn(entry) : result;
      try {
        await pending;
      } catch (thrown) {
        throw thrown instanceof Failure
          ? thrown
          : messageRefused(isComment(entry) ? 'oncomment' : 'onmessage', thrown);
      }
    }
    finishPiece(errorCode, entries.length);
  }

  /** If comments are delivered, waits for `ready`, so that a comment keeps its position between two calls of `next()`. */
  function deliverInTurn(entry: StreamEntry): unknown {
    const waiting = oncomment && untilReady();
    return waiting === undefined ? deliver(entry) : waiting.then(() => deliver(entry));
  }

  function finishPiece(errorCode: number, delivered: number): void {
    if (delivered > 0) {
      detach();
    }
    if (errorCode !== ErrorCode.none && !closed) {
      throw parserFailed(maxEventBytes, errorCode);
    }
  }

  function detach(): void {
    if (bytesParsed > SMALL_TEXT_BYTES) {
      progress.lastEventId = detachId(progress.lastEventId);
      progress.cursor = detachCursor(progress.cursor);
    }
    bytesParsed = 0;
  }

  /** Updates the state of the stream, calls the handler of the entry, and returns its result. */
  function deliver(entry: StreamEntry): unknown {
    if (closed) {
      return undefined;
    }
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
          return ended ? undefined : oncomment?.(entry.value);
        }
        calling = 'dataOfLine';
        // Removes the space that LINE_END has appended.
        const line = ended && isWhole === undefined ? entry.line.slice(0, -1) : entry.line;
        const isNone = line === '' || entry.kind === 'invalid-retry';
        const data = isNone ? undefined : dataOfLine?.(line);
        if (data === undefined || isClosed()) {
          return undefined;
        }
        message = { data, event: '', id: '', retry: undefined };
      } else {
        message = entry;
        if (ended && isWhole?.(message) === false) {
          return undefined;
        }
      }
      calling = 'isTerminal';
      progress.complete ||= isTerminal?.(message) ?? false;
      if (isClosed()) {
        return undefined;
      }
      calling = 'isKeepAlive';
      if (!isKeepAlive?.(message)) {
        contents += 1;
      }
      if (isClosed()) {
        return undefined;
      }
      calling = 'dedupe';
      const key = dedupe?.(message, position);
      position += 1;
      if (isClosed()) {
        return undefined;
      }
      const isKnown = message.id !== '' && progress.ids.add(message.id);
      const repeated = isRepeated?.(message);
      if (isClosed()) {
        return undefined;
      }
      if (key === undefined && repeated === undefined && isKnown) {
        if (isResumed) {
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
      if (isClosed()) {
        return undefined;
      }
      figures.messages += 1;
      calling = 'onmessage';
      return onmessage?.(message);
    } catch (thrown) {
      throw thrown instanceof Failure ? thrown : messageRefused(calling, thrown);
    }
  }

  return {
    contents: () => contents,
    receive,
    end() {
      ended = true;
      if (dataOfLine === undefined) {
        return undefined;
      }
      return receive(isWhole === undefined ? LINE_END : BLOCK_END);
    },
    close() {
      closed = true;
      detach();
      parser.free();
    },
  };
}

function isComment(entry: StreamEntry): boolean {
  return entry instanceof IgnoredLine && entry.kind === 'comment';
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}
