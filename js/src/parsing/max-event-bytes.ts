// The limit on the size of an event, checked at the call: a mistake is told at once, not in the middle of a stream.

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
