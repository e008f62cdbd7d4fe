// A page whose visibility is in the hands of a test: the real one in a window, elsewhere one that was not there before.
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
