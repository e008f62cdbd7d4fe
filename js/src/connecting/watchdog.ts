// The time limits of one attempt, corrected for the time in which the page was suspended.
import type { Timeouts } from '../options/timeouts.js';
import { NO_REASON, type Environment } from '../platform/environment.js';
import { streamTruncated, timedOut } from '../request/failure.js';

/** A timer that is late by more than this means that the page was suspended. Bytes may have arrived that were not read. */
const TOLERANCE = 1000;
/** The time to read such bytes. */
const GRACE = 5000;

/** How long a body is read after the end of a stream: `finished` without a message, `ended` in total. */
const LAST_WAITS = { finished: 5000, ended: 1000 };

interface Clock {
  /** `undefined` for the end of a body. */
  readonly name: keyof Timeouts | undefined;
  readonly limit: number;
  readonly deadline: number;
}

export class Watchdog {
  readonly #timeouts: Timeouts;
  readonly #environment: Environment;
  readonly #hasClocks: boolean;
  /** Ends the current wait. */
  #settled: AbortController | undefined;
  /** The limit for the next message, and the start of the wait for it. */
  #content: keyof Timeouts;
  #contentSince: number | undefined;
  /** How the stream ended, and the milliseconds left to read the body. */
  #ended: keyof typeof LAST_WAITS | undefined;
  #left = Infinity;

  constructor(timeouts: Timeouts, environment: Environment) {
    this.#timeouts = timeouts;
    this.#environment = environment;
    this.#hasClocks = Object.keys(timeouts).length > 0;
    this.#content = timeouts.firstMessage === undefined ? 'idleContent' : 'firstMessage';
  }

  /** Settles as `opening` does, or rejects with a `Failure` if the response takes too long. */
  watchOpening<Value>(opening: PromiseLike<Value>): PromiseLike<Value> {
    return this.#watch(opening, this.#clock('headers', this.#environment.now()));
  }

  /**
   * Settles as `reading` does, or rejects with a `Failure` when a byte or a message takes too long. The clocks run from
   * one call to the next, without the time of handlers. `ending` is set after the end of the stream.
   */
  watchReading<Value>(
    reading: PromiseLike<Value>,
    ending?: keyof typeof LAST_WAITS,
  ): PromiseLike<Value> {
    // A call without clocks costs nothing.
    if (ending === undefined && !this.#hasClocks) {
      return reading;
    }
    const now = this.#environment.now();
    const idle = this.#clock('idle', now);
    const awaited = this.#clock(this.#content, (this.#contentSince ??= now));
    const first = awaited.deadline < idle.deadline ? awaited : idle;
    if (ending === undefined) {
      return this.#watch(reading, first);
    }
    if (ending !== this.#ended) {
      this.#ended = ending;
      this.#left = LAST_WAITS[ending];
    }
    const last: Clock = { name: undefined, limit: this.#left, deadline: now + this.#left };
    return this.#race(reading, last.deadline < first.deadline ? last : first).finally(() => {
      this.#left -= this.#environment.now() - now;
    });
  }

  /** Must be called after the handler of a message. */
  contentDelivered(): void {
    this.#content = 'idleContent';
    this.#contentSince = undefined;
    if (this.#ended === 'finished') {
      this.#ended = undefined;
    }
  }

  /** Removes the timer. */
  close(): void {
    this.#settled?.abort(NO_REASON);
  }

  #clock(name: keyof Timeouts, since: number): Clock {
    const limit = this.#timeouts[name] ?? Infinity;
    return { name, limit, deadline: since + limit };
  }

  #watch<Value>(pending: PromiseLike<Value>, first: Clock): PromiseLike<Value> {
    return first.limit < Infinity ? this.#race(pending, first) : pending;
  }

  async #race<Value>(pending: PromiseLike<Value>, first: Clock): Promise<Value> {
    const own = (this.#settled = new AbortController());
    try {
      const winner = await Promise.race([pending, this.#expired(first, own.signal)]);
      if (winner === first) {
        throw first.name === undefined ? streamTruncated() : timedOut(first.name, first.limit);
      }
      return winner as Value;
    } finally {
      own.abort(NO_REASON);
    }
  }

  /** Resolves with the clock itself. */
  async #expired(first: Clock, signal: AbortSignal): Promise<Clock> {
    const environment = this.#environment;
    await environment.wait(Math.max(0, first.deadline - environment.now()), signal);
    if (environment.now() - first.deadline > TOLERANCE) {
      await environment.wait(Math.min(first.limit, GRACE), signal);
    }
    return first;
  }
}
