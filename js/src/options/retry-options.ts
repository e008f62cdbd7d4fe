// The options of the retry policy.
import type { RetryOptions } from '../types.js';
import { aBoolean, aNumber, type Options } from './checks.js';

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
