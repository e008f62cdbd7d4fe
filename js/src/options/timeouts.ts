// The option `timeouts`.
import { aNumber, type Options } from './checks.js';

/**
 * Time limits in milliseconds, greater than 0. There are no limits by default. Values above 2^31 - 1 are clamped, and
 * `Infinity` means no limit.
 *
 * If a limit is exceeded, the attempt fails with a {@link StreamTimeoutError}, and is retried like a lost connection. Time
 * spent in handlers does not count. If the page was suspended when a limit was reached, the limit is extended by up to 5 s,
 * so that data that arrived in the meantime is read.
 */
export interface Timeouts {
  /**
   * The time from the start of an attempt to its response, including an async `headers` function. In Firefox, a response
   * arrives together with the first byte of its body.
   */
  headers?: number | undefined;
  /** The time from the response to the first message of an attempt. */
  firstMessage?: number | undefined;
  /** The time between two reads of the body. Any data counts, such as comments that keep a connection alive. */
  idle?: number | undefined;
  /**
   * The time between two messages. Comments, and messages for which `isKeepAlive` returns `true`, do not count. Until the
   * first message of an attempt, `firstMessage` applies instead if it is set.
   */
  idleContent?: number | undefined;
}

/** The longest delay of `setTimeout`. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

export const TIMEOUTS: Options<keyof Timeouts> = {
  headers: aNumber,
  firstMessage: aNumber,
  idle: aNumber,
  idleContent: aNumber,
};

/** Returns the limits, clamped. Throws a RangeError for a number that is not greater than 0. */
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
