// A clock that the test moves: the demo's grace and keeping times pass without waiting for them.

import type { Delay } from '../../../../demo/server/types.d.ts';

export class ManualClock {
  #now = 0;
  #timers: { due: number; ring: () => void }[] = [];
  #watchers: { count: number; seen: () => void }[] = [];

  readonly delay: Delay = (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      this.#timers.push({ due: this.#now + milliseconds, ring: resolve });
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      for (const { count, seen } of this.#watchers) if (this.#timers.length >= count) seen();
    });

  /** Resolves once so many things wait for this clock. */
  waiting(count: number): Promise<void> {
    return new Promise((seen) => {
      if (this.#timers.length >= count) seen();
      else this.#watchers.push({ count, seen });
    });
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#timers.filter((timer) => timer.due <= this.#now);
    this.#timers = this.#timers.filter((timer) => timer.due > this.#now);
    for (const { ring } of due) ring();
  }
}
