// A clock that the test moves: the demo's grace and keeping times pass without waiting for them.

import type { Delay } from '../../../demo/server/types.d.ts';

export class ManualClock {
  #now = 0;
  #timers: { due: number; ring: () => void }[] = [];

  readonly delay: Delay = (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      this.#timers.push({ due: this.#now + milliseconds, ring: resolve });
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });

  get pending(): number {
    return this.#timers.length;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#timers.filter((timer) => timer.due <= this.#now);
    this.#timers = this.#timers.filter((timer) => timer.due > this.#now);
    for (const { ring } of due) ring();
  }
}
