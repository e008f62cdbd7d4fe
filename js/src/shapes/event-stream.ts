// eventStream: the asynchronous iterator. Nothing is requested, and nothing read, before it is asked for.
import { StepReader } from '../connecting/step-reader.js';
import { closingAtOnce, itemsOf } from '../connecting/steps.js';
import { streamOptions } from '../connecting/stream-options.js';
import { givenOptions } from '../options/checks.js';
import { OBSERVER, type EventStreamInit } from '../options/event-stream-init.js';
import { MESSAGES } from '../options/message-stream-init.js';
import { STREAM } from '../options/stream-init.js';
import { realEnvironment, type Environment } from '../platform/environment.js';
import { isRequest } from '../request/request-parts.js';
import type { EventSourceMessage } from '../types.js';

/** `await using`, where the compiler's library knows it. */
type AsyncDisposer = SymbolConstructor extends { readonly asyncDispose: infer Key extends symbol }
  ? Key extends keyof AsyncGenerator
    ? Pick<AsyncGenerator, Key>
    : Readonly<Record<Key, () => Promise<void>>>
  : object;

/**
 * The messages of an event stream, for one `for await`. Made by {@link eventStream}. `await using` closes it, where the
 * engine and the compiler's library know that.
 */
export interface EventStream extends AsyncIterable<EventSourceMessage>, AsyncDisposer {
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
 * A stream that is dropped between two steps is closed when it is garbage collected, unless a handler refers to it.
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
  const { own, request } = givenOptions(init, STREAM, MESSAGES, OBSERVER);
  const { signal, onopen, ...handlers } = own;
  const reader = new StepReader<EventSourceMessage>(
    streamOptions(input, { own, request }, environment),
    (onmessage) => ({ ...handlers, onresponse: onopen, onmessage }),
    signal ?? (isRequest(input) ? input.signal : undefined),
  );
  const { close, progress } = reader;
  return Object.defineProperties(closingAtOnce(itemsOf(reader), close), {
    close: { value: close },
    lastEventId: { get: () => progress.lastEventId ?? '' },
    response: { get: () => progress.response },
  }) as unknown as EventStream;
}
