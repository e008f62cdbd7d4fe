// eventStream: the asynchronous iterator. Nothing is requested, and nothing read, before it is asked for.
import { realEnvironment, type Environment } from '../../platform/environment.js';
import { OBSERVER, type EventStreamInit } from '../../options/event-stream-init.js';
import { MESSAGES } from '../../options/message-stream-init.js';
import { givenOptions } from '../../options/checks.js';
import { isRequest } from '../../request/request-parts.js';
import { END, StepQueue, type Step } from './step-queue.js';
import { STREAM } from '../../options/stream-init.js';
import { streamOptions } from '../../connecting/stream-options.js';
import { heldBy } from './weak-functions.js';
import type { EventSourceMessage } from '../../types.js';

declare global {
  // Beside the library's own it adds nothing; where a compiler or a program has none, the name alone would not compile.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface AsyncDisposable {}
}

/**
 * The messages of an event stream, for one `for await`. Made by {@link eventStream}. `await using` closes it, where the
 * engine and the compiler's library know that.
 */
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
}

/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Requests an event stream with any method, headers and body, for `for await (const message of eventStream(url))`. The
 * loop ends with the stream; `break` closes the connection; the body is read no faster than the loop goes.
 *
 * Failures are followed by further attempts as {@link fetchEventSource} makes them without `onerror`; the step that waits
 * rejects when none follows. Throws a TypeError or a RangeError for options that are none.
 *
 * A stream that is dropped, not closed, is closed when it is collected, and no handler is told. That is not before a step
 * that waits is answered: whether its promise has been dropped as well, nobody can know.
 *
 * {@link https://html.spec.whatwg.org/#server-sent-events | HTML standard, server-sent events}
 *
 * @param input - What `fetch` takes: a URL or a Request.
 * @param init - Options of `fetch`, and the stream's own.
 */
export function eventStream<Cursor = any>(
  input: string | URL | Request,
  // Only a call with a cursor has a type to infer. Handlers of other calls may refer to the stream freely.
  init: EventStreamInit<Cursor> & { cursor: (message: EventSourceMessage) => Cursor | undefined },
): EventStream;
export function eventStream(
  input: string | URL | Request,
  init?: EventStreamInit<any>,
): EventStream;
export function eventStream(
  input: string | URL | Request,
  init: EventStreamInit<any> = {},
): EventStream {
  return streamOfMessages(input, init, realEnvironment);
}
/* eslint-enable @typescript-eslint/no-explicit-any */

/**
 * {@link eventStream} with time and chance of the caller's making: for tests.
 *
 * @internal
 */
export function streamOfMessages(
  input: string | URL | Request,
  init: EventStreamInit,
  environment: Environment,
): EventStream {
  return new MessageIterator(input, init, environment);
}

class MessageIterator implements EventStream {
  declare readonly [Symbol.asyncDispose]: () => Promise<void>;
  readonly #steps: StepQueue<EventSourceMessage>;
  /** The caller's, by name. They may refer to this iterator, and are held by nothing else. */
  readonly #functions: Record<string, unknown> = {};
  #iterated = false;

  constructor(input: string | URL | Request, init: EventStreamInit, environment: Environment) {
    const { own, request } = givenOptions(init, STREAM, MESSAGES, OBSERVER);
    const { signal, onopen, ...streamInit } = own;
    const held = heldBy(this.#functions, { ...streamInit, onresponse: onopen });
    const options = streamOptions(input, { own: held, request }, environment);
    const stops = signal ?? (isRequest(input) ? input.signal : undefined);
    this.#steps = new StepQueue<EventSourceMessage>(
      options,
      (onmessage) => ({ ...held, onmessage }),
      stops,
    );
    // The name is undefined in an engine that does not know it.
    if (typeof Symbol.asyncDispose === 'symbol') {
      Object.defineProperty(this, Symbol.asyncDispose, {
        value: () => this.return().then(() => undefined),
      });
    }
  }

  get lastEventId(): string {
    return this.#steps.lastEventId;
  }

  get response(): Response | undefined {
    return this.#steps.response;
  }

  [Symbol.asyncIterator](): this {
    if (this.#iterated) {
      throw new TypeError('Expected a stream to be iterated once, got a second iteration');
    }
    this.#iterated = true;
    return this;
  }

  next(): Promise<Step<EventSourceMessage>> {
    return this.#steps.next(this);
  }

  return(): Promise<typeof END> {
    this.close();
    return Promise.resolve(END);
  }

  close(): void {
    this.#steps.close();
  }
}
