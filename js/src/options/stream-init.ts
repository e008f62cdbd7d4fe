// The options of every shape that sends requests.
import type { Fetch, HeadersSource } from '../types.js';
import { aFunction, aNumber, isObject, type Options } from './checks.js';
import { RETRY, type RetryOptions } from './retry-options.js';
import { TIMEOUTS, type Timeouts } from './timeouts.js';

/**
 * Options of everything that sends requests. Options that are not listed are passed to `fetch` unchanged.
 *
 * Options are checked before a request is sent. `undefined` counts as not given, and so does `null` for functions, `headers`
 * and `signal`.
 *
 * - A TypeError is thrown for a value of the wrong type, for `retry.maxAttempts` below 1, for a name that differs from an
 *   option only in case, and for an unknown `on…` handler. `body` must not be a plain object or an array.
 * - A RangeError is thrown for a number out of range in `timeouts`, `retry.statuses` and `maxEventBytes`. Other numbers of
 *   `retry` are clamped.
 */
export interface StreamInit extends Omit<RequestInit, 'headers' | 'signal'> {
  /**
   * Header values, or a function (which may be async) that returns them and is called before every attempt. Headers whose
   * value is `undefined` or `null` are omitted. `accept: text/event-stream` is added if there is no `accept` header, and
   * `last-event-id` once the stream has set an ID.
   */
  headers?: HeadersSource | undefined;
  /**
   * Replaces `globalThis.fetch`. It is passed another signal in each attempt. The body of its response may be a
   * ReadableStream or an async iterable, as in node-fetch. Chunks may be views, buffers (read as their bytes) or strings.
   */
  fetch?: Fetch | undefined;
  /**
   * When a failed attempt is followed by another one. `false` is the same as `{ maxAttempts: 1 }`.
   */
  retry?: RetryOptions | false | undefined;
  /**
   * The maximum size of one event in bytes as received, from 1 to 268435456 (256 MiB). Unfinished lines count. If an event is
   * larger, the stream fails with an {@link EventTooLargeError}. The unfinished events of all streams may take 256 MiB
   * together. Beyond that, a stream whose event takes more than 1 MiB fails with the same error.
   * @defaultValue 67108864 (64 MiB)
   */
  maxEventBytes?: number | undefined;
  /**
   * The maximum time for the response, the next byte and the next message.
   */
  timeouts?: Timeouts | undefined;
  /**
   * Adds an `idempotency-key` header with the same value in every attempt, so that the server can recognise a repeated
   * request: a key of yours, or `true` for a random UUID. A header of that name in `headers` replaces it. It does not permit
   * to send the request again.
   * @defaultValue `false`
   */
  idempotencyKey?: string | boolean | undefined;
}

/** The options of {@link StreamInit} that are not passed on to `fetch`, and `signal`, which every shape has. */
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
