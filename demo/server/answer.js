// One answer in memory: the events written so far, those who read them, and the switch that ends it.
// generate.js appends, send-events.js reads from any position, so a dropped reader can come back for the rest.

export class Answer {
  /** @type {string[]} */
  #events = [];
  #ended = false;
  #stopper = new AbortController();
  #arrivals = 0;
  /** @type {Set<() => void>} */
  #readers = new Set();
  /** @type {Set<() => void>} */
  #waiting = new Set();

  /** @param {string} id */
  constructor(id) {
    this.id = id;
    this.created = Math.floor(Date.now() / 1000);
  }

  /** Aborted once nobody wants the rest: the generation and its upstream request listen to it. */
  get signal() {
    return this.#stopper.signal;
  }

  get ended() {
    return this.#ended;
  }

  /** The position of the newest event; -1 while there is none. */
  get lastPosition() {
    return this.#events.length - 1;
  }

  get readerCount() {
    return this.#readers.size;
  }

  /** How many readers have ever come: unchanged means that nobody has come back since. */
  get arrivals() {
    return this.#arrivals;
  }

  /** @param {string} event as it goes over the wire */
  append(event) {
    if (this.#ended) return;
    this.#events.push(event);
    this.#wakeReaders();
  }

  end() {
    this.#ended = true;
    this.#wakeReaders();
  }

  stop() {
    this.#stopper.abort();
  }

  /**
   * @param {() => void} disconnect destroys this reader's socket
   * @returns {() => void} call it when the reader has gone
   */
  addReader(disconnect) {
    this.#arrivals += 1;
    this.#readers.add(disconnect);
    return () => this.#readers.delete(disconnect);
  }

  /** Destroys the sockets of all readers, as a failing network would; returns how many there were. */
  cut() {
    const readers = [...this.#readers];
    for (const disconnect of readers) disconnect();
    return readers.length;
  }

  /**
   * Every event after a position, then those still to come, until the answer ends or the reader leaves.
   * @param {number} position
   * @param {AbortSignal} left
   * @returns {AsyncGenerator<string, void, undefined>}
   */
  async *eventsAfter(position, left) {
    for (let next = position + 1; !left.aborted;) {
      const event = this.#events[next];
      if (event !== undefined) {
        yield event;
        next += 1;
      } else if (this.#ended) {
        return;
      } else {
        await this.#nextChange(left);
      }
    }
  }

  /** @param {AbortSignal} left */
  #nextChange(left) {
    return /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake);
          left.removeEventListener('abort', wake);
          resolve();
        };
        this.#waiting.add(wake);
        left.addEventListener('abort', wake);
      })
    );
  }

  #wakeReaders() {
    for (const wake of [...this.#waiting]) wake();
  }
}
