// A generator that can be iterated once, and whose `return` closes what it reads at once.

/**
 * Changes `generator` and returns it. A generator's own `return` waits for a step at hand, and leaves the connection open
 * until then; a second loop over it would end at once, as if there were nothing to read.
 *
 * @param close - Closes what the generator reads.
 */
export function oneLoop<Item, End>(
  generator: AsyncGenerator<Item, End, undefined>,
  close: () => void,
): AsyncGenerator<Item, End, undefined> {
  const finish = generator.return.bind(generator);
  let isIterated = false;
  return Object.assign(generator, {
    return(value: End) {
      close();
      return finish(value);
    },
    [Symbol.asyncIterator]() {
      if (isIterated) {
        throw new TypeError('Expected an answer to be iterated once, got a second iteration');
      }
      isIterated = true;
      return generator;
    },
  });
}
