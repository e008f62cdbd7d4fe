// The clocks of one attempt: nothing may take longer than the caller allows, and no clock lies after a page was asleep.
import type { Timeouts } from '../types.js';
import type { Environment } from './environment.js';
import { Failure } from './failure.js';

/** A timer that is later than this was held up, with the whole page: bytes may have come that nobody could read. */
const TOLERANCE = 1000;
/** What such bytes get of time to show up. */
const GRACE = 5000;

const EXPIRED = Symbol('expired');

interface Clock {
  readonly name: keyof Timeouts;
  readonly limit: number;
  readonly deadline: number;
}

export class Watchdog {
  readonly #timeouts: Timeouts;
  readonly #environment: Environment;
  /** Ends the wait at hand. */
  #settled: AbortController | undefined;
  #hasMessage = false;
  /** When the wait for the next message began. */
  #contentSince = NaN;

  constructor(timeouts: Timeouts, environment: Environment) {
    this.#timeouts = timeouts;
    this.#environment = environment;
  }

  /** Settles as `opening` does, or rejects with a `Failure` when the response takes too long. */
  watchOpening<Value>(opening: Promise<Value>): Promise<Value> {
    return this.#watch(opening, [this.#clock('headers', this.#environment.now())]);
  }

  /**
   * Settles as `reading` does, or rejects with a `Failure` when a byte or a message takes too long. The clocks run from
   * one call to the next: the time that handlers take is not the server's.
   */
  watchReading<Value>(reading: Promise<Value>): Promise<Value> {
    const now = this.#environment.now();
    if (Number.isNaN(this.#contentSince)) {
      this.#contentSince = now;
    }
    const waitsForFirst = !this.#hasMessage && this.#timeouts.firstMessage !== undefined;
    const content = waitsForFirst ? 'firstMessage' : 'idleContent';
    return this.#watch(reading, [
      this.#clock('idle', now),
      this.#clock(content, this.#contentSince),
    ]);
  }

  /** A message has been delivered, and its handler is done with it. */
  contentDelivered(): void {
    this.#hasMessage = true;
    this.#contentSince = NaN;
  }

  /** Leaves no timer, whatever it was waiting for. */
  close(): void {
    this.#settled?.abort();
  }

  #clock(name: keyof Timeouts, since: number): Clock | undefined {
    const limit = this.#timeouts[name];
    return limit === undefined ? undefined : { name, limit, deadline: since + limit };
  }

  #watch<Value>(pending: Promise<Value>, clocks: readonly (Clock | undefined)[]): Promise<Value> {
    const [first] = clocks
      .filter((clock) => clock !== undefined)
      .sort((one, other) => one.deadline - other.deadline);
    return first === undefined ? pending : this.#race(pending, first);
  }

  async #race<Value>(pending: Promise<Value>, clock: Clock): Promise<Value> {
    const settled = (this.#settled = new AbortController());
    try {
      const winner = await Promise.race([pending, this.#expiry(clock, settled.signal)]);
      if (winner === EXPIRED) {
        throw Failure.timeout(clock.name, clock.limit);
      }
      return winner;
    } finally {
      settled.abort();
    }
  }

  async #expiry({ deadline, limit }: Clock, settled: AbortSignal): Promise<typeof EXPIRED> {
    const environment = this.#environment;
    await environment.wait(Math.max(0, deadline - environment.now()), settled);
    if (environment.now() - deadline > TOLERANCE) {
      await environment.wait(Math.min(limit, GRACE), settled);
    }
    return EXPIRED;
  }
}
