// The lifecycle of the page or worker: hidden, frozen, in the back/forward cache, offline.
import { Outcome } from '../runtime/module.js';

/** Of the document, after it was frozen. */
const THAW = 'resume';

/** What of a page's life may end an attempt. */
export type PageOutcome =
  typeof Outcome.pageCached | typeof Outcome.pageHidden | typeof Outcome.pageFrozen;

export interface PageLifecycle {
  /** Listens until `close`; where there is no page, to nothing. */
  open(): void;
  close(): void;
  /** No connection may be opened now. */
  isAway(): boolean;
  /** The browser says that there is no network. */
  isOffline(): boolean;
  /** Resolves when something has happened to the page, and at `close`. */
  change(): Promise<void>;
}

/** `onleave`: the page has gone to where no connection is to be kept, or been where none stays what it was. */
export function createPageLifecycle(
  closesWhenHidden: boolean,
  onleave: (leave: PageOutcome) => void,
): PageLifecycle {
  let isCached = false;
  let changed: (() => void) | undefined;

  const isHidden = (): boolean => closesWhenHidden && page()?.hidden === true;

  function handleEvent(event: Event): void {
    // Only the events that come and go with the back/forward cache tell of it.
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
    // A runtime that is no page and no worker may have listeners, but nothing of this to tell them.
    const hasHost = onLine() !== undefined && typeof globalThis.addEventListener === 'function';
    const host = hasHost ? globalThis : undefined;
    // Chromium fires no `online` in a worker, where `onLine` changes all the same: a stream would wait for ever.
    const network = hasHost ? (navigator as { connection?: EventTarget }).connection : undefined;
    // Chromium warns of listeners that a service worker has not had from its beginning, and never calls these.
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

/** A document may be somebody's stand-in for one, without events. */
function page(): Document | undefined {
  const { document } = globalThis as Partial<typeof globalThis>;
  return typeof document?.addEventListener === 'function' ? document : undefined;
}

function onLine(): boolean | undefined {
  const { navigator } = globalThis as Partial<typeof globalThis>;
  return navigator?.onLine;
}
