// The body of one response: its bytes through the parser, and what comes out to the handlers, in order.
import { EventStreamParser } from '../parsing/event-stream-parser.js';
import { IgnoredLine, StreamState, type StreamEntry } from '../parsing/stream-entry.js';
import type { Runtime } from '../runtime/load.js';
import { ErrorCode } from '../runtime/module.js';
import { Failure } from './failure.js';
import type { StreamHandlers, StreamProgress } from './stream.js';

export class Interpreter {
  readonly #parser: EventStreamParser;
  readonly #maxEventBytes: number;
  readonly #handlers: StreamHandlers;
  readonly #progress: StreamProgress;
  #position = 0;
  #closed = false;

  constructor(
    runtime: Runtime,
    maxEventBytes: number,
    handlers: StreamHandlers,
    progress: StreamProgress,
  ) {
    this.#parser = new EventStreamParser(runtime, maxEventBytes, handlers.oncomment !== undefined);
    this.#maxEventBytes = maxEventBytes;
    this.#handlers = handlers;
    this.#progress = progress;
  }

  /** Messages so far, those that `dedupe` knows included. */
  get position(): number {
    return this.#position;
  }

  /**
   * Parses the next bytes and calls the handlers: all messages of the bytes are made before the first of them runs, which
   * may use other parsers. Answers a promise only where a handler did. Throws a `Failure`, or rejects with it.
   */
  interpret(bytes: Uint8Array): Promise<void> | undefined {
    const entries: StreamEntry[] = [];
    const errorCode = this.#parser.parse(bytes, entries);
    let delivered = 0;
    for (const entry of entries) {
      const answer = this.#deliver(entry);
      // Awaiting what is no promise would put a turn of the microtask queue between any two messages.
      if (isPromiseLike(answer)) {
        return this.#deliverAfter(answer, entries.slice(delivered), errorCode);
      }
      delivered += 1;
    }
    this.#check(errorCode);
    return undefined;
  }

  /** Nothing is delivered after it. */
  close(): void {
    this.#closed = true;
    this.#parser.free();
  }

  /** `entries` begins with the one whose handler answered `answer`. */
  async #deliverAfter(
    answer: PromiseLike<unknown>,
    entries: readonly StreamEntry[],
    errorCode: number,
  ): Promise<void> {
    let pending: unknown = answer;
    for (const [index, entry] of entries.entries()) {
      if (index > 0) {
        pending = this.#deliver(entry);
      }
      try {
        await pending;
      } catch (thrown) {
        throw Failure.delivery(handlerOf(entry), thrown);
      }
    }
    this.#check(errorCode);
  }

  /** Brings the stream's state up to date, calls the entry's handler, if it has one, and answers what that answers. */
  #deliver(entry: StreamEntry): unknown {
    if (this.#closed) {
      return undefined;
    }
    const [handlers, progress] = [this.#handlers, this.#progress];
    if (entry instanceof StreamState) {
      progress.lastEventId = entry.lastEventId ?? progress.lastEventId;
      progress.reconnectionTime = entry.reconnectionTime ?? progress.reconnectionTime;
      return undefined;
    }
    if (entry instanceof IgnoredLine) {
      return entry.kind === 'comment'
        ? call('oncomment', handlers.oncomment, entry.value)
        : undefined;
    }
    progress.complete ||= call('isTerminal', handlers.isTerminal, entry) ?? false;
    progress.lastEventId = entry.id || progress.lastEventId;
    const position = this.#position;
    this.#position += 1;
    if (progress.keys.seen(call('dedupe', handlers.dedupe, entry, position))) {
      return undefined;
    }
    progress.cursor = call('cursor', handlers.cursor, entry) ?? progress.cursor;
    progress.messages += 1;
    return call('onmessage', handlers.onmessage, entry);
  }

  #check(errorCode: number): void {
    if (errorCode !== ErrorCode.none && !this.#closed) {
      throw Failure.parser(errorCode, this.#maxEventBytes);
    }
  }
}

/** Calls a handler that takes what the stream says. Throws a `Failure` for what it throws. */
function call<Arguments extends unknown[], Answer>(
  name: string,
  handler: ((...args: Arguments) => Answer) | undefined,
  ...args: Arguments
): Answer | undefined {
  try {
    return handler?.(...args);
  } catch (thrown) {
    throw Failure.delivery(name, thrown);
  }
}

function handlerOf(entry: StreamEntry): string {
  return entry instanceof IgnoredLine ? 'oncomment' : 'onmessage';
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}
