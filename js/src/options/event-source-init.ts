// The options of EventSource.
import type { Options } from './checks.js';
import type { StreamInit } from './stream-init.js';

/**
 * Options of {@link EventSource}: the standard's `withCredentials`, and in addition those of `fetch` and of the stream. By
 * default, `retry.jitter` is 0 and `retry.statuses` is empty: every status but 200 fails the connection.
 */
export interface EventSourceInit extends Omit<StreamInit, 'credentials'> {
  /**
   * Whether cookies and other credentials are sent to other origins.
   * @defaultValue `false`
   */
  withCredentials?: boolean | undefined;
  /**
   * `'last-event-id'` declares that the server can continue the stream after the last event ID. A request that is not
   * idempotent (a POST) is then sent again after a failure, with the `last-event-id` header; otherwise the stream fails
   * with a {@link StreamInterruptedError} once a response was accepted. GET and HEAD are sent again in every case.
   */
  resume?: 'last-event-id' | undefined;
  /**
   * Continues where another source stopped: the initial {@link EventSource.lastEventId}, which the first request sends. It
   * replaces a `last-event-id` header. `''` and `null` mean none. An ID that contains U+0000 is ignored, as in a stream. An ID
   * that a header cannot contain (control characters, lone surrogates, more than 8192 bytes) is not sent.
   * @defaultValue `''`
   */
  lastEventId?: string | null | undefined;
  /**
   * An abort is the same as {@link EventSource.close}.
   */
  signal?: AbortSignal | null | undefined;
}

/** The options of {@link EventSourceInit} besides those of {@link StreamInit} and the standard. */
export const SOURCE: Options<
  Exclude<keyof EventSourceInit, keyof StreamInit | 'signal' | 'withCredentials'>
> = {
  resume: ["'last-event-id'", (value) => value === 'last-event-id'],
  // Converted to text, as a member of a dictionary is in Web IDL: an ID from a database is often a number.
  lastEventId: [
    'a string or a number',
    (value) => value === null || typeof value === 'string' || typeof value === 'number',
  ],
};
