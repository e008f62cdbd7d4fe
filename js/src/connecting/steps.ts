// Asynchronous generators over a source that is closed at once when the loop ends, also while a step waits.
import { registryOf } from '../runtime/collection.js';

interface Source<Item> {
  /** Resolves to the next item, and to `undefined` at the end. */
  next(): Promise<Item | undefined>;
  readonly close: () => void;
}

/** Yields the items of a source. */
export async function* itemsOf<Item>(source: Source<Item>): AsyncGenerator<Item, void, undefined> {
  try {
    for (;;) {
      let item = await source.next();
      if (item === undefined) {
        return;
      }
      yield item;
      // Not kept while the next one is waited for.
      item = undefined;
    }
  } finally {
    source.close();
  }
}

/** Closes the sources of generators that were dropped. */
let abandoned: FinalizationRegistry<() => void> | undefined;

/** Not a closure of `closingAtOnce`: that would keep the first generator alive. */
const call = (close: () => void): void => {
  close();
};

/**
 * To be called in `close`. A closed source must not wait for its generator to be collected: its errors keep stack traces, and
 * a trace keeps the generator alive.
 */
export function forget(close: () => void): void {
  abandoned?.unregister(close);
}

/**
 * Changes `generator` and returns it. Its own `return` would wait for a step that is running. A second loop throws a TypeError:
 * it would end at once, as if there was nothing to read. A generator that is dropped between two steps is closed when it is
 * collected.
 *
 * @param close - Closes what the generator reads, and calls `forget`. Must not refer to the generator.
 */
export function closingAtOnce<Generator extends AsyncGenerator<unknown, unknown, undefined>>(
  generator: Generator,
  close: () => void,
): Generator {
  abandoned ??= registryOf(call);
  abandoned?.register(generator, close, close);
  const finish = generator.return.bind(generator);
  let isIterated = false;
  const end = (value?: unknown): ReturnType<Generator['return']> => {
    close();
    return finish(value) as ReturnType<Generator['return']>;
  };
  Object.assign(generator, {
    return: end,
    [Symbol.asyncIterator]() {
      if (isIterated) {
        throw new TypeError('Expected a stream to be iterated once, got a second iteration');
      }
      isIterated = true;
      return generator;
    },
  });
  // Not every engine has the symbol.
  if (typeof Symbol.asyncDispose === 'symbol') {
    Object.assign(generator, { [Symbol.asyncDispose]: () => end().then(() => undefined) });
  }
  return generator;
}
