// The arguments of `onstate` and `onretry`.
import type { EventStreamError } from '../errors.js';

/** The argument of `onstate`: the state of a stream and its figures so far. Times are in milliseconds. */
export interface StreamStatus {
  /** The new state. */
  state: StreamState;
  /** The number of attempts. */
  attempts: number;
  /** The number of messages delivered. */
  messages: number;
  /** The number of bytes received, after decompression. */
  bytes: number;
  /** The time from the call to the first accepted response, or `undefined` until then. */
  timeToHeaders: number | undefined;
  /** The time from the call to the last byte of the first message, or `undefined` until then. */
  timeToFirstMessage: number | undefined;
  /** The longest time between two messages, including the delays between attempts. */
  largestGap: number;
}

/**
 * The state of a stream:
 *
 * - `'connecting'`: an attempt has started, and no response was accepted yet.
 * - `'open'`: the response was accepted, and messages are delivered.
 * - `'waiting'`: the stream waits for the delay before the next attempt.
 * - `'offline'`: the browser is offline. The next attempt follows when the network is back, or after the delay.
 * - `'hidden'`: the stream waits until the page is shown.
 * - `'closed'`: the stream ended, failed or was aborted.
 */
export type StreamState = 'connecting' | 'open' | 'waiting' | 'offline' | 'hidden' | 'closed';

/** The argument of `onretry`: the attempt that follows a failure. */
export interface PendingRetry {
  /** The number of the attempt that failed, from 1. */
  attempt: number;
  /** The delay in whole milliseconds. The actual delay may be longer in a hidden page, and shorter in an offline page. */
  delay: number;
  /** Why the attempt follows. `'transient'`: the retry policy decided. `'asked'`: a handler requested it. */
  reason: 'transient' | 'asked';
  /** The error of the failed attempt. */
  error: EventStreamError;
}
