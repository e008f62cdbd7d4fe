// eventStream: the asynchronous iterator. It sends the request, and reads the body, only while a step waits.
import { StepReader } from '../connecting/step-reader.js';
import { Steps } from '../connecting/steps.js';
import { responseOptions } from '../connecting/response-options.js';
import { givenOptions } from '../options/checks.js';
import {
  OBSERVER,
  type EventStreamInit,
  type ResponseStreamInit,
} from '../options/event-stream-init.js';
import { MESSAGES } from '../options/message-stream-init.js';
import { STREAM } from '../options/stream-init.js';
import { realEnvironment, type Environment } from '../platform/environment.js';
import { isRequest } from '../request/request-parts.js';
import type { EventSourceMessage, StreamInput } from '../types.js';

/** `await using`, where the compiler's library knows it. */
type AsyncDisposer = SymbolConstructor extends { readonly asyncDispose: infer Key extends symbol }
  ? Key extends keyof AsyncGenerator
    ? Pick<AsyncGenerator, Key>
    : Readonly<Record<Key, () => Promise<void>>>
  : object;

/**
 * The messages of an event stream, for one `for await`. Returned by {@link eventStream}. `await using` closes it, if the
 * engine and the compiler's library support that.
 */
export interface EventStream extends AsyncIterable<EventSourceMessage>, AsyncDisposer {
  /**
   * The last event ID of the stream; `''` until the stream sets one. It persists across messages and attempts.
   */
  readonly lastEventId: string;
  /** The newest response; `undefined` before the first. Do not read its body. */
  readonly response: Response | undefined;
  /**
   * Ends the stream at once: the connection is closed, and steps that wait resolve to the end of the stream. Calling it
   * again does nothing.
   */
  close(): void;
  /**
   * Resolves to the next message. The first call sends the request. Rejects once if the stream fails: with an
   * {@link EventStreamError}, or with the reason of the signal.
   */
  next(): Promise<IteratorResult<EventSourceMessage, undefined>>;
  /** The same as `close`. Called by `break`. */
  return(): Promise<IteratorReturnResult<undefined>>;
  /** Returns the stream itself. Throws a TypeError when called again, because a stream is read once. */
  [Symbol.asyncIterator](): this;
}

/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Requests an event stream with any method, headers and body: `for await (const message of eventStream(url))`. The loop ends
 * when the stream ends, and throws if it fails. `break` closes the connection. The body is read no faster than the loop runs.
 *
 * A Response that you have is read instead of a request: `eventStream(response)`. It is not requested again, whatever fails.
 *
 * Failed attempts are retried as by {@link fetchEventSource} without `onerror`. Throws a TypeError or a RangeError for invalid
 * options.
 *
 * A stream that is dropped between two steps is closed when it is garbage collected, unless a handler refers to it.
 *
 * {@link https://html.spec.whatwg.org/#server-sent-events | HTML standard, server-sent events}
 *
 * @param input - What `fetch` takes, a URL or a Request; or a Response whose body has not been read.
 * @param init - Options of `fetch`, and the stream's own. With a Response, a TypeError is thrown for options about requests.
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
export function eventStream(input: Response, init?: ResponseStreamInit): EventStream;
export function eventStream(input: StreamInput, init: EventStreamInit<any> = {}): EventStream {
  return streamOfMessages(input, init, realEnvironment);
}
/* eslint-enable @typescript-eslint/no-explicit-any */

/**
 * {@link eventStream} with time and chance of the caller's making: for tests.
 *
 * @internal
 */
export function streamOfMessages(
  input: StreamInput,
  init: EventStreamInit,
  environment: Environment,
): EventStream {
  const { own, request } = givenOptions(init, STREAM, MESSAGES, OBSERVER);
  const { signal, onopen, ...handlers } = own;
  const reader = new StepReader<EventSourceMessage>(
    responseOptions(input, { own, request }, environment),
    ({ deliver }) => ({ ...handlers, onresponse: onopen, onmessage: deliver }),
    { signal: signal ?? (isRequest(input) ? input.signal : undefined) },
  );
  const { close, progress } = reader;
  return Object.defineProperties(new Steps(reader), {
    close: { value: close },
    lastEventId: { get: () => reader.lastEventId },
    response: { get: () => progress.response },
  }) as unknown as EventStream;
}
