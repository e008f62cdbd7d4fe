// An asynchronous generator whose `return` does not wait for a step that is running: it closes the source at once.
import { registryOf } from '../runtime/collection.js';

/** What {@link Steps} reads. It refers to them only while a step waits: they are closed when they are garbage collected. */
export interface StepSource<Item, End> {
  /** May be called again before the last step is over. Keeps `steps` reachable until the step is over. */
  next(steps: object): Promise<IteratorResult<Item, End>>;
  /** Ends the steps that wait. Must call {@link forget}. */
  readonly close: () => void;
}

/** Closes the sources of steps that were dropped. */
let abandoned: FinalizationRegistry<() => void> | undefined;

/** Not a closure of the constructor: that would keep the first steps alive. */
const call = (close: () => void): void => {
  close();
};

/**
 * To be called in `close`. A closed source must not wait for its steps to be collected: its errors keep stack traces, and a
 * trace keeps the steps alive.
 */
export function forget(close: () => void): void {
  abandoned?.unregister(close);
}

/** Not a generator function: a step through a generator takes three more turns of the microtask queue. */
export class Steps<Item, End = void> implements AsyncGenerator<Item, End, undefined> {
  /** Where the engine has the symbol. */
  declare readonly [Symbol.asyncDispose]: () => Promise<void>;
  readonly #source: StepSource<Item, End>;
  #isIterated = false;

  constructor(source: StepSource<Item, End>) {
    this.#source = source;
    abandoned ??= registryOf(call);
    abandoned?.register(this, source.close, source.close);
    if (typeof Symbol.asyncDispose === 'symbol') {
      const dispose = async (): Promise<void> => {
        await this.return();
      };
      Object.defineProperty(this, Symbol.asyncDispose, { value: dispose });
    }
  }

  next(): Promise<IteratorResult<Item, End>> {
    return this.#source.next(this);
  }

  async return(value?: End | PromiseLike<End>): Promise<IteratorReturnResult<End>> {
    this.#source.close();
    return { done: true, value: (await value) as End };
  }

  async throw(error: unknown): Promise<never> {
    await this.return();
    throw error;
  }

  /** A second loop would end at once, as if there was nothing to read. */
  [Symbol.asyncIterator](): this {
    if (this.#isIterated) {
      throw new TypeError('Expected a stream to be iterated once, got a second iteration');
    }
    this.#isIterated = true;
    return this;
  }
}
