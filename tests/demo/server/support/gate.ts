// A pace that the test sets: the demo's built-in model writes a piece only when the gate lets it.
// Tests release pieces one by one instead of sleeping and hoping.

import type { Pace } from '../../../../demo/server/types.d.ts';

export class Gate {
  /** How many answers have been begun: a resumed one must not add to it. */
  begun = 0;
  #free = 0;
  #waiting: (() => void)[] = [];

  readonly pace: Pace = ({ index, signal }) => {
    if (index === 0) this.begun += 1;
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(signal.reason as Error);
      signal.addEventListener('abort', giveUp);
      this.#waiting.push(() => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      });
    });
  };

  /** Lets the next pieces through, the waiting ones first. */
  release(pieces: number): void {
    const through = this.#waiting.splice(0, pieces);
    this.#free += pieces - through.length;
    for (const pass of through) pass();
  }

  /** From now on nothing waits. */
  open(): void {
    this.release(Number.MAX_SAFE_INTEGER);
  }

  /** From now on everything waits again. */
  close(): void {
    this.#free = 0;
  }
}
