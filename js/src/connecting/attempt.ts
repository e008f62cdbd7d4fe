// One attempt from request to end of stream: opens a connection, has its response accepted, and delivers its messages.
import { EventStreamParser } from '../parsing/event-stream-parser.js';
import { StreamState, type StreamEntry } from '../parsing/stream-entry.js';
import { load, type Runtime } from '../runtime/load.js';
import { ErrorCode } from '../runtime/module.js';
import { Connection } from './connection.js';
import { Failure } from './failure.js';
import { checkResponse } from './response-check.js';
import type { StreamHandlers, StreamOptions, StreamProgress } from './stream.js';

export class Attempt {
  readonly #options: StreamOptions;
  readonly #handlers: StreamHandlers;
  readonly #progress: StreamProgress;
  readonly #connection = new Connection();
  #parser: EventStreamParser | undefined;
  #closed = false;

  constructor(options: StreamOptions, handlers: StreamHandlers, progress: StreamProgress) {
    this.#options = options;
    this.#handlers = handlers;
    this.#progress = progress;
  }

  get response(): Response | undefined {
    return this.#connection.response;
  }

  /** Resolves at the end of the stream, and after `close`; throws a `Failure`. */
  async run(): Promise<void> {
    const { request, fetch } = this.#options;
    const opening = this.#connection.open(request, this.#progress.lastEventId, fetch);
    // The module is compiled while the request is on its way, and never holds it up.
    const loading = load().catch((cause: unknown) => Failure.runtimeUnavailable(cause));
    await this.#accept(await opening);
    const runtime = await loading;
    if (runtime instanceof Failure) {
      throw runtime;
    }
    await this.#read(runtime);
    if (!this.#isClosed()) {
      await callAsking('onclose', this.#handlers.onclose);
    }
  }

  /** Ends the attempt at once: nothing is delivered after it. */
  close(): void {
    this.#closed = true;
    this.#connection.close();
    this.#parser?.free();
  }

  /** A method, because the compiler takes a field for unchanged by what is awaited. */
  #isClosed(): boolean {
    return this.#closed;
  }

  async #accept(response: Response): Promise<void> {
    if (this.#isClosed()) {
      return;
    }
    if (this.#handlers.onopen === undefined) {
      await checkResponse(response, this.#options.environment);
    } else {
      await callAsking('onopen', this.#handlers.onopen, response);
    }
  }

  async #read(runtime: Runtime): Promise<void> {
    if (this.#isClosed()) {
      return;
    }
    const { maxEventBytes } = this.#options;
    const parser = (this.#parser = new EventStreamParser(runtime, maxEventBytes));
    for (;;) {
      const bytes = await this.#connection.read();
      if (bytes === undefined || this.#isClosed()) {
        return;
      }
      // All messages of a chunk are made before the first handler runs: a handler may use other parsers.
      const entries: StreamEntry[] = [];
      const errorCode = parser.parse(bytes, entries);
      await this.#deliver(entries);
      if (errorCode !== ErrorCode.none) {
        throw Failure.parser(errorCode, maxEventBytes);
      }
    }
  }

  async #deliver(entries: readonly StreamEntry[]): Promise<void> {
    const handlers = this.#handlers;
    const progress = this.#progress;
    for (const entry of entries) {
      if (this.#isClosed()) {
        return;
      }
      if (entry instanceof StreamState) {
        progress.lastEventId = entry.lastEventId ?? progress.lastEventId;
        progress.reconnectionTime = entry.reconnectionTime ?? progress.reconnectionTime;
        continue;
      }
      progress.lastEventId = entry.id || progress.lastEventId;
      progress.messages += 1;
      try {
        const answer = handlers.onmessage?.(entry);
        // Awaiting what is no promise would put a turn of the microtask queue between any two messages.
        if (isPromiseLike(answer)) {
          await answer;
        }
      } catch (thrown) {
        throw Failure.message(thrown);
      }
    }
  }
}

/** Calls `onopen` or `onclose`, which throw to ask for another attempt. */
async function callAsking<Arguments extends unknown[]>(
  name: string,
  handler: ((...args: Arguments) => unknown) | undefined,
  ...args: Arguments
): Promise<void> {
  try {
    await handler?.(...args);
  } catch (thrown) {
    throw Failure.handler(name, thrown, true);
  }
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}
