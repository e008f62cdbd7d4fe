// Options that every shape takes, checked at the call: a mistake is told at once, not at the first failure.
import type { RetryOptions } from '../types.js';

/** 128 MiB. */
const DEFAULT_MAX_EVENT_BYTES = 128 * 1024 * 1024;
/** A JavaScript string cannot be much longer. */
const LARGEST_MAX_EVENT_BYTES = 512 * 1024 * 1024;

/** The limit to use for `maxEventBytes`. Throws a RangeError for what is no integer from 1 to 512 MiB. */
export function checkedMaxEventBytes(maxEventBytes = DEFAULT_MAX_EVENT_BYTES): number {
  const isInRange = maxEventBytes >= 1 && maxEventBytes <= LARGEST_MAX_EVENT_BYTES;
  if (!Number.isInteger(maxEventBytes) || !isInRange) {
    throw new RangeError(
      `Expected maxEventBytes to be an integer from 1 to ${LARGEST_MAX_EVENT_BYTES}, got ${String(maxEventBytes)}`,
    );
  }
  return maxEventBytes;
}

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
