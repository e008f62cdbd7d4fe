// The body of one response: its bytes through the parser, and what comes out to the handlers, in order.
import { EventStreamParser } from '../parsing/event-stream-parser.js';
import { IgnoredLine, StreamState, type StreamEntry } from '../parsing/stream-entry.js';
import type { EventSourceMessage } from '../types.js';
import type { Runtime } from '../runtime/load.js';
import { ErrorCode } from '../runtime/module.js';
import { createDetacher } from '../parsing/detacher.js';
import { Failure, messageRefused, parserFailed, startedOver } from '../request/failure.js';
import type { StreamHandlers } from './handlers.js';
import type { StreamProgress } from './progress.js';

/** What is parsed before its messages are delivered. Chunks may be of megabytes, whose messages would all wait in memory. */
export const PIECE_BYTES = 64 * 1024;

/** A text of so many bytes may be kept alive by what was cut from it: a copy would cost as much as a small message. */
const SMALL_TEXT_BYTES = 1024;

/** Ends a line, and with the space no block: an event that is unfinished at the end of the body is dropped. */
const LINE_END = Uint8Array.of(0x20, 0x0a);
/** Ends a line and a block. */
const BLOCK_END = Uint8Array.of(0x0a, 0x0a);

export interface Delivery {
  /** Messages so far, those that `dedupe` knows included, and without those that only keep the connection alive. */
  readonly contents: () => number;
  /**
   * Parses the next bytes and calls the handlers. Messages are made by the 64 KiB, before the first handler of them runs,
   * which may use other parsers. Answers a promise only where a handler did. Throws a `Failure`, or rejects with it.
   */
  readonly receive: (bytes: Uint8Array) => Promise<void> | undefined;
  /** The end of the body, which ends a line where lines are read. */
  readonly end: () => Promise<void> | undefined;
  /** Nothing is delivered after it. */
  close(): void;
}

/** `isResumed`: the request continues a stream, and fails if it delivers an event ID of an earlier attempt again. */
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
  /** Since the newest entry: what the next texts are at most cut from. */
  let bytesParsed = 0;
  let position = 0;
  let contents = 0;
  let ended = false;
  let closed = false;

  /** A function, because the compiler takes a variable for unchanged by what is called. */
  const isClosed = (): boolean => closed;

  function receive(bytes: Uint8Array, from = 0): Promise<void> | undefined {
    for (let at = from; at < bytes.length && !closed;) {
      const waiting = at > 0 ? ready?.() : undefined;
      if (waiting !== undefined) {
        return waiting.then(() => receive(bytes, at));
      }
      // A view of a small chunk would cost as much as its parsing.
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
      const answer = deliverInTurn(entry);
      // Awaiting what is no promise would put a turn of the microtask queue between any two messages.
      if (isPromiseLike(answer)) {
        return deliverAfter(answer, entries.slice(delivered), errorCode);
      }
      delivered += 1;
    }
    finishPiece(errorCode, delivered);
    return undefined;
  }

  /** `entries` begins with the one whose handler answered `answer`. */
  async function deliverAfter(
    answer: unknown,
    entries: readonly StreamEntry[],
    errorCode: number,
  ): Promise<void> {
    for (const [index, entry] of entries.entries()) {
      const pending = index > 0 ? deliverInTurn(entry) : answer;
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

  /** Comments keep their place among messages that are asked for one by one. */
  function deliverInTurn(entry: StreamEntry): unknown {
    const waiting = oncomment && ready?.();
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

  /** Brings the stream's state up to date, calls the entry's handler, if it has one, and answers what that answers. */
  function deliver(entry: StreamEntry): unknown {
    if (closed) {
      return undefined;
    }
    // For what a handler throws. One function calls them all, because a call for each takes longer than a small message.
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
        // Without what ended it.
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
