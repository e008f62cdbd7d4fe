// The options of fetchEventSource.
import type { EventSourceMessage } from '../types.js';
import { aFunction, type Options } from './checks.js';
import type { MessageStreamInit } from './message-stream-init.js';

/**
 * Options of {@link fetchEventSource}: those of `fetch`, the stream's own, and what is called back.
 *
 * For each attempt: `fetch`, `onopen`, `onmessage` for each message, and at the end of the stream `onclose`. A failure
 * anywhere among them, a handler that throws included, goes to `onerror`.
 */
export interface FetchEventSourceInit<Cursor = unknown> extends MessageStreamInit<Cursor> {
  /**
   * Ends the stream: the promise resolves, the connection is closed and, but for `onstate`, no handler is called any more.
   * `fetch` gets a signal of its own for each attempt.
   */
  signal?: AbortSignal | null | undefined;
  /**
   * Called for the response of every attempt, before its body is read. If it returns a promise, messages wait for it.
   *
   * **It replaces the built-in checks**, as in `@microsoft/fetch-event-source`: a response for which it returns is read as
   * an event stream, whatever its status and content type. Throw to refuse a response: the error goes to `onerror`, and
   * unless `onerror` throws, another attempt follows. Without `onopen` a response is refused with a {@link ResponseError}
   * unless its status is 2xx and its content type is `text/event-stream`.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onopen?: ((response: Response) => any) | undefined;
  /**
   * Called for every message in order, regardless of event type. If it returns a promise, the next message waits for it.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onmessage?: ((message: EventSourceMessage) => any) | undefined;
  /**
   * Fires when the stream comes to its end; then the promise resolves. Throw to ask for another attempt.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onclose?: (() => any) | undefined;
  /**
   * Fires for every failure: an {@link EventStreamError}, or the very value that a handler threw. What it does decides:
   * it throws, and the promise rejects with that value; it answers a number, and the next attempt follows after so many
   * milliseconds (at least 10; `NaN` and negative numbers leave the delay to the policy); it answers nothing, and the
   * retry policy decides. Within `retry.maxAttempts` and `retry.maxElapsed` in any case.
   *
   * Not called for an abort. Without it the policy decides, and an error thrown by `onmessage` ends the stream.
   */
  // The peer's type: handlers in the wild declare their own types for the error.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onerror?: ((error: any) => ErrorAnswer | Promise<ErrorAnswer>) | undefined;
}

// The peer's type as well: a handler that answers nothing is declared with void.
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type
type ErrorAnswer = number | null | undefined | void;

/** The options of {@link FetchEventSourceInit} besides those of {@link MessageStreamInit}. */
export const CALLBACKS: Options<
  Exclude<keyof FetchEventSourceInit, keyof MessageStreamInit | 'signal'>
> = {
  onopen: aFunction,
  onmessage: aFunction,
  onclose: aFunction,
  onerror: aFunction,
};
