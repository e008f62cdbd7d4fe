// Keys and event IDs that a call has delivered, so that a message that a server repeats is noticed.
import { flatCopy } from '../parsing/flat-copy.js';

const MOST_KEYS = 100_000;
/** Of all keys that are texts, in UTF-16 code units. */
const MOST_LENGTH = 8 * 1024 * 1024;

/** A stream may have no end: beyond a number or a total length of keys, the oldest are removed. */
export class SeenKeys {
  readonly #attempts = new Map<unknown, number>();
  /** One for all: a Map keeps the places of removed entries for a while, and a new iterator passes them all. */
  readonly #oldest = this.#attempts.keys();
  #length = 0;

  get isEmpty(): boolean {
    return this.#attempts.size === 0;
  }

  /** The attempt that a key was added in; `undefined` for an unknown key. */
  attemptOf(key: unknown): number | undefined {
    return this.#attempts.get(key);
  }

  /** Adds a key, unless it is known. Returns the attempt that it was added in before. */
  add(key: unknown, attempt: number): number | undefined {
    const known = this.#attempts.get(key);
    if (known === undefined) {
      this.#attempts.set(typeof key === 'string' ? flatCopy(key) : key, attempt);
      this.#length += lengthOf(key);
      while (this.#attempts.size > MOST_KEYS || this.#length > MOST_LENGTH) {
        const oldest: unknown = this.#oldest.next().value;
        this.#attempts.delete(oldest);
        this.#length -= lengthOf(oldest);
      }
    }
    return known;
  }
}

function lengthOf(key: unknown): number {
  return typeof key === 'string' ? key.length : 0;
}

/** The event IDs of a call, to notice a server that starts over although it was asked to continue. */
export class DeliveredIds {
  readonly #remembersAll: boolean;
  readonly #ids = new SeenKeys();
  #attempt = 0;

  /** Without `remembersAll` only the first ID of the call is remembered, which costs nothing. */
  constructor(remembersAll: boolean) {
    this.#remembersAll = remembersAll;
  }

  beginAttempt(): void {
    this.#attempt += 1;
  }

  /** Adds the ID of a message, and returns whether an earlier attempt delivered it. */
  add(id: string): boolean {
    const isAdded = this.#remembersAll || this.#ids.isEmpty;
    const known = isAdded ? this.#ids.add(id, this.#attempt) : this.#ids.attemptOf(id);
    return known !== undefined && known < this.#attempt;
  }
}
