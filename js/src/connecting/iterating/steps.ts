// An async generator whose `return` does not wait for a pending `next()`: it closes the source immediately.
import { registryOf } from '../../runtime/collection.js';

/** The source of {@link Steps}. Refers to the iterator only while a `next()` is pending, because it may be garbage collected. */
export interface StepSource<Item, End> {
  /** May be called while an earlier call is pending. Keeps `steps`, the iterator, reachable until the promise settles. */
  next(steps: object): Promise<IteratorResult<Item, End>>;
  /** Resolves pending calls of `next`. Must call {@link forget}. */
  readonly close: () => void;
}

/** Closes the source of an iterator that was garbage collected. */
let abandoned: FinalizationRegistry<() => void> | undefined;

/** Outside the constructor, because a closure there would keep the first iterator alive. */
const call = (close: () => void): void => {
  close();
};

/** Must be called in `close`. Otherwise the stack trace of an error of the source could keep the iterator alive. */
export function forget(close: () => void): void {
  abandoned?.unregister(close);
}

/** Not a generator function, because that needs three more microtask turns per `next()`. */
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

  /** Throws if it is called again, because a second loop would end without an item. */
  [Symbol.asyncIterator](): this {
    if (this.#isIterated) {
      throw new TypeError('Expected one loop over a stream, got a second one');
    }
    this.#isIterated = true;
    return this;
  }
}
