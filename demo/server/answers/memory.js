// Answers in the memory of this process. Used without REDIS_URL.

import { EventEmitter, once } from 'node:events';
import { busyError, goneError } from '../errors.js';

/** @import { Answers, Limits, Reader } from '../types.js' */

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

/** @param {Limits} limits @returns {Answers} */
export function openMemoryAnswers(limits) {
  /** Oldest first. @type {Map<string, Answer>} */
  const answers = new Map();

  /** If nobody comes back for an answer, the rest of it must not be paid for. @param {Answer} answer */
  function stopUnlessRead(answer) {
    if (answer.ended || answer.readers.size > 0) return;
    answer.schedule(limits.grace, () => {
      if (answer.readers.size === 0) answer.stopper.abort();
    });
  }

  function deleteOldestFinished() {
    for (const [id, { ended, readers, timer }] of answers) {
      if (!ended || readers.size > 0) continue;
      clearTimeout(timer);
      answers.delete(id);
      return;
    }
    throw busyError();
  }

  return {
    async begin(id, first) {
      if (answers.has(id)) return undefined;
      if (answers.size >= limits.answers) deleteOldestFinished();
      const answer = new Answer().setMaxListeners(0);
      answer.events.push(first);
      answers.set(id, answer);
      stopUnlessRead(answer);
      return {
        signal: answer.stopper.signal,
        async append(data) {
          answer.events.push(data);
          answer.emit('change');
        },
        async end() {
          answer.ended = true;
          answer.emit('change');
          answer.schedule(limits.keep, () => answers.delete(id));
        },
      };
    },
    async lastPosition(id) {
      const answer = answers.get(id);
      return answer && answer.events.length - 1;
    },
    async *read(id, position, reader) {
      const { signal } = reader;
      const answer = answers.get(id);
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
        stopUnlessRead(answer);
      }
    },
    async stop(id) {
      answers.get(id)?.stopper.abort();
    },
    async cut(id) {
      for (const reader of answers.get(id)?.readers ?? []) reader.cut();
    },
    async close() {
      for (const { timer, stopper } of answers.values()) {
        clearTimeout(timer);
        stopper.abort();
      }
    },
  };
}
