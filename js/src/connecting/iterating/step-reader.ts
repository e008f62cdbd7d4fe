// Reads a stream item by item. The first `next()` sends the request, and the body is read only while a `next()` is pending.
import { addAbortListener, removeAbortListener } from '../../platform/abort-listeners.js';
import { plainObject } from '../../runtime/plain-object.js';
import type { StreamHandlers } from '../handlers.js';
import type { StreamProgress } from '../progress.js';
import { createReconnector, type Reconnector } from '../reconnect.js';
import { forget, type StepSource } from './steps.js';
import type { StreamOptions } from '../stream-options.js';

const Step = /* @__PURE__ */ plainObject(function (
  this: IteratorYieldResult<unknown>,
  value: unknown,
) {
  this.done = false;
  this.value = value;
}) as new <Item>(value: Item) => IteratorYieldResult<Item>;

/** A pending `next()`, in a list of them. */
class Waiter<Item, End> {
  /** The waiter of the following call. */
  following: Waiter<Item, End> | undefined;

  constructor(
    readonly resolve: (step: IteratorResult<Item, End>) => void,
    readonly reject: (reason: unknown) => void,
    /** The iterator, which must not be garbage collected while `next()` is pending. */
    readonly steps: object,
  ) {}
}

export interface StepSettings<End> {
  readonly handlers: StreamHandlers;
  /** If it is aborted, the stream fails with its reason. */
  readonly signal: AbortSignal | null | undefined;
  /** Returns the error with which `next()` rejects. */
  readonly errorOf?: (failure: unknown) => unknown;
  /** Called when the stream is complete. May deliver items. Returns the return value of the iterator, or throws its error. */
  readonly onend?: () => End;
}

export class StepReader<Item, End = undefined> implements StepSource<Item, End | undefined> {
  readonly progress: StreamProgress;
  readonly #reconnector: Reconnector;
  readonly #settings: StepSettings<End>;
  #state: 'new' | 'open' | 'closed' = 'new';
  /** The earliest and the latest pending call of `next()`. */
  #waiter: Waiter<Item, End | undefined> | undefined;
  #lastWaiter: Waiter<Item, End | undefined> | undefined;
  /** Items for later calls of `next()`, and the last event ID after each item. */
  readonly #items: Item[] = [];
  readonly #ids: string[] = [];
  #lastEventId = '';
  /** The number of items that were discarded. */
  #dropped = 0;
  /** Ends the wait of the connection for the next call of `next()`. */
  #proceed: (() => void) | undefined;
  /** The error for the first `next()` after the items. Set if the stream failed while no `next()` was pending. */
  #failure: { readonly reason: unknown } | undefined;
  /** The return value for the first `next()` after the items. */
  #end: End | undefined;

  constructor(
    options: StreamOptions,
    settingsOf: (reader: StepReader<Item, End>) => StepSettings<End>,
  ) {
    this.#settings = settingsOf(this);
    this.#reconnector = createReconnector(options, {
      ...this.#settings.handlers,
      ready: (proceed) => {
        const isReady = this.#waiter !== undefined;
        this.#proceed = isReady ? undefined : proceed;
        return isReady;
      },
    });
    this.progress = this.#reconnector.progress;
  }

  /** The last event ID. While no `next()` is pending, it is the ID after the last returned item: later items may be lost. */
  get lastEventId(): string {
    return this.#waiter === undefined ? this.#lastEventId : this.#receivedId;
  }

  /** The number of items that no `next()` has returned. */
  get undelivered(): number {
    return this.#items.length + this.#dropped;
  }

  get #receivedId(): string {
    return this.progress.lastEventId ?? '';
  }

  next(steps: object): Promise<IteratorResult<Item, End | undefined>> {
    if (this.#items.length > 0) {
      this.#lastEventId = this.#ids.shift() ?? '';
      return Promise.resolve(new Step(this.#items.shift() as Item));
    }
    return new Promise((resolve, reject) => {
      this.#add(new Waiter(resolve, reject, steps));
      if (this.#state === 'new') {
        this.#open();
      } else if (this.#failure !== undefined) {
        this.#fail(this.#failure.reason);
      } else if (this.#state === 'closed') {
        this.#close();
      } else {
        const proceed = this.#proceed;
        this.#proceed = undefined;
        proceed?.();
      }
    });
  }

  #add(waiter: Waiter<Item, End | undefined>): void {
    if (this.#lastWaiter === undefined) {
      this.#waiter = waiter;
    } else {
      this.#lastWaiter.following = waiter;
    }
    this.#lastWaiter = waiter;
  }

  #takeWaiter(): Waiter<Item, End | undefined> | undefined {
    const waiter = this.#waiter;
    this.#waiter = waiter?.following;
    if (this.#waiter === undefined) {
      this.#lastWaiter = undefined;
    } else if (waiter !== undefined) {
      waiter.following = undefined;
    }
    return waiter;
  }

  /** Resolves a pending `next()` with `item`, or stores it for the next one. */
  readonly deliver = (item: Item): void => {
    if (this.#state === 'open') {
      const waiter = this.#takeWaiter();
      if (waiter === undefined) {
        this.#items.push(item);
        this.#ids.push(this.#receivedId);
      } else {
        this.#lastEventId = this.#receivedId;
        waiter.resolve(new Step(item));
      }
    }
  };

  /** Ends the stream successfully. Stored items are still returned. */
  readonly finish = (): void => {
    if (this.#state === 'open') {
      this.#lastEventId = this.#receivedId;
      try {
        this.#end = this.#settings.onend?.();
        this.#close();
      } catch (error) {
        this.#fail(error);
      }
    }
  };

  /** Ends the stream and discards stored items. Every pending `next()` resolves with `done: true`. */
  readonly close = (): void => {
    this.#lastEventId = this.lastEventId;
    this.#dropped += this.#items.splice(0).length;
    this.#failure = undefined;
    this.#end = undefined;
    this.#close();
  };

  #open(): void {
    this.#state = 'open';
    const { signal, errorOf } = this.#settings;
    if (signal?.aborted) {
      this.#abort();
      return;
    }
    addAbortListener(signal, this.#abort);
    this.#reconnector.run().then(this.finish, (failure: unknown) => {
      if (this.#state === 'open') {
        this.#fail(errorOf === undefined ? failure : errorOf(failure));
      }
    });
  }

  readonly #abort = (): void => {
    this.#dropped += this.#items.splice(0).length;
    this.#fail(this.#settings.signal?.reason);
  };

  #fail(reason: unknown): void {
    const waiter = this.#takeWaiter();
    if (waiter !== undefined && this.#state === 'open') {
      this.#lastEventId = this.#receivedId;
    }
    this.#failure = waiter === undefined ? { reason } : undefined;
    waiter?.reject(reason);
    this.#close();
  }

  #close(): void {
    this.#state = 'closed';
    this.#proceed = undefined;
    forget(this.close);
    removeAbortListener(this.#settings.signal, this.#abort);
    for (let waiter = this.#takeWaiter(); waiter !== undefined; waiter = this.#takeWaiter()) {
      waiter.resolve(this.#lastStep());
    }
    // Last, because `onstate` may throw.
    this.#reconnector.close();
  }

  /** The first call returns the return value of the iterator, further calls `undefined`. */
  #lastStep(): IteratorReturnResult<End | undefined> {
    const value = this.#end;
    this.#end = undefined;
    return { done: true, value };
  }
}
