// Constructors of plain objects, for objects that are created for every message.

/**
 * Returns a constructor that creates plain objects, as an object literal does. `assign` sets their properties.
 *
 * V8 observes how long the objects of a literal live. If most of them survive a garbage collection, as the latest message of
 * each waiting stream does, it allocates all later ones as long-lived objects, which keep every message in memory until the
 * next full collection. It does not observe the objects of a constructor.
 */
export function plainObject<Item extends object, Values extends unknown[]>(
  assign: (this: Item, ...values: Values) => void,
): new (...values: Values) => Item {
  return Object.defineProperty(assign, 'prototype', { value: Object.prototype }) as never;
}
