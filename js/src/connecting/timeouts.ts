// The clocks that a caller sets, checked at the call: a mistake is told at once, not at the first silence.
import type { Timeouts } from '../types.js';
import { checkType } from './option-type.js';

/** What a timer can keep. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The clocks to use: without those that never run out. Throws a TypeError or a RangeError for what is no duration. */
export function checkedTimeouts(timeouts: Timeouts = {}): Timeouts {
  const checked: Timeouts = {};
  for (const name of ['headers', 'firstMessage', 'idle', 'idleContent'] as const) {
    const limit = timeouts[name];
    checkType(`timeouts.${name}`, limit, 'number');
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
