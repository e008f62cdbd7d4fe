// The steps of an iterator over one stream: each resolves to a value, to the end, or rejects with what ended the stream.
import { registryOf } from '../../runtime/collection.js';
import { addAbortListener, removeAbortListener } from '../../platform/abort-listeners.js';
import { createReconnector, type Reconnector } from '../../connecting/reconnect.js';
import type { StreamHandlers } from '../../connecting/handlers.js';
import type { StreamOptions } from '../../connecting/stream-options.js';

export type Step<Value> = IteratorResult<Value, undefined>;

/** A step that was asked for and has no answer yet. */
interface Waiter<Value> {
  /**
   * Kept from the garbage collector: nothing else may refer to it, and whether somebody awaits the step, nobody can know.
   */
  readonly iterator: object;
  resolve(step: Step<Value>): void;
  reject(reason: unknown): void;
}

export const END = { done: true, value: undefined } as const;

/**
 * Refers to the iterator only while a step waits, and so do the listeners and the connection that refer to the queue: an
 * iterator that is dropped between two steps is collected, and that closes the stream.
 */
export class StepQueue<Value> {
  readonly #reconnector: Reconnector;
  readonly #signal: AbortSignal | undefined;
  readonly #waiters: Waiter<Value>[] = [];
  #state: 'unasked' | 'running' | 'ended' = 'unasked';
  /** Lets the connection go on to the next message. */
  #goOn: (() => void) | undefined;
  /** What the next step rejects with, where none waited for it. */
  #failure: { readonly reason: unknown } | undefined;

  /**
   * Neither options nor handlers may refer to the iterator.
   *
   * @param handlersOf - Makes the handlers, given the function that resolves the next step. That function returns a promise
   * that holds the connection up as long as nobody asks for another value.
   */
  constructor(
    options: StreamOptions,
    handlersOf: (resolveStep: (value: Value) => Promise<void> | undefined) => StreamHandlers,
    signal: AbortSignal | undefined,
  ) {
    this.#signal = signal;
    this.#reconnector = createReconnector(
      options,
      handlersOf((value) => this.#resolveStep(value)),
    );
  }

  /** Requests so far. */
  get attempts(): number {
    return this.#reconnector.progress.figures.attempts;
  }

  get lastEventId(): string {
    return this.#reconnector.progress.lastEventId ?? '';
  }

  get response(): Response | undefined {
    return this.#reconnector.progress.response;
  }

  /** Requests the stream when called for the first time; it is closed when `iterator` is collected. */
  next(iterator: object): Promise<Step<Value>> {
    if (this.#state === 'unasked') {
      this.#start(iterator);
    }
    if (this.#failure !== undefined) {
      const { reason } = this.#failure;
      this.#failure = undefined;
      // The reason of a signal may be anything.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      return Promise.reject(reason);
    }
    if (this.#state === 'ended') {
      return Promise.resolve(END);
    }
    return new Promise((resolve, reject) => {
      this.#waiters.push({ iterator, resolve, reject });
      this.#goOn?.();
      this.#goOn = undefined;
    });
  }

  close(): void {
    this.#failure = undefined;
    this.#end();
  }

  #start(iterator: object): void {
    this.#state = 'running';
    if (this.#signal?.aborted) {
      this.#abort();
      return;
    }
    abandoned ??= registryOf((queue) => {
      queue.close();
    });
    abandoned?.register(iterator, this, this);
    addAbortListener(this.#signal, this.#abort);
    this.#reconnector.run().then(
      () => {
        this.#end();
      },
      (error: unknown) => {
        this.#fail(error);
      },
    );
  }

  readonly #abort = (): void => {
    this.#fail(this.#signal?.reason);
  };

  #resolveStep(value: Value): Promise<void> | undefined {
    this.#waiters.shift()?.resolve({ done: false, value });
    if (this.#waiters.length > 0) {
      return undefined;
    }
    return new Promise((resolve) => {
      this.#goOn = resolve;
    });
  }

  #fail(reason: unknown): void {
    if (this.#state !== 'running') {
      return;
    }
    if (this.#waiters.length === 0) {
      this.#failure = { reason };
    }
    for (const waiter of this.#waiters.splice(0)) {
      waiter.reject(reason);
    }
    this.#end();
  }

  #end(): void {
    this.#state = 'ended';
    abandoned?.unregister(this);
    removeAbortListener(this.#signal, this.#abort);
    for (const waiter of this.#waiters.splice(0)) {
      waiter.resolve(END);
    }
    // Last, because `onstate` may throw.
    this.#reconnector.close();
  }
}

/** Closes what nobody closed: the stream of an iterator that was dropped between two steps. */
let abandoned: FinalizationRegistry<Pick<StepQueue<unknown>, 'close'>> | undefined;
