// The answers that can be read or resumed now, bounded in number and in time.
// chat-routes.js looks answers up here; nothing else keeps a reference to them.

import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { Answer } from './answer.js';
import { ApiError } from './api-error.js';

export class AnswerStore {
  /** @type {Map<string, Answer>} oldest first */
  #answers = new Map();
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
   * @param {string} [id] an id that no answer has
   * @returns {Answer}
   */
  create(id = `answer-${randomUUID()}`) {
    if (this.#answers.size >= this.limits.answers) this.#forgetOldestFinished();
    const answer = new Answer(id);
    this.#answers.set(id, answer);
    return answer;
  }

  /** @param {string | undefined} id */
  find(id) {
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
    if (!(await this.#after(this.limits.keepMilliseconds))) return;
    // An answer forgotten earlier may have been asked for again, and be in the middle of being written.
    if (this.find(id)?.ended) this.#answers.delete(id);
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
      if (answer.ended && answer.readerCount === 0) {
        this.#answers.delete(id);
        return;
      }
    }
    throw new ApiError(
      503,
      'too_busy',
      'Too many answers are being written at once. Try again in a moment.',
    );
  }
}
