// A page whose life is in the hands of a test: the real one where there is one, elsewhere one that was not there before.
import { onTestFinished, vi } from 'vitest';

/** Shows and hides the page, and tells it so; what the test began with comes back when it ends. */
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

/** Takes the network away, as far as the page or worker knows, and brings it back. */
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
  // Known before a stream begins, as it is in a page.
  set(true);
  return { goOffline: () => set(false), goOnline: () => set(true) };
}

/** Puts the page into the back/forward cache, or takes it out, as far as its events tell. */
export function tellTransition(type: 'pagehide' | 'pageshow', persisted = true): void {
  globalThis.dispatchEvent(Object.assign(new Event(type), { persisted }));
}

/** Thaws the page that was frozen, as far as its events tell. */
export function tellThaw(): void {
  document.dispatchEvent(new Event('resume'));
}

/** Node has no events of its own on the global object. */
function withEvents(): void {
  if (typeof globalThis.addEventListener !== 'function') {
    const target = new EventTarget();
    for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const) {
      vi.stubGlobal(name, target[name].bind(target));
    }
    onTestFinished(() => void vi.unstubAllGlobals());
  }
}
