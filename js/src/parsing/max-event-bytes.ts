// The limit on the size of an event.

/** 64 MiB. The largest events in use are images in base64, of up to about 40 MiB. */
const DEFAULT_MAX_EVENT_BYTES = 64 * 1024 * 1024;
/** 256 MiB, the budget of all streams. The longest string of V8 has 2^29 - 24 characters. */
const LARGEST_MAX_EVENT_BYTES = 256 * 1024 * 1024;

/** The size limit of {@link createParser} and {@link EventSourceParserStream}. */
export interface ParserLimit {
  /**
   * The maximum size of one event in bytes, including an unfinished line, from 1 to 268435456 (256 MiB). If an event is larger,
   * the parser fails with an {@link EventTooLargeError}. Comments and unknown fields do not count. If one of them is larger than
   * the limit, it is not reported.
   *
   * The unfinished events of all streams share a budget of 256 MiB. If it is exceeded, a parser whose event is larger than 1 MiB
   * fails with the same error.
   * @defaultValue 67108864 (64 MiB)
   */
  maxEventBytes?: number | undefined;
  /** The same limit under its name in `eventsource-parser`, but in bytes. `maxEventBytes` takes precedence. */
  maxBufferSize?: number | undefined;
}

export function checkedLimit({ maxEventBytes, maxBufferSize }: ParserLimit): number {
  return maxEventBytes === undefined
    ? checkedMaxEventBytes(maxBufferSize, 'maxBufferSize')
    : checkedMaxEventBytes(maxEventBytes);
}

/** Returns the limit. Throws a RangeError unless it is an integer from 1 to 256 MiB. */
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
