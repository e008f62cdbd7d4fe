// The life of the page or worker: when it is hidden, put away or offline, no connection is opened, or none is kept.
import { Outcome } from '../runtime/module.js';

/** Of the document, after it was frozen. */
const THAW = 'resume';

/** Why no connection may be opened now. */
export type Absence = 'hidden' | 'offline';

/** What of a page's life may end an attempt. */
export type Leave =
  typeof Outcome.pageCached | typeof Outcome.pageHidden | typeof Outcome.pageFrozen;

export class PageLife {
  readonly #closesWhenHidden: boolean;
  readonly #onleave: (leave: Leave) => void;
  #isCached = false;
  #changed: (() => void) | undefined;

  /** `onleave`: the page has gone to where no connection is to be kept, or been where none stays what it was. */
  constructor(closesWhenHidden: boolean, onleave: (leave: Leave) => void) {
    this.#closesWhenHidden = closesWhenHidden;
    this.#onleave = onleave;
  }

  /** Listens until `close`; where there is no page, to nothing. */
  open(): void {
    this.#eachSource((target, type) => target.addEventListener(type, this));
  }

  close(): void {
    this.#eachSource((target, type) => target.removeEventListener(type, this));
    this.#changed?.();
  }

  /** `needsNetwork`: what the machine itself serves is there while it is offline, until it has failed once. */
  absence(needsNetwork: boolean): Absence | undefined {
    if (this.#isCached || this.#isHidden()) {
      return 'hidden';
    }
    return needsNetwork && onLine() === false ? 'offline' : undefined;
  }

  /** Resolves when something has happened to the page, and at `close`. */
  change(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve;
    });
  }

  handleEvent(event: Event): void {
    // Only the events that come and go with the back/forward cache tell of it.
    if ('persisted' in event) {
      this.#isCached = event.type === 'pagehide' && event.persisted === true;
    }
    if (this.#isCached) {
      this.#onleave(Outcome.pageCached);
    } else if (this.#isHidden()) {
      this.#onleave(Outcome.pageHidden);
    } else if (event.type === THAW) {
      this.#onleave(Outcome.pageFrozen);
    }
    this.#changed?.();
  }

  #isHidden(): boolean {
    return this.#closesWhenHidden && page()?.hidden === true;
  }

  #eachSource(act: (target: EventTarget, type: string) => void): void {
    const document = page();
    if (document !== undefined) {
      act(document, 'visibilitychange');
      act(document, THAW);
    }
    // A runtime that is no page and no worker may have listeners, but nothing of this to tell them.
    if (onLine() !== undefined && typeof globalThis.addEventListener === 'function') {
      for (const type of ['pagehide', 'pageshow', 'online']) {
        act(globalThis, type);
      }
      // Chromium fires no `online` in a worker, where `onLine` changes all the same: a stream would wait for ever.
      const { connection } = navigator as { connection?: EventTarget };
      if (connection !== undefined) {
        act(connection, 'change');
      }
    }
  }
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
