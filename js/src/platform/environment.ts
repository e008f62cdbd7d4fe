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

/**
 * A version 4 UUID. Made of random bytes, because `crypto.randomUUID` is there in secure contexts alone.
 *
 * {@link https://www.rfc-editor.org/rfc/rfc9562#section-5.4 | RFC 9562, section 5.4}
 */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  // The version, and the first of the variants.
  return digits.replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
}
