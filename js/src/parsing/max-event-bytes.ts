// The limit on the size of an event, checked at the call: a mistake is told at once, not in the middle of a stream.

/** 64 MiB: the largest events in use are images of 4096 pixels in base64, of up to about 40 MiB. */
const DEFAULT_MAX_EVENT_BYTES = 64 * 1024 * 1024;
/** 256 MiB, the budget of all streams. V8 makes no string of more than 2^29 - 24 characters. */
const LARGEST_MAX_EVENT_BYTES = 256 * 1024 * 1024;

/** Returns the limit to use for `maxEventBytes`. Throws a RangeError for what is no integer from 1 to 256 MiB. */
export function checkedMaxEventBytes(maxEventBytes = DEFAULT_MAX_EVENT_BYTES): number {
  const isInRange = maxEventBytes >= 1 && maxEventBytes <= LARGEST_MAX_EVENT_BYTES;
  if (!Number.isInteger(maxEventBytes) || !isInRange) {
    throw new RangeError(
      `Expected maxEventBytes to be an integer from 1 to ${LARGEST_MAX_EVENT_BYTES}, got ${String(maxEventBytes)}`,
    );
  }
  return maxEventBytes;
}
