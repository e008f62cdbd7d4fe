// Reads a stream step by step: the first step sends the request, and the body is read only while a step waits.
import { addAbortListener, removeAbortListener } from '../platform/abort-listeners.js';
import type { StreamHandlers } from './handlers.js';
import type { StreamProgress } from './progress.js';
import { createReconnector, type Reconnector } from './reconnect.js';
import { forget } from './steps.js';
import type { StreamOptions } from './stream-options.js';

interface Waiter<Value> {
  resolve(value: Value | undefined): void;
  reject(reason: unknown): void;
}

/** One step at a time: a generator makes the steps, and waits for each. */
export class StepReader<Value> {
  readonly #reconnector: Reconnector;
  readonly #signal: AbortSignal | null | undefined;
  readonly #errorOf: (error: unknown) => unknown;
  #state: 'new' | 'open' | 'closed' = 'new';
  #waiter: Waiter<Value> | undefined;
  /** Lets the connection continue. */
  #proceed: (() => void) | undefined;
  /** What the next step rejects with, if no step waited for it. */
  #failure: { readonly reason: unknown } | undefined;

  /**
   * @param handlersOf - Returns the handlers. It is passed the function that ends a step with a value.
   * @param signal - Fails the stream with its reason.
   * @param errorOf - Returns what a step rejects with, of what the stream failed with.
   */
  constructor(
    options: StreamOptions,
    handlersOf: (endStep: (value: Value) => void) => StreamHandlers,
    signal: AbortSignal | null | undefined,
    errorOf = (error: unknown): unknown => error,
  ) {
    this.#signal = signal;
    this.#errorOf = errorOf;
    this.#reconnector = createReconnector(options, {
      ...handlersOf((value) => {
        this.#endStep(value);
      }),
      ready: () => (this.#waiter === undefined ? this.#nextStep() : undefined),
    });
  }

  get progress(): StreamProgress {
    return this.#reconnector.progress;
  }

  /** Resolves to the next value, and to `undefined` at the end. Rejects with what the stream failed with. */
  next(): Promise<Value | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
      if (this.#state === 'new') {
        this.#open();
      } else if (this.#failure !== undefined) {
        this.#fail(this.#failure.reason);
      } else if (this.#state === 'closed') {
        this.#endStep(undefined);
      } else {
        this.#proceed?.();
      }
    });
  }

  /** Ends the stream at once. A step that waits resolves to `undefined`. */
  readonly close = (): void => {
    this.#failure = undefined;
    this.#end();
  };

  #open(): void {
    this.#state = 'open';
    if (this.#signal?.aborted) {
      this.#abort();
      return;
    }
    addAbortListener(this.#signal, this.#abort);
    this.#reconnector.run().then(
      () => {
        this.#end();
      },
      (error: unknown) => {
        if (this.#state === 'open') {
          this.#fail(this.#errorOf(error));
        }
      },
    );
  }

  readonly #abort = (): void => {
    this.#fail(this.#signal?.reason);
  };

  #fail(reason: unknown): void {
    const waiter = this.#waiter;
    this.#waiter = undefined;
    this.#failure = waiter === undefined ? { reason } : undefined;
    waiter?.reject(reason);
    this.#end();
  }

  #end(): void {
    this.#state = 'closed';
    forget(this.close);
    removeAbortListener(this.#signal, this.#abort);
    this.#endStep(undefined);
    // Last, because `onstate` may throw.
    this.#reconnector.close();
  }

  #nextStep(): Promise<void> {
    return new Promise((resolve) => {
      this.#proceed = resolve;
    });
  }

  #endStep(value: Value | undefined): void {
    const waiter = this.#waiter;
    this.#waiter = undefined;
    waiter?.resolve(value);
  }
}
