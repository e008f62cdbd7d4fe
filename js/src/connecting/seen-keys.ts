// The keys and event IDs that a call has delivered, to detect messages that a server repeats.
import { flatCopy } from '../parsing/flat-copy.js';

const MOST_KEYS = 100_000;
/** The maximum total length of all string keys, in UTF-16 code units. */
const MOST_LENGTH = 8 * 1024 * 1024;

/** Removes the oldest keys above a number and a total length, because a stream may be endless. */
export class SeenKeys {
  readonly #attempts = new Map<unknown, number>();
  /** A single iterator: a new one would step over all removed entries, which a Map keeps for some time. */
  readonly #oldest = this.#attempts.keys();
  #length = 0;

  get isEmpty(): boolean {
    return this.#attempts.size === 0;
  }

  /** Returns the attempt in which a key was added, or `undefined` for an unknown key. */
  attemptOf(key: unknown): number | undefined {
    return this.#attempts.get(key);
  }

  /** Adds a key. If the key is known, returns the attempt in which it was added. */
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

/** The event IDs of a call, to detect a server that starts over instead of resuming. */
export class DeliveredIds {
  readonly #remembersAll: boolean;
  readonly #ids = new SeenKeys();
  #attempt = 0;

  /** Without `remembersAll`, only the first ID of the call is stored. */
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
