// The options of fetchEventSource.
import type { EventSourceMessage } from '../types.js';
import { aFunction, type Options } from './checks.js';
import type { MessageStreamInit } from './message-stream-init.js';

/**
 * Options of {@link fetchEventSource}: those of `fetch`, those of the stream, and handlers.
 *
 * In each attempt, `fetch` is called first, then `onopen`, `onmessage` for each message, and `onclose` at the end of the
 * stream. If one of them fails or throws, `onerror` is called.
 */
export interface FetchEventSourceInit<Cursor = unknown> extends MessageStreamInit<Cursor> {
  /**
   * Aborts the stream: the promise resolves and the connection is closed. After that, only `onstate` is called. `fetch` is
   * passed another signal, one for each attempt.
   */
  signal?: AbortSignal | null | undefined;
  /**
   * Called for the response of every attempt, before its body is read. If it returns a promise, messages wait for it.
   *
   * **It replaces the built-in checks**, as in `@microsoft/fetch-event-source`: if it returns, the response is read as an
   * event stream, whatever its status and content type. Throw to refuse a response: `onerror` is called, and if `onerror`
   * does not throw, another attempt follows. Without `onopen`, a response is refused with a {@link ResponseError} unless its
   * status is 2xx and its content type is `text/event-stream`.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onopen?: ((response: Response) => any) | undefined;
  /**
   * Called for every message in order, regardless of event type. If it returns a promise, the next message waits for it.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onmessage?: ((message: EventSourceMessage) => any) | undefined;
  /**
   * Called at the end of the stream, before the promise resolves. Throw to ask for another attempt.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onclose?: (() => any) | undefined;
  /**
   * Called for every failure with an {@link EventStreamError}, or with the value that a handler threw. It decides what
   * follows:
   *
   * - If it throws, the promise rejects with that value.
   * - If it returns a number, another attempt follows after that many milliseconds (at least 10). `NaN` and negative numbers
   *   leave the delay to the retry policy.
   * - If it returns nothing, the retry policy decides.
   *
   * `retry.maxAttempts` and `retry.maxElapsed` hold in every case. It is not called for an abort. Without it, the retry
   * policy decides, and an error thrown by `onmessage` ends the stream.
   */
  // The peer's type: handlers in the wild declare their own types for the error.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onerror?: ((error: any) => ErrorAnswer | Promise<ErrorAnswer>) | undefined;
}

// Also the peer's type: a handler without a return value has the type void.
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
