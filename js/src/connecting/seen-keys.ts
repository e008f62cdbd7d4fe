// The keys of the messages that a call has delivered, so that a server which replays them is heard once.

/** For the newest key the oldest is forgotten: a stream may go on for ever. */
const MOST_KEYS = 100_000;

export class SeenKeys {
  readonly #keys = new Set<unknown>();

  /** Whether the key was there before it was added. A message without a key has never been seen. */
  seen(key: unknown): boolean {
    if (key === undefined) {
      return false;
    }
    if (this.#keys.has(key)) {
      return true;
    }
    if (this.#keys.size >= MOST_KEYS) {
      this.#keys.delete(this.#keys.values().next().value);
    }
    this.#keys.add(key);
    return false;
  }
}
