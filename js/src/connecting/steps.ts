// An async generator whose `return` does not wait for a pending `next()`: it closes the source immediately.
import { registryOf } from '../runtime/collection.js';

/** The source of {@link Steps}. It refers to them only while a `next()` is pending, so that they can be garbage collected. */
export interface StepSource<Item, End> {
  /** May be called while an earlier call is pending. Keeps `steps` reachable until it settles. */
  next(steps: object): Promise<IteratorResult<Item, End>>;
  /** Resolves pending calls of `next`. Must call {@link forget}. */
  readonly close: () => void;
}

/** Closes the sources of steps that were garbage collected. */
let abandoned: FinalizationRegistry<() => void> | undefined;

/** Not a closure of the constructor, which would keep the first steps alive. */
const call = (close: () => void): void => {
  close();
};

/** Must be called in `close`. Otherwise the stack trace of an error of the source could keep the steps alive. */
export function forget(close: () => void): void {
  abandoned?.unregister(close);
}

/** Not a generator function, which needs three more microtask turns per `next()`. */
export class Steps<Item, End = void> implements AsyncGenerator<Item, End, undefined> {
  /** Only in engines that have the symbol. */
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

  /** Throws for a second loop, which would otherwise end without an item. */
  [Symbol.asyncIterator](): this {
    if (this.#isIterated) {
      throw new TypeError('Expected one loop over a stream, got a second one');
    }
    this.#isIterated = true;
    return this;
  }
}
