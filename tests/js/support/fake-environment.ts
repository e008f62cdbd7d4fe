// Injected time and randomness: waits are recorded, and end only when the test releases them.
import type { Environment } from '../../../js/src/platform/environment.js';

/** How long `checkResponse` waits for the body of an error page, in milliseconds. */
export const ERROR_PAGE_DEADLINE = 1000;

export interface Wait {
  readonly delay: number;
  /** The wait is over: released by the test, or cancelled by the library. */
  readonly over: boolean;
  /** Lets the delay pass, and advances the clock by it. */
  release(): void;
}

export class FakeEnvironment implements Environment {
  /** Milliseconds on the monotonic clock. */
  time = 5_000;
  /** Milliseconds since 1970. */
  today = Date.UTC(2026, 0, 1);
  /** The result of `random`. */
  chance = 0;
  /** Every wait so far, in order. */
  readonly waits: Wait[] = [];
  readonly #watchers: (() => void)[] = [];
  #seen = 0;

  now(): number {
    return this.time;
  }

  date(): number {
    return this.today;
  }

  random(): number {
    return this.chance;
  }

  wait(delay: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      let over = signal.aborted;
      const end = (): void => {
        over = true;
        signal.removeEventListener('abort', end);
        resolve();
      };
      signal.addEventListener('abort', end);
      this.waits.push({
        delay,
        get over() {
          return over;
        },
        release: () => {
          this.time += delay;
          end();
        },
      });
      if (over) {
        end();
      }
      this.#watchers.splice(0).forEach((notice) => notice());
    });
  }

  /** The first wait that no earlier call has returned, as soon as there is one. */
  async nextWait(): Promise<Wait> {
    for (;;) {
      const wait = this.waits[this.#seen];
      if (wait !== undefined) {
        this.#seen += 1;
        return wait;
      }
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
  }

  /**
   * The wait before the attempt that follows an error page, after the deadline of the page itself.
   */
  async nextWaitAfterErrorPage(): Promise<Wait> {
    const deadline = await this.nextWait();
    if (deadline.delay !== ERROR_PAGE_DEADLINE) {
      throw new Error(`Expected the deadline of an error page, got a wait of ${deadline.delay} ms`);
    }
    return this.nextWait();
  }

  /** Lets every wait pass at once from now on. The delays are still recorded. */
  releaseAll(): void {
    void this.nextWait().then((wait) => {
      wait.release();
      this.releaseAll();
    });
  }

  get delays(): number[] {
    return this.waits.map((wait) => wait.delay);
  }

  get pendingWaits(): number {
    return this.waits.filter((wait) => !wait.over).length;
  }
}
