// What `onstate` and `onretry` are called with.
import type { EventStreamError } from '../errors.js';

/** The state of a call and its figures so far. Times are in milliseconds. */
export interface StreamStatus {
  /** What the stream is doing. */
  state: StreamState;
  /** Number of requests. */
  attempts: number;
  /** Number of messages delivered. */
  messages: number;
  /** Bytes of the bodies, after decompression. */
  bytes: number;
  /** From the call to the first accepted response; `undefined` until then. */
  timeToHeaders: number | undefined;
  /** From the call to the bytes that completed the first message; `undefined` until then. */
  timeToFirstMessage: number | undefined;
  /** The longest time between two messages, including the delays between attempts. */
  largestGap: number;
}

/**
 * - `'connecting'`: the request was sent.
 * - `'open'`: the response was accepted, and messages are delivered.
 * - `'waiting'`: the delay before the next attempt.
 * - `'offline'`: waiting for the network, or for the next attempt without one.
 * - `'hidden'`: waiting for the page to be shown.
 * - `'closed'`: the stream ended, failed or was aborted.
 */
export type StreamState = 'connecting' | 'open' | 'waiting' | 'offline' | 'hidden' | 'closed';

/** The attempt that follows a failure. */
export interface PendingRetry {
  /** The number of the attempt that failed, from 1. */
  attempt: number;
  /** Milliseconds until the next attempt, a whole number. A hidden page may wait longer, an offline page less. */
  delay: number;
  /** `'transient'`: the failure may pass. `'asked'`: one of your handlers asked for the attempt. */
  reason: 'transient' | 'asked';
  /** How the attempt failed. */
  error: EventStreamError;
}
