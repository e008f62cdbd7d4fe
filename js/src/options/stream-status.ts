// What `onstate` and `onretry` are called with.
import type { EventStreamError } from '../errors.js';

/** A call's state and figures at one moment. Times are in milliseconds. */
export interface StreamStatus {
  /** What the stream is doing. */
  state: StreamState;
  /** Requests so far. */
  attempts: number;
  /** Messages delivered so far. */
  messages: number;
  /** Bytes of bodies received so far, as the engine hands them out: decompressed. */
  bytes: number;
  /** From the call to the first response that was accepted; `undefined` before. */
  timeToHeaders: number | undefined;
  /** From the call to the first bytes that completed a message; `undefined` before. */
  timeToFirstMessage: number | undefined;
  /** The longest time without a message after the first one, up to the newest one, waiting between attempts included. */
  largestGap: number;
}

/**
 * `'connecting'`: a request is on its way. `'open'`: its response has been accepted, messages come. `'waiting'`: for the next
 * attempt, as `onretry` has told. `'offline'`: for the network, or for an attempt without one. `'hidden'`: for the page to be shown. `'closed'`: the end,
 * whatever the reason; nothing follows.
 */
export type StreamState = 'connecting' | 'open' | 'waiting' | 'offline' | 'hidden' | 'closed';

/** Another attempt that is going to be made. */
export interface PendingRetry {
  /** Which attempt of the call has failed, from 1. */
  attempt: number;
  /** Whole milliseconds until the next attempt, from now. A hidden page may wait longer, an offline one may wait less. */
  delay: number;
  /** `'transient'`: the failure may pass. `'asked'`: a handler of yours wants it. */
  reason: 'transient' | 'asked';
  /** How the attempt failed. */
  error: EventStreamError;
}
