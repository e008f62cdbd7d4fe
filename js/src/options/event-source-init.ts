// The options of EventSource.
import type { Options } from './checks.js';
import type { StreamInit } from './stream-init.js';

/**
 * Options of {@link EventSource}: `withCredentials` of the standard, the options of `fetch`, and those of {@link StreamInit}.
 *
 * Two defaults follow the standard: `retry.jitter` is 0, and `retry.statuses` is empty, so every status except 200 closes
 * the source. A response with the header `x-should-retry: true` is retried nevertheless.
 */
export interface EventSourceInit extends Omit<StreamInit, 'credentials'> {
  /**
   * Whether cookies and other credentials are sent with a request to another origin.
   * @defaultValue `false`
   */
  withCredentials?: boolean | undefined;
  /**
   * Whether the server can continue the stream after the last event ID. If it is `'last-event-id'`, a request that is not
   * idempotent (a POST) is sent again after a failure, with the `last-event-id` header. If it is not set, such a request is
   * not sent again after a response was accepted, and the source fails with a {@link StreamInterruptedError}. GET and HEAD
   * requests are always sent again.
   */
  resume?: 'last-event-id' | undefined;
  /**
   * The initial {@link EventSource.lastEventId}, to continue where another source stopped. It is sent with the first request
   * and replaces a `last-event-id` header. `''` and `null` mean none. An ID that contains U+0000 is ignored, as in a stream.
   * An ID that a header cannot contain (control characters, lone surrogates, more than 8192 bytes) is not sent.
   * @defaultValue `''`
   */
  lastEventId?: string | null | undefined;
  /**
   * Closes the source when the signal is aborted, as {@link EventSource.close} does.
   */
  signal?: AbortSignal | null | undefined;
}

/** The options that {@link EventSourceInit} adds to {@link StreamInit} and the standard. */
export const SOURCE: Options<
  Exclude<keyof EventSourceInit, keyof StreamInit | 'signal' | 'withCredentials'>
> = {
  resume: ["'last-event-id'", (value) => value === 'last-event-id'],
  // A number is converted to a string, as in Web IDL: an ID from a database is often a number.
  lastEventId: [
    'a string or a number',
    (value) => value === null || typeof value === 'string' || typeof value === 'number',
  ],
};
