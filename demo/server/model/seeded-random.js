// A small generator of pseudo-random numbers that can be started again from the same seed,
// so that a built-in answer is varied for visitors and repeatable for tests.

/**
 * @param {number} seed
 * @returns {() => number} in [0, 1)
 */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    // A Weyl sequence through an integer hash: neighbouring seeds give unrelated sequences.
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 0x1_0000_0000;
  };
}

/** Choices made from one sequence of random numbers. */
export class Chooser {
  /** @param {() => number} random */
  constructor(random) {
    this.random = random;
  }

  /** @template T @param {readonly [T, ...T[]]} items @returns {T} */
  one(items) {
    return items[Math.floor(this.random() * items.length)] ?? items[0];
  }

  /** Some of the items, in an order of its own. @template T @param {readonly T[]} items @param {number} count */
  some(items, count) {
    const rest = [...items];
    const chosen = [];
    while (chosen.length < count && rest.length > 0) {
      chosen.push(...rest.splice(Math.floor(this.random() * rest.length), 1));
    }
    return chosen;
  }

  /** @param {number} probability */
  chance(probability) {
    return this.random() < probability;
  }
}
