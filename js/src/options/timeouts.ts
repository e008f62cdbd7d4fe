// The clocks that a caller sets.
import type { Timeouts } from '../types.js';
import { aNumber, type Options } from './checks.js';

/** What a timer can keep. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

export const TIMEOUTS: Options<keyof Timeouts> = {
  headers: aNumber,
  firstMessage: aNumber,
  idle: aNumber,
  idleContent: aNumber,
};

/** The clocks to use, without those that never run out. Throws a RangeError for a number that is no duration. */
export function checkedTimeouts(timeouts: Timeouts = {}): Timeouts {
  const checked: Timeouts = {};
  for (const [name, limit] of Object.entries(timeouts) as [keyof Timeouts, number | undefined][]) {
    if (limit === undefined || limit === Infinity) {
      continue;
    }
    if (!(limit > 0)) {
      throw new RangeError(`Expected timeouts.${name} to be more than 0 ms, got ${limit}`);
    }
    checked[name] = Math.min(limit, LONGEST_TIMEOUT);
  }
  return checked;
}
