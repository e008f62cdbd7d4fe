// A page whose events a test dispatches: the real page if there is one, elsewhere a stub.
import { onTestFinished, vi } from 'vitest';

/**
 * Shows and hides the page and dispatches the event. The initial state is restored when the test
 * ends.
 */
export function visibilitySwitch(): (visible: boolean) => void {
  if (typeof document === 'undefined') {
    vi.stubGlobal('document', new EventTarget());
    onTestFinished(() => void vi.unstubAllGlobals());
  }
  const page = document;
  onTestFinished(() => {
    Reflect.deleteProperty(page, 'hidden');
    Reflect.deleteProperty(page, 'visibilityState');
  });
  const show = (visible: boolean): void => {
    const define = (name: string, value: unknown): void =>
      void Object.defineProperty(page, name, { configurable: true, value });
    define('hidden', !visible);
    define('visibilityState', visible ? 'visible' : 'hidden');
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return show;
}

export interface Network {
  goOffline(): void;
  goOnline(): void;
}

/** Takes the page or worker offline, and brings it back online. */
export function networkSwitch(): Network {
  withEvents();
  if (typeof navigator === 'undefined') {
    vi.stubGlobal('navigator', {});
    onTestFinished(() => void vi.unstubAllGlobals());
  }
  const theirs = navigator;
  onTestFinished(() => void Reflect.deleteProperty(theirs, 'onLine'));
  const set = (value: boolean): void => {
    Object.defineProperty(theirs, 'onLine', { configurable: true, value });
    globalThis.dispatchEvent(new Event(value ? 'online' : 'offline'));
  };
  // Set before a stream begins, as it is in a page.
  set(true);
  return { goOffline: () => set(false), goOnline: () => set(true) };
}

/** Dispatches the events of entering and leaving the back/forward cache. */
export function dispatchTransition(type: 'pagehide' | 'pageshow', persisted = true): void {
  globalThis.dispatchEvent(Object.assign(new Event(type), { persisted }));
}

/** Dispatches the event of a page that resumes after a freeze. */
export function dispatchResume(): void {
  document.dispatchEvent(new Event('resume'));
}

/** Node's global object has no events. */
function withEvents(): void {
  if (typeof globalThis.addEventListener !== 'function') {
    const target = new EventTarget();
    for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const) {
      vi.stubGlobal(name, target[name].bind(target));
    }
    onTestFinished(() => void vi.unstubAllGlobals());
  }
}
