// The limit on the size of an event, checked at the call: a mistake is told at once, not in the middle of a stream.

/** 64 MiB: the largest events in use are images of 4096 pixels in base64, of up to about 40 MiB. */
const DEFAULT_MAX_EVENT_BYTES = 64 * 1024 * 1024;
/** 256 MiB, the budget of all streams. V8 makes no string of more than 2^29 - 24 characters. */
const LARGEST_MAX_EVENT_BYTES = 256 * 1024 * 1024;

/** The limit of a parser, under either name. */
export interface ParserLimit {
  /**
   * The maximum size of one event in bytes as received, from 1 to 268435456 (256 MiB): its fields, and the unfinished line of a
   * field. If an event is larger, the parser fails with an {@link EventTooLargeError}. A comment or an unknown field does not count,
   * and is not reported if it exceeds the limit. The unfinished events of all streams may take 256 MiB together. Beyond that, a
   * parser whose event takes more than 1 MiB fails with the same error.
   * @defaultValue 67108864 (64 MiB)
   */
  maxEventBytes?: number | undefined;
  /** The same limit under its name in `eventsource-parser`; also in bytes, not in characters. `maxEventBytes` takes precedence. */
  maxBufferSize?: number | undefined;
}

export function checkedLimit({ maxEventBytes, maxBufferSize }: ParserLimit): number {
  return maxEventBytes === undefined
    ? checkedMaxEventBytes(maxBufferSize, 'maxBufferSize')
    : checkedMaxEventBytes(maxEventBytes);
}

/** Returns the limit to use for `maxEventBytes`. Throws a RangeError for what is no integer from 1 to 256 MiB. */
export function checkedMaxEventBytes(
  maxEventBytes = DEFAULT_MAX_EVENT_BYTES,
  name = 'maxEventBytes',
): number {
  const isInRange = maxEventBytes >= 1 && maxEventBytes <= LARGEST_MAX_EVENT_BYTES;
  if (!Number.isInteger(maxEventBytes) || !isInRange) {
    throw new RangeError(
      `Expected ${name} to be an integer from 1 to ${LARGEST_MAX_EVENT_BYTES}, got ${String(maxEventBytes)}`,
    );
  }
  return maxEventBytes;
}
