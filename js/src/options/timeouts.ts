// The option `timeouts`.
import { aNumber, type Options } from './checks.js';

/**
 * Time limits in milliseconds, greater than 0; values above 2^31 - 1 are clamped, and `Infinity` is no limit. If a limit is
 * exceeded, the attempt fails with a {@link StreamTimeoutError}, like a lost connection. Time spent in handlers does not
 * count. When a suspended page wakes, data that arrived meanwhile may be read for up to 5 s before a limit counts as exceeded.
 */
export interface Timeouts {
  /**
   * From the start of an attempt to its response, including an async `headers` function. Firefox delivers the response
   * together with the first byte of the body. No limit by default.
   */
  headers?: number | undefined;
  /** From the response to the first message of the attempt. No limit by default. */
  firstMessage?: number | undefined;
  /** Between two reads of the body. Comments, which servers send to keep a connection alive, count. No limit by default. */
  idle?: number | undefined;
  /**
   * Between two messages. Comments and messages for which `isKeepAlive` returns `true` do not count, so they do not hide a
   * stalled server. Until the first message, `firstMessage` is used instead if it is given. No limit by default.
   */
  idleContent?: number | undefined;
}

/** The longest delay of a timer. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

export const TIMEOUTS: Options<keyof Timeouts> = {
  headers: aNumber,
  firstMessage: aNumber,
  idle: aNumber,
  idleContent: aNumber,
};

/** The limits that are set, clamped. Throws a RangeError for a number that is not greater than 0. */
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
