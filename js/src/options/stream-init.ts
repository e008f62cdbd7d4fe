// The options of every function and class that sends requests.
import type { Fetch, HeadersSource } from '../types.js';
import { aFunction, aNumber, isObject, type Options } from './checks.js';
import { RETRY, type RetryOptions } from './retry-options.js';
import { TIMEOUTS, type Timeouts } from './timeouts.js';

/**
 * Options of every function and class that sends requests. Options that are not listed are passed to `fetch` unchanged.
 *
 * `undefined` selects the default, and so does `null` for functions, `headers` and `signal`. Invalid options throw before a
 * request is sent:
 *
 * - a TypeError for a value of the wrong type, for `retry.maxAttempts` below 1, for a name that differs from an option only
 *   in case, for an unknown `on…` handler, and for a `body` that is a plain object or an array,
 * - a RangeError for a number out of range in `timeouts`, `retry.statuses` or `maxEventBytes`.
 */
export interface StreamInit extends Omit<RequestInit, 'headers' | 'signal'> {
  /**
   * The headers of the request, or a function (sync or async) that returns them and is called before every attempt. Headers
   * whose value is `undefined` or `null` are omitted. `accept: text/event-stream` is added if there is no `accept` header,
   * and `last-event-id` after the stream has set an ID.
   */
  headers?: HeadersSource | undefined;
  /**
   * A function that replaces `globalThis.fetch`. It receives a different signal in each attempt. The body of its response
   * may be a ReadableStream, or an async iterable as in node-fetch. Chunks may be views, buffers or strings.
   * @defaultValue `globalThis.fetch`
   */
  fetch?: Fetch | undefined;
  /**
   * The retry policy. `false` is the same as `{ maxAttempts: 1 }`.
   */
  retry?: RetryOptions | false | undefined;
  /**
   * The maximum size of one event in bytes, including unfinished lines, from 1 to 268435456 (256 MiB). If an event is
   * larger, the stream fails with an {@link EventTooLargeError}. The unfinished events of all streams share a budget of
   * 256 MiB. If it is exceeded, a stream whose event is larger than 1 MiB fails with the same error.
   * @defaultValue 67108864 (64 MiB)
   */
  maxEventBytes?: number | undefined;
  /**
   * Time limits for the response, the next byte and the next message.
   */
  timeouts?: Timeouts | undefined;
  /**
   * The value of an `idempotency-key` header that is the same in every attempt, so that the server can detect a repeated
   * request. `true` selects a random UUID. A header of that name in `headers` takes precedence. This option does not change
   * when a request is sent again.
   * @defaultValue `false`
   */
  idempotencyKey?: string | boolean | undefined;
}

/** The options of {@link StreamInit} that are not passed to `fetch`, and `signal`, which all functions and classes have. */
export const STREAM: Options<Exclude<keyof StreamInit, keyof RequestInit> | 'headers' | 'signal'> =
  {
    headers: [
      'an object, an iterable of pairs or a function',
      (value) => typeof value === 'object' || typeof value === 'function',
    ],
    signal: [
      'an AbortSignal',
      (value) => value === null || typeof (value as AbortSignal).addEventListener === 'function',
    ],
    fetch: aFunction,
    retry: [
      'an object such as { maxAttempts: 3 }, or false',
      (value) => value === false || isObject(value),
      RETRY,
    ],
    maxEventBytes: aNumber,
    timeouts: ['an object such as { idle: 30000 }', isObject, TIMEOUTS],
    idempotencyKey: [
      'a string or a boolean',
      (value) => typeof value === 'string' || typeof value === 'boolean',
    ],
  };
