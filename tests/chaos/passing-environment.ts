// Time that passes at once, and chance with a seed: a delay moves the clock on, and costs a turn of the event loop at most.
import type { Environment } from '../../js/src/connecting/environment.js';
import type { Random } from './random.js';

export class PassingEnvironment implements Environment {
  readonly #random: Random;
  #time = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  now(): number {
    return this.#time;
  }

  date(): number {
    return this.#time;
  }

  random(): number {
    return this.#random.next();
  }

  async wait(delay: number): Promise<void> {
    this.#time += delay;
    if (this.#random.chance(0.5)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
