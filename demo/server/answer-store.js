// The answers that can be read or resumed now, bounded in number and in time.
// chat-routes.js looks answers up here; nothing else keeps a reference to them.

import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { Answer } from './answer.js';
import { ApiError } from './api-error.js';

export class AnswerStore {
  /** @type {Map<string, Answer>} oldest first */
  #answers = new Map();
  /** @type {Map<string, string>} the id of the answer that a request with this key began */
  #idsByKey = new Map();
  #closing = new AbortController();

  /**
   * @param {import('./types.js').Limits} limits
   * @param {import('./types.js').Delay} delay
   */
  constructor(limits, delay) {
    this.limits = limits;
    this.delay = delay;
    // Every answer waits for its own end on this one signal; Node would take that for a leak.
    setMaxListeners(0, this.#closing.signal);
  }

  /**
   * @param {string | undefined} key
   * @returns {Answer}
   */
  create(key) {
    if (this.#answers.size >= this.limits.answers) this.#forgetOldestFinished();
    const answer = new Answer(`answer-${randomUUID()}`);
    this.#answers.set(answer.id, answer);
    if (key !== undefined) this.#idsByKey.set(key, answer.id);
    return answer;
  }

  /** @param {string} id */
  find(id) {
    return this.#answers.get(id);
  }

  /**
   * The answer an earlier request with the same key began: a POST that was cut before its first event
   * carries no event id, and without this it would be answered, and paid for, twice.
   * @param {string | undefined} key
   */
  findByKey(key) {
    const id = key === undefined ? undefined : this.#idsByKey.get(key);
    return id === undefined ? undefined : this.#answers.get(id);
  }

  /**
   * Called when a reader has left: an answer nobody comes back for must not run, or be paid for, to its end.
   * @param {Answer} answer
   */
  async readerLeft(answer) {
    if (answer.ended || answer.readerCount > 0) return;
    const { arrivals } = answer;
    if (!(await this.#after(this.limits.graceMilliseconds))) return;
    // Someone who came back and left again has a grace period of their own, still running.
    if (answer.arrivals === arrivals) answer.stop();
  }

  /**
   * Called when an answer has been written: it stays for those who were cut off near its end, then goes.
   * Takes the id alone: a wait that held the answer would keep it in memory after it had been forgotten.
   * @param {string} id
   */
  async written(id) {
    if (await this.#after(this.limits.keepMilliseconds)) this.#forget(id);
  }

  close() {
    this.#closing.abort();
    for (const answer of this.#answers.values()) answer.stop();
  }

  /** @param {number} milliseconds @returns {Promise<boolean>} false when the server closed first */
  async #after(milliseconds) {
    try {
      await this.delay(milliseconds, this.#closing.signal);
      return true;
    } catch {
      return false;
    }
  }

  #forgetOldestFinished() {
    for (const [id, answer] of this.#answers) {
      if (answer.ended && answer.readerCount === 0) return this.#forget(id);
    }
    throw new ApiError(
      503,
      'too_busy',
      'Too many answers are being written at once. Try again in a moment.',
    );
  }

  /** @param {string} id */
  #forget(id) {
    this.#answers.delete(id);
    for (const [key, owner] of this.#idsByKey) if (owner === id) this.#idsByKey.delete(key);
  }
}
