// The event IDs that a call has delivered, to notice a server that starts over although it was asked to continue.

/** The oldest ID is forgotten for a new one: a stream may last for ever. */
const MAX_IDS = 100_000;

export class DeliveredIds {
  readonly #remembersAll: boolean;
  /** Each ID with the attempt that delivered it first. */
  readonly #attempts = new Map<string, number>();
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
    const known = this.#attempts.get(id);
    if (known !== undefined) {
      return known < this.#attempt;
    }
    if (this.#remembersAll || this.#attempts.size === 0) {
      this.#attempts.set(id, this.#attempt);
      if (this.#attempts.size > MAX_IDS) {
        const [oldest = id] = this.#attempts.keys();
        this.#attempts.delete(oldest);
      }
    }
    return false;
  }
}
