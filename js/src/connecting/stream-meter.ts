// What a call has come to: counts and times of all its attempts, for `onstate`.
import type { Environment } from './environment.js';

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
 * attempt, as `onretry` has told. `'offline'`: for the network. `'hidden'`: for the page to be shown. `'closed'`: the end,
 * whatever the reason; nothing follows.
 */
export type StreamState = 'connecting' | 'open' | 'waiting' | 'offline' | 'hidden' | 'closed';

export class StreamMeter {
  attempts = 0;
  bytes = 0;
  readonly #environment: Environment;
  readonly #startedAt: number;
  #timeToHeaders: number | undefined;
  #timeToFirstMessage: number | undefined;
  #lastMessageAt = NaN;
  #largestGap = 0;

  constructor(environment: Environment) {
    this.#environment = environment;
    this.#startedAt = environment.now();
  }

  accepted(): void {
    this.#timeToHeaders ??= this.#environment.now() - this.#startedAt;
  }

  /** `at`: when the bytes came that completed them. */
  messagesCame(at: number): void {
    this.#timeToFirstMessage ??= at - this.#startedAt;
    // NaN, before the first of them, is no gap.
    this.#largestGap = Math.max(this.#largestGap, at - this.#lastMessageAt || 0);
    this.#lastMessageAt = at;
  }

  status(state: StreamState, messages: number): StreamStatus {
    return {
      state,
      attempts: this.attempts,
      messages,
      bytes: this.bytes,
      timeToHeaders: this.#timeToHeaders,
      timeToFirstMessage: this.#timeToFirstMessage,
      largestGap: this.#largestGap,
    };
  }
}
