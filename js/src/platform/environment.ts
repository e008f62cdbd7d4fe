// The clock and randomness of connecting/. Tests inject their own.

export interface Environment {
  /** Returns milliseconds of a monotonic clock. */
  now(): number;
  /** Returns milliseconds since 1970-01-01T00:00:00Z, for dates in headers. */
  date(): number;
  /** Returns a number from 0 to less than 1. */
  random(): number;
  /** Resolves after `delay` milliseconds, or when `signal` is aborted. Removes its timer and its listener. */
  wait(delay: number, signal: AbortSignal): Promise<void>;
}

/** For signals that only end a wait. Without a reason, `abort` would create an error with a stack trace, which is slow. */
export const NO_REASON = null;

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

/**
 * Returns a version 4 UUID. `crypto.randomUUID` is available only in secure contexts.
 *
 * {@link https://www.rfc-editor.org/rfc/rfc9562#section-5.4 | RFC 9562, section 5.4}
 */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  // Sets the version to 4 and the variant to 8.
  return digits.replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
}
