// Answers in the memory of this process. Used without REDIS_URL.

import { EventEmitter, once } from 'node:events';
import { busyError, goneError } from '../errors.js';

/** @import { Answers, Limits, Reader, Writer } from '../types.js' */

/** Emits 'change' when it has another event, and when it ends. */
class Answer extends EventEmitter {
  /** @type {string[]} */
  events = [];
  ended = false;
  stopper = new AbortController();
  /** @type {Set<Reader>} */
  readers = new Set();
  /** Stops an answer without readers, or deletes a finished one. @type {NodeJS.Timeout | undefined} */
  timer;

  /** @param {number} delay @param {() => void} action */
  schedule(delay, action) {
    clearTimeout(this.timer);
    this.timer = setTimeout(action, delay).unref();
  }
}

/** @implements {Answers} */
export class MemoryAnswers {
  /** @type {Map<string, Answer>} oldest first */
  #answers = new Map();
  #limits;

  /** @param {Limits} limits */
  constructor(limits) {
    this.#limits = limits;
  }

  /** @param {string} id @param {string} first @returns {Promise<Writer | undefined>} */
  async begin(id, first) {
    if (this.#answers.has(id)) return undefined;
    if (this.#answers.size >= this.#limits.answers) this.#deleteOldestFinished();
    const answer = new Answer().setMaxListeners(0);
    answer.events.push(first);
    this.#answers.set(id, answer);
    this.#stopUnlessRead(answer);
    return {
      signal: answer.stopper.signal,
      append: async (data) => {
        answer.events.push(data);
        answer.emit('change');
      },
      end: async () => {
        answer.ended = true;
        answer.emit('change');
        answer.schedule(this.#limits.keep, () => this.#answers.delete(id));
      },
    };
  }

  /** @param {string} id */
  async lastPosition(id) {
    const answer = this.#answers.get(id);
    return answer && answer.events.length - 1;
  }

  /** @param {string} id @param {number} position @param {Reader} reader */
  async *read(id, position, reader) {
    const { signal } = reader;
    const answer = this.#answers.get(id);
    if (answer === undefined) throw goneError();
    answer.readers.add(reader);
    try {
      for (let next = position + 1; !signal.aborted;) {
        const event = answer.events[next];
        if (event !== undefined) {
          yield event;
          next += 1;
        } else if (answer.ended) return;
        else await once(answer, 'change', { signal }).catch(() => undefined);
      }
    } finally {
      answer.readers.delete(reader);
      this.#stopUnlessRead(answer);
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
    for (const { timer, stopper } of this.#answers.values()) {
      clearTimeout(timer);
      stopper.abort();
    }
  }

  /** If nobody comes back for an answer, the rest of it must not be paid for. @param {Answer} answer */
  #stopUnlessRead(answer) {
    if (answer.ended || answer.readers.size > 0) return;
    answer.schedule(this.#limits.grace, () => {
      if (answer.readers.size === 0) answer.stopper.abort();
    });
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
