/// <reference lib="esnext.disposable" preserve="true" />
// eventStream: the asynchronous iterator. Nothing is requested, and nothing read, before it is asked for.
import { realEnvironment, type Environment } from '../connecting/environment.js';
import { Reconnector } from '../connecting/reconnect.js';
import { isRequest } from '../connecting/request.js';
import { streamOptions, type MessageStreamInit } from '../connecting/stream-init.js';
import type { EventSourceMessage } from '../types.js';

/** Options of {@link eventStream}: those of `fetch`, and the stream's own. */
export interface EventStreamInit extends MessageStreamInit {
  /**
   * Ends the stream: the connection is closed, and steps that wait reject with the signal's reason, or else the next one
   * does.
   */
  signal?: AbortSignal | null | undefined;
}

/** The messages of an event stream, for one `for await`. Made by {@link eventStream}. */
export interface EventStream extends AsyncIterable<EventSourceMessage>, AsyncDisposable {
  /**
   * The last event ID of the stream so far, `''` until it sets one. It persists from message to message and from attempt
   * to attempt.
   */
  readonly lastEventId: string;
  /** The response of the newest attempt that got one; `undefined` before. Its body is the stream's own. */
  readonly response: Response | undefined;
  /**
   * Ends the stream at once: the connection is closed, and steps that wait come to an end without a message. Does nothing
   * when called again.
   */
  close(): void;
  /**
   * The next message. Requests the stream when called for the first time, and reads its body only when called. Rejects,
   * once, with what ended the stream: an {@link EventStreamError}, or the reason of the signal.
   */
  next(): Promise<IteratorResult<EventSourceMessage, undefined>>;
  /** Like `close`; what `break` calls. */
  return(): Promise<IteratorReturnResult<undefined>>;
  /** The stream itself. Throws a TypeError when called again: a stream is read once. */
  [Symbol.asyncIterator](): this;
  /** Like `close`, for `await using`, where the engine knows that. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Requests an event stream with any method, headers and body, for `for await (const message of eventStream(url))`. The
 * loop ends with the stream; `break` closes the connection; the body is read no faster than the loop goes.
 *
 * Failures are followed by further attempts as {@link fetchEventSource} makes them without `onerror`; the step that waits
 * rejects when none follows. Throws a TypeError or a RangeError for options that are none.
 *
 * {@link https://html.spec.whatwg.org/#server-sent-events | HTML standard, server-sent events}
 *
 * @param input - What `fetch` takes: a URL or a Request.
 * @param init - Options of `fetch`, and the stream's own.
 */
export function eventStream(input: RequestInfo | URL, init: EventStreamInit = {}): EventStream {
  return streamOfMessages(input, init, realEnvironment);
}

/**
 * {@link eventStream} with time and chance of the caller's making: for tests.
 *
 * @internal
 */
export function streamOfMessages(
  input: RequestInfo | URL,
  init: EventStreamInit,
  environment: Environment,
): EventStream {
  return new MessageIterator(input, init, environment);
}

type Step = IteratorResult<EventSourceMessage, undefined>;

/** A step that was asked for and has no answer yet. */
interface Waiter {
  resolve(step: Step): void;
  reject(reason: unknown): void;
}

const END = { done: true, value: undefined } as const;

class MessageIterator implements EventStream {
  declare readonly [Symbol.asyncDispose]: () => Promise<void>;
  readonly #reconnector: Reconnector;
  readonly #signal: AbortSignal | undefined;
  readonly #waiters: Waiter[] = [];
  #state: 'unasked' | 'running' | 'ended' = 'unasked';
  /** Lets the connection go on to the next message. */
  #goOn: (() => void) | undefined;
  /** What the next step rejects with, where none waited for it. */
  #failure: { readonly reason: unknown } | undefined;
  #iterated = false;

  constructor(input: RequestInfo | URL, init: EventStreamInit, environment: Environment) {
    const { signal, onopen, oncomment, isTerminal, ...streamInit } = init;
    this.#signal = signal ?? (isRequest(input) ? input.signal : undefined);
    this.#reconnector = new Reconnector(streamOptions(input, streamInit, { environment }), {
      onopen,
      oncomment,
      isTerminal,
      onmessage: (message) => this.#hand(message),
    });
    // The name is undefined in an engine that does not know it.
    if (typeof Symbol.asyncDispose === 'symbol') {
      Object.defineProperty(this, Symbol.asyncDispose, {
        value: () => this.return().then(() => undefined),
      });
    }
  }

  get lastEventId(): string {
    return this.#reconnector.lastEventId;
  }

  get response(): Response | undefined {
    return this.#reconnector.response;
  }

  [Symbol.asyncIterator](): this {
    if (this.#iterated) {
      throw new TypeError('Expected a stream to be iterated once, got a second iteration');
    }
    this.#iterated = true;
    return this;
  }

  next(): Promise<Step> {
    if (this.#state === 'unasked') {
      this.#start();
    }
    if (this.#failure !== undefined) {
      const { reason } = this.#failure;
      this.#failure = undefined;
      // The reason of a signal may be anything.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      return Promise.reject(reason);
    }
    if (this.#state === 'ended') {
      return Promise.resolve(END);
    }
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.#goOn?.();
      this.#goOn = undefined;
    });
  }

  return(): Promise<typeof END> {
    this.close();
    return Promise.resolve(END);
  }

  close(): void {
    this.#failure = undefined;
    this.#end();
  }

  #start(): void {
    this.#state = 'running';
    if (this.#signal?.aborted) {
      this.#abort();
      return;
    }
    this.#signal?.addEventListener('abort', this.#abort);
    this.#reconnector.run().then(
      () => {
        this.#end();
      },
      (error: unknown) => {
        this.#fail(error);
      },
    );
  }

  readonly #abort = (): void => {
    this.#fail(this.#signal?.reason);
  };

  /** Answers a promise that holds the connection up as long as nobody asks for another message. */
  #hand(message: EventSourceMessage): Promise<void> | undefined {
    this.#waiters.shift()?.resolve({ done: false, value: message });
    if (this.#waiters.length > 0) {
      return undefined;
    }
    return new Promise((resolve) => {
      this.#goOn = resolve;
    });
  }

  #fail(reason: unknown): void {
    if (this.#state !== 'running') {
      return;
    }
    const failed = this.#waiters.splice(0);
    this.#end();
    for (const waiter of failed) {
      waiter.reject(reason);
    }
    if (failed.length === 0) {
      this.#failure = { reason };
    }
  }

  #end(): void {
    this.#state = 'ended';
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#reconnector.close();
    for (const waiter of this.#waiters.splice(0)) {
      waiter.resolve(END);
    }
  }
}
