// Time that passes at once, and chance with a seed: a delay moves the clock on, and costs a turn of the event loop at most.
// The clocks of an attempt alone are patient: to them time passes once the server has stalled, so that none runs out by load.
import type { Environment } from '../../../js/src/platform/environment.js';
import type { Random } from './random.js';

/** What a clock waits: longer than any delay. */
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

  /** As the server has it: it names dates. */
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
