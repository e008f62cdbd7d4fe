// The options of every shape that sends requests.
import type { Fetch, HeadersSource } from '../types.js';
import type { RetryOptions } from './retry-options.js';
import type { Timeouts } from './timeouts.js';
import { aFunction, aNumber, isObject, type Options } from './checks.js';
import { RETRY } from './retry-options.js';
import { TIMEOUTS } from './timeouts.js';

/**
 * Options that all requesting shapes share. An option that is not listed here or at the shape is passed to `fetch` as it is.
 *
 * Options are checked before a request is sent. A TypeError names the option, what it expects and what it got: for a value of
 * the wrong type, for `retry.maxAttempts` below 1, for a name that differs from an option in upper and lower case alone, and
 * for an `on…` handler that does not exist. `body` may not be a plain object or an array, with a replaced `fetch` either. A
 * RangeError says that a number is out of range: in `timeouts`, `retry.statuses` and `maxEventBytes`. The other numbers of
 * `retry` are brought into range. `undefined` counts as not given, and so does `null` for functions, `headers` and `signal`.
 */
export interface StreamInit extends Omit<RequestInit, 'headers' | 'signal'> {
  /**
   * Header values, or a function (which may be async) that is called for them before every attempt. A header whose value
   * is `undefined` or `null` is left out. `accept: text/event-stream` is added if there is no Accept, and `last-event-id`
   * once the stream has set an ID.
   */
  headers?: HeadersSource | undefined;
  /**
   * Replaces `globalThis.fetch`. It gets a signal of its own for each attempt. The body of its response may be a
   * ReadableStream or an async iterable, as in node-fetch. Chunks may be views, buffers (read as their bytes) or strings.
   */
  fetch?: Fetch | undefined;
  /**
   * When a failed attempt is followed by another one. `false` is one attempt, like `{ maxAttempts: 1 }`.
   */
  retry?: RetryOptions | false | undefined;
  /**
   * The most bytes of one event, counted as received, from 1 to 268435456 (256 MiB). An unfinished line of any kind counts.
   * Beyond it the stream fails with an {@link EventTooLargeError}. All streams share a budget of 256 MiB for unfinished events: beyond
   * the budget, a stream whose event takes more than 1 MiB fails with the same error.
   * @defaultValue 67108864 (64 MiB)
   */
  maxEventBytes?: number | undefined;
  /**
   * How long the response, a byte or a message may take.
   */
  timeouts?: Timeouts | undefined;
  /**
   * Adds an `idempotency-key` header, the same to every attempt, so that a server can tell a repeated request from a new
   * one: a key of yours, or `true` for a random UUID. A header of that name in `headers` takes its place. The server has
   * to know what to do with it: whether a request is sent again does not depend on it.
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
