// The option `retry`.
import { aBoolean, aNumber, type Options } from './checks.js';

/**
 * When, and how often, a failed attempt is followed by another one. Times are in milliseconds. `NaN` counts as not
 * given. Every other number, except `maxAttempts`, is brought into the range that its description names. The delays that
 * follow are whole numbers, rounded up.
 */
export interface RetryOptions {
  /**
   * Delay after the first failure in a row, from 10 to 2^31 - 1. The server's `retry` field takes its place.
   * @defaultValue 1000
   */
  initialDelay?: number | undefined;
  /**
   * The longest delay of our own making, from 10 to 2^31 - 1; a delay that the server asks for may be longer.
   * @defaultValue 30000
   */
  maxDelay?: number | undefined;
  /**
   * Growth of the delay from one failure in a row to the next, at least 1.
   * @defaultValue 2
   */
  multiplier?: number | undefined;
  /**
   * The part of a delay that is left to chance, from 0 to 1: our own delays are shortened by up to this part, delays
   * set by the server are lengthened by up to this part.
   * @defaultValue 0.5
   */
  jitter?: number | undefined;
  /**
   * Attempts in a row without a healthy connection, the first included: a whole number from 1, or `Infinity`. 1 never
   * retries. Anything else throws a TypeError at the call. A connection is healthy if it delivered new messages. Messages of a request that was sent again from its beginning are not new.
   * @defaultValue `Infinity` for GET and HEAD (a subscription), 5 for other methods (an action must end)
   */
  maxAttempts?: number | undefined;
  /**
   * How long a row of such attempts may take, from the start of its first one to the start of its last one.
   * @defaultValue `Infinity`
   */
  maxElapsed?: number | undefined;
  /**
   * HTTP status codes that are worth another attempt, from 100 to 599.
   * @defaultValue `[408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529, 530]`
   */
  statuses?: readonly number[] | undefined;
  /**
   * Send a request that is not idempotent (POST, PATCH) again from its beginning although a response was accepted. The
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
 * The options for the policy; `false` is one attempt. Throws a RangeError for a status that does not exist. Numbers of any
 * size are brought into range by the policy.
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
