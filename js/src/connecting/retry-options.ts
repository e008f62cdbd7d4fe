// The options of the retry policy, checked at the call: a mistake is told at once, not at the first failure.
import type { RetryOptions } from '../types.js';
import { checkType } from './option-type.js';

/** In the order in which the policy takes them. */
export const RETRY_NUMBERS = [
  'initialDelay',
  'maxDelay',
  'multiplier',
  'jitter',
  'maxAttempts',
  'maxElapsed',
] as const;

/** Throws a TypeError for an option of the wrong type. Numbers of any size are brought into range by the policy. */
export function checkedRetry(retry: RetryOptions = {}): RetryOptions {
  for (const name of RETRY_NUMBERS) {
    checkType(`retry.${name}`, retry[name], 'number');
  }
  const odd = retry.statuses?.find((status) => !(status >= 100 && status <= 599));
  if (odd !== undefined) {
    throw new RangeError(`Expected retry.statuses to be from 100 to 599, got ${String(odd)}`);
  }
  return retry;
}
