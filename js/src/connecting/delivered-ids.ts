// The event IDs that a call has delivered, to notice a server that starts over although it was asked to continue.
import { SeenKeys } from './seen-keys.js';

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
