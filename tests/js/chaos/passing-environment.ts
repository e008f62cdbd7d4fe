// Time that passes at once, and seeded randomness: a delay advances the clock and takes at most one
// turn of the event loop. Timeouts of an attempt fire only after the server has stalled, so that
// load does not trigger them.
import type { Environment } from '../../../js/src/platform/environment.js';
import type { Random } from './random.js';

/** The timeout in use: longer than any delay. */
export const CLOCK = 10 ** 9;
const LONGEST_DELAY = 10 ** 8;

/** Resolves once the server has stalled, and when `signal` aborts. */
export type Stalled = (signal: AbortSignal) => Promise<void>;

export class PassingEnvironment implements Environment {
  readonly #random: Random;
  readonly #stalled: Stalled;
  #time = 0;

  constructor(random: Random, stalled: Stalled) {
    this.#random = random;
    this.#stalled = stalled;
  }

  now(): number {
    return this.#time;
  }

  /** The server's clock, because the server sends dates. */
  date(): number {
    return Date.now();
  }

  random(): number {
    return this.#random.next();
  }

  async wait(delay: number, signal: AbortSignal): Promise<void> {
    if (delay > LONGEST_DELAY) {
      await this.#stalled(signal);
      this.#time += signal.aborted ? 0 : delay;
      return;
    }
    this.#time += delay;
    if (this.#random.chance(0.5)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
