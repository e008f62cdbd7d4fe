// The options of fetchEventSource.
import type { EventSourceMessage } from '../types.js';
import { aFunction, type Options } from './checks.js';
import type { MessageStreamInit } from './message-stream-init.js';

/**
 * Options of {@link fetchEventSource}: the options of `fetch`, those of {@link MessageStreamInit}, and the handlers.
 *
 * Each attempt calls `fetch`, then `onopen`, then `onmessage` for every message, and `onclose` at the end of the body. If the
 * attempt fails or a handler throws, `onerror` is called.
 */
export interface FetchEventSourceInit<Cursor = unknown> extends MessageStreamInit<Cursor> {
  /**
   * Aborts the stream: the connection is closed, and the promise resolves. After that, only `onstate` is called. `fetch`
   * receives a different signal in each attempt.
   */
  signal?: AbortSignal | null | undefined;
  /**
   * Called for the response of every attempt, before its body is read. If it returns a promise, messages wait for it.
   *
   * **It replaces the built-in checks**, as in `@microsoft/fetch-event-source`. If it returns, the response is read as an
   * event stream, regardless of its status and content type. To refuse the response, throw. `onerror` is then called, and
   * another attempt follows unless `onerror` throws.
   *
   * Without `onopen`, a response is refused with a {@link ResponseError} unless its status is 2xx and its content type is
   * `text/event-stream`.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onopen?: ((response: Response) => any) | undefined;
  /**
   * Called for every message in order, regardless of event type. If it returns a promise, the next message waits for it.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onmessage?: ((message: EventSourceMessage) => any) | undefined;
  /**
   * Called at the end of the body, before the promise resolves. To request another attempt, throw.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onclose?: (() => any) | undefined;
  /**
   * Called for every failure, with an {@link EventStreamError} or with the value that a handler threw. It decides what
   * happens next:
   *
   * - If it throws, the promise rejects with that value.
   * - If it returns a number, another attempt follows after that many milliseconds (at least 10). For `NaN` and negative
   *   numbers, the retry policy sets the delay.
   * - If it returns nothing, the retry policy decides.
   *
   * `retry.maxAttempts` and `retry.maxElapsed` apply in every case. It is not called for an abort. Without `onerror`, the
   * retry policy decides, and if `onmessage` throws, the promise rejects.
   */
  // As in @microsoft/fetch-event-source: existing handlers declare their own types for the error.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onerror?: ((error: any) => ErrorAnswer | Promise<ErrorAnswer>) | undefined;
}

// Void is the type of a handler that returns nothing.
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type
type ErrorAnswer = number | null | undefined | void;

/** The options that {@link FetchEventSourceInit} adds to {@link MessageStreamInit}. */
export const CALLBACKS: Options<
  Exclude<keyof FetchEventSourceInit, keyof MessageStreamInit | 'signal'>
> = {
  onopen: aFunction,
  onmessage: aFunction,
  onclose: aFunction,
  onerror: aFunction,
};
