// The options of the retry policy, checked at the call: a mistake is told at once, not at the first failure.
import type { RetryOptions } from '../types.js';

const RETRY_NUMBERS = [
  'initialDelay',
  'maxDelay',
  'multiplier',
  'jitter',
  'maxAttempts',
  'maxElapsed',
] as const;

/** Throws a TypeError for an option of the wrong type. Numbers of any size are brought into range by the policy. */
export function checkedRetry(retry: RetryOptions = {}): RetryOptions {
  const wrong = RETRY_NUMBERS.find((name) => !['undefined', 'number'].includes(typeof retry[name]));
  if (wrong !== undefined) {
    throw new TypeError(`Expected retry.${wrong} to be a number, got ${typeof retry[wrong]}`);
  }
  const odd = retry.statuses?.find((status) => !(status >= 100 && status <= 599));
  if (odd !== undefined) {
    throw new RangeError(
      `Expected retry.statuses to be HTTP status codes from 100 to 599, got ${String(odd)}`,
    );
  }
  return retry;
}
