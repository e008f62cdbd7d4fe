// The option `timeouts`.
import { aNumber, type Options } from './checks.js';

/**
 * How long what may take, in milliseconds above 0, at most 2^31 - 1; `Infinity` is no limit. Past it the attempt fails with
 * a {@link StreamTimeoutError}, like a lost connection. The time that handlers take does not count. After a page has been
 * asleep, what arrived meanwhile gets up to 5 s to be read before a clock counts as run out.
 */
export interface Timeouts {
  /**
   * From the start of an attempt, an async `headers` function included, to its response, which Firefox hands out with the
   * first byte of the body. None by default.
   */
  headers?: number | undefined;
  /** From the response to the first message of the attempt. None by default. */
  firstMessage?: number | undefined;
  /** Without a byte of the body; comments, which servers send to keep a connection alive, count as bytes. None by default. */
  idle?: number | undefined;
  /**
   * Without a message, whatever else comes: keep-alive comments do not hide a server that has stalled, nor do
   * messages that `isKeepAlive` names. Up to the first message `firstMessage` takes its place, where that is given. None by
   * default.
   */
  idleContent?: number | undefined;
}

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
