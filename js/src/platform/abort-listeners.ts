// Listeners for the abort of a signal that many streams may share: one on the signal, whatever their number.
// Node prints MaxListenersExceededWarning from the eleventh listener on.

interface Shared {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

const shared = new WeakMap<AbortSignal, Shared>();

/** Calls `callback` when the signal aborts. */
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

/** Does nothing where the callback was not added, or has been removed. */
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
        // Reported as an error of a listener of its own would be; the other streams are aborted all the same.
        queueMicrotask(() => {
          throw thrown;
        });
      }
    }
  };
  return { callbacks, listener };
}
