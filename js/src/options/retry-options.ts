// The option `retry`.
import { aBoolean, aNumber, type Options } from './checks.js';

/**
 * When and how often a failed attempt is retried. Times are in milliseconds. `NaN` counts as not given. Other numbers are
 * clamped to the range of their option, except `maxAttempts`. Delays are rounded up to whole milliseconds.
 */
export interface RetryOptions {
  /**
   * The delay after the first failure in a row, from 10 to 2^31 - 1. The server's `retry` field replaces it.
   * @defaultValue 1000
   */
  initialDelay?: number | undefined;
  /**
   * The maximum of the growing delay, from 10 to 2^31 - 1. A delay set by the server may be longer.
   * @defaultValue 30000
   */
  maxDelay?: number | undefined;
  /**
   * The factor by which the delay grows with every failure in a row, at least 1.
   * @defaultValue 2
   */
  multiplier?: number | undefined;
  /**
   * The random part of a delay, from 0 to 1. Delays are shortened by up to this part; delays set by the server are
   * lengthened instead.
   * @defaultValue 0.5
   */
  jitter?: number | undefined;
  /**
   * The maximum number of attempts in a row without a healthy connection, including the first: a whole number from 1, or
   * `Infinity`. 1 never retries. Other values throw a TypeError. A connection is healthy if it delivered new messages;
   * messages of a request that was repeated from its beginning are not new.
   * @defaultValue `Infinity` for GET and HEAD (a subscription), 5 for other methods (an action must end)
   */
  maxAttempts?: number | undefined;
  /**
   * The maximum time from the start of the first of these attempts to the start of the last.
   * @defaultValue `Infinity`
   */
  maxElapsed?: number | undefined;
  /**
   * HTTP status codes that are retried, from 100 to 599.
   * @defaultValue `[408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529, 530]`
   */
  statuses?: readonly number[] | undefined;
  /**
   * Whether a request that is not idempotent (POST, PATCH) is repeated from its beginning after a response was accepted. The
   * server then does its work again.
   * @defaultValue `false`
   */
  replay?: boolean | undefined;
}

export const RETRY: Options<keyof RetryOptions> = {
  initialDelay: aNumber,
  maxDelay: aNumber,
  multiplier: aNumber,
  jitter: aNumber,
  maxAttempts: [
    'a whole number from 1, where 1 never retries, or Infinity',
    (value) =>
      Number.isNaN(value) || value === Infinity || (Number.isInteger(value) && Number(value) > 0),
  ],
  maxElapsed: aNumber,
  replay: aBoolean,
  statuses: ['an array of HTTP status codes', Array.isArray],
};

/**
 * The options for the policy; `false` is one attempt. Throws a RangeError for a status out of range. The policy clamps the
 * numbers.
 */
export function checkedRetry(retry: RetryOptions | false = {}): RetryOptions {
  if (retry === false) {
    return { maxAttempts: 1 };
  }
  const odd = retry.statuses?.find((status) => !(status >= 100 && status <= 599));
  if (odd !== undefined) {
    throw new RangeError(`Expected retry.statuses to be from 100 to 599, got ${String(odd)}`);
  }
  return retry;
}
