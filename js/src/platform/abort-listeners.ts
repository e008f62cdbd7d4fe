// Adds one listener to a signal that many streams share. Node prints a warning if a signal has more than ten listeners.

interface Shared {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

const shared = new WeakMap<AbortSignal, Shared>();

/** Calls `callback` when the signal is aborted. */
export function addAbortListener(
  signal: AbortSignal | null | undefined,
  callback: () => void,
): void {
  if (signal) {
    let all = shared.get(signal);
    if (all === undefined) {
      all = share();
      shared.set(signal, all);
      signal.addEventListener('abort', all.listener);
    }
    all.callbacks.add(callback);
  }
}

/** Does nothing if the callback was not added. */
export function removeAbortListener(
  signal: AbortSignal | null | undefined,
  callback: () => void,
): void {
  const all = signal ? shared.get(signal) : undefined;
  if (signal && all?.callbacks.delete(callback) && all.callbacks.size === 0) {
    signal.removeEventListener('abort', all.listener);
    shared.delete(signal);
  }
}

function share(): Shared {
  const callbacks = new Set<() => void>();
  const listener = (): void => {
    for (const callback of callbacks) {
      try {
        callback();
      } catch (thrown) {
        // Report the error as for a separate listener, and abort the other streams.
        queueMicrotask(() => {
          throw thrown;
        });
      }
    }
  };
  return { callbacks, listener };
}
