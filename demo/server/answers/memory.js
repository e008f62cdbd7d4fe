// Answers in the memory of this process: what `npm run demo` uses without REDIS_URL.

import { busyError, goneError } from '../errors.js';

/** @import { Answers, Limits, Reader } from '../types.js' */

/**
 * @typedef {object} Stored
 * @property {string[]} events
 * @property {boolean} ended
 * @property {AbortController} stopper
 * @property {Set<Reader>} readers
 * @property {Set<() => void>} waiting called once, after the next change
 * @property {NodeJS.Timeout | undefined} timer until an answer that nobody reads is stopped, or a finished one deleted
 */

/** @implements {Answers} */
export class MemoryAnswers {
  /** @type {Map<string, Stored>} oldest first */
  #answers = new Map();

  /** @param {Limits} limits */
  constructor(limits) {
    this.limits = limits;
  }

  /** @param {string} id @param {string} first */
  async begin(id, first) {
    if (this.#answers.has(id)) return undefined;
    if (this.#answers.size >= this.limits.answers) this.#deleteOldestFinished();
    /** @type {Stored} */
    const answer = {
      events: [first],
      ended: false,
      stopper: new AbortController(),
      readers: new Set(),
      waiting: new Set(),
      timer: undefined,
    };
    this.#answers.set(id, answer);
    this.#stopUnlessRead(answer);
    return {
      signal: answer.stopper.signal,
      /** @param {string} data */
      append: async (data) => {
        answer.events.push(data);
        wake(answer);
      },
      end: async () => {
        answer.ended = true;
        wake(answer);
        this.#schedule(answer, this.limits.keep, () => this.#answers.delete(id));
      },
    };
  }

  /** @param {string} id */
  async lastPosition(id) {
    const answer = this.#answers.get(id);
    return answer && answer.events.length - 1;
  }

  /**
   * @param {string} id
   * @param {number} position
   * @param {Reader} reader
   */
  async *read(id, position, reader) {
    const answer = this.#answers.get(id);
    if (answer === undefined) throw goneError();
    answer.readers.add(reader);
    try {
      for (let next = position + 1; !reader.signal.aborted;) {
        const event = answer.events[next];
        if (event !== undefined) {
          yield event;
          next += 1;
        } else if (answer.ended) return;
        else await nextChange(answer, reader.signal);
      }
    } finally {
      answer.readers.delete(reader);
      if (answer.readers.size === 0) this.#stopUnlessRead(answer);
    }
  }

  /** @param {string} id */
  async stop(id) {
    this.#answers.get(id)?.stopper.abort();
  }

  /** @param {string} id */
  async cut(id) {
    for (const reader of this.#answers.get(id)?.readers ?? []) reader.cut();
  }

  async close() {
    for (const answer of this.#answers.values()) {
      clearTimeout(answer.timer);
      answer.stopper.abort();
    }
  }

  /** An answer that nobody comes back for must not be written, and paid for, to its end. @param {Stored} answer */
  #stopUnlessRead(answer) {
    if (answer.ended) return;
    this.#schedule(answer, this.limits.grace, () => {
      if (answer.readers.size === 0) answer.stopper.abort();
    });
  }

  /** @param {Stored} answer @param {number} delay @param {() => void} action */
  #schedule(answer, delay, action) {
    clearTimeout(answer.timer);
    answer.timer = setTimeout(action, delay).unref();
  }

  #deleteOldestFinished() {
    for (const [id, { ended, readers, timer }] of this.#answers) {
      if (!ended || readers.size > 0) continue;
      clearTimeout(timer);
      this.#answers.delete(id);
      return;
    }
    throw busyError();
  }
}

/** @param {Stored} answer */
function wake({ waiting }) {
  for (const resolve of waiting) resolve();
  waiting.clear();
}

/** @param {Stored} answer @param {AbortSignal} signal @returns {Promise<void>} */
function nextChange({ waiting }, signal) {
  return new Promise((resolve) => {
    const settle = () => {
      waiting.delete(settle);
      signal.removeEventListener('abort', settle);
      resolve();
    };
    waiting.add(settle);
    signal.addEventListener('abort', settle);
  });
}
