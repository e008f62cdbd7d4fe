// The lifecycle of the page or worker: hidden, frozen, in the back/forward cache, offline.
import { Outcome } from '../runtime/module.js';

/** The event of the document after it was frozen. */
const THAW = 'resume';

/** The outcomes of an attempt that a page ended. */
export type PageOutcome =
  typeof Outcome.pageCached | typeof Outcome.pageHidden | typeof Outcome.pageFrozen;

export interface PageLifecycle {
  /** Adds the listeners, until `close`. Does nothing without a page. */
  open(): void;
  close(): void;
  /** Returns whether the page must not have a connection now. */
  isAway(): boolean;
  /** Returns whether the browser reports that it is offline. */
  isOffline(): boolean;
  /** Resolves at the next event of the page, and at `close`. */
  change(): Promise<void>;
}

/** `onleave` is called if the page was hidden, frozen or moved to the back/forward cache, so that the connection must end. */
export function createPageLifecycle(
  closesWhenHidden: boolean,
  onleave: (leave: PageOutcome) => void,
): PageLifecycle {
  let isCached = false;
  let changed: (() => void) | undefined;

  const isHidden = (): boolean => closesWhenHidden && page()?.hidden === true;

  function handleEvent(event: Event): void {
    // Only pagehide and pageshow have `persisted`: whether the page is in the back/forward cache.
    if ('persisted' in event) {
      isCached = event.type === 'pagehide' && event.persisted === true;
    }
    if (isCached) {
      onleave(Outcome.pageCached);
    } else if (isHidden()) {
      onleave(Outcome.pageHidden);
    } else if (event.type === THAW) {
      onleave(Outcome.pageFrozen);
    }
    changed?.();
  }

  function eachSource(method: 'addEventListener' | 'removeEventListener'): void {
    const document = page();
    // Other runtimes than pages and workers may have addEventListener, but do not dispatch these events.
    const hasHost = onLine() !== undefined && typeof globalThis.addEventListener === 'function';
    const host = hasHost ? globalThis : undefined;
    // Chromium dispatches no `online` event in a worker, although `onLine` changes. A stream would wait forever.
    const network = hasHost ? (navigator as { connection?: EventTarget }).connection : undefined;
    // Chromium prints a warning for listeners that a service worker adds after its start, and never calls them.
    const isServiceWorker = 'ServiceWorkerGlobalScope' in globalThis;
    const shown = isServiceWorker ? undefined : host;
    for (const [target, type] of [
      [document, 'visibilitychange'],
      [document, THAW],
      [shown, 'pagehide'],
      [shown, 'pageshow'],
      [network ? shown : host, 'online'],
      [network, 'change'],
    ] as const) {
      target?.[method](type, handleEvent);
    }
  }

  return {
    open: () => eachSource('addEventListener'),
    close() {
      eachSource('removeEventListener');
      changed?.();
    },
    isAway: () => isCached || isHidden(),
    isOffline: () => onLine() === false,
    change: () =>
      new Promise((resolve) => {
        changed = resolve;
      }),
  };
}

/** Returns the document, unless it is a stub without events. */
function page(): Document | undefined {
  const { document } = globalThis as Partial<typeof globalThis>;
  return typeof document?.addEventListener === 'function' ? document : undefined;
}

function onLine(): boolean | undefined {
  const { navigator } = globalThis as Partial<typeof globalThis>;
  return navigator?.onLine;
}
