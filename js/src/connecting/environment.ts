// Time and chance, as the loop uses them. Tests hand in their own; nothing else in connecting/ reads a clock.

export interface Environment {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Milliseconds since 1970-01-01T00:00:00Z, for dates that a server names. */
  date(): number;
  /** From 0 up to, but not including, 1. */
  random(): number;
  /** Resolves after `delay` milliseconds, or as soon as `signal` aborts. Leaves no timer and no listener. */
  wait(delay: number, signal: AbortSignal): Promise<void>;
}

export const realEnvironment: Environment = {
  now: () => performance.now(),
  date: () => Date.now(),
  random: () => Math.random(),
  wait: (delay, signal) =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, delay);
      signal.addEventListener('abort', end);
      if (signal.aborted) {
        end();
      }
    }),
};
