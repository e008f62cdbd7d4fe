// The option `retry`.
import { aBoolean, aNumber, type Options } from './checks.js';

/**
 * The retry policy: when and how often a failed attempt is retried. Times are in milliseconds.
 *
 * `NaN` selects the default. Other numbers out of range are clamped, except `maxAttempts`, which throws. Delays are rounded
 * up to whole milliseconds.
 */
export interface RetryOptions {
  /**
   * The delay after the first failure, from 10 to 2^31 - 1. The `retry` field of the server replaces it.
   * @defaultValue 1000
   */
  initialDelay?: number | undefined;
  /**
   * The maximum delay, from 10 to 2^31 - 1. A delay set by the server may be longer.
   * @defaultValue 30000
   */
  maxDelay?: number | undefined;
  /**
   * The factor by which the delay grows with every further failure, at least 1.
   * @defaultValue 2
   */
  multiplier?: number | undefined;
  /**
   * The random part of a delay, from 0 to 1. A delay is shortened by up to this fraction. A delay set by the server is
   * lengthened instead.
   * @defaultValue 0.5
   */
  jitter?: number | undefined;
  /**
   * The maximum number of attempts in a row, including the first: a whole number from 1, or `Infinity`. Other values throw a
   * TypeError. 1 never retries. After an attempt that delivered a new message, the count starts again. Messages of a request
   * that was sent again from its beginning are not new.
   * @defaultValue `Infinity` for GET and HEAD, 5 for other methods
   */
  maxAttempts?: number | undefined;
  /**
   * The maximum time from the start of the first attempt that counts for `maxAttempts` to the start of the last attempt.
   * @defaultValue `Infinity`
   */
  maxElapsed?: number | undefined;
  /**
   * The HTTP status codes that are retried, from 100 to 599.
   * @defaultValue `[408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529, 530]`
   */
  statuses?: readonly number[] | undefined;
  /**
   * Whether a request that is not idempotent (POST, PATCH) is sent again from its beginning after a response was accepted.
   * The server then repeats its work.
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

/** Returns the options for the retry policy, which clamps the numbers. Throws a RangeError for a status out of range. */
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
