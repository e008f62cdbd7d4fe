// Answers in the memory of this process. Used without REDIS_URL.

import { EventEmitter, once } from 'node:events';
import { busyError, goneError } from '../errors.js';

/** @import { Answers, Limits, Reader } from '../types.js' */

/** @typedef {ReturnType<typeof newAnswer>} Answer */

/** @param {string} first */
const newAnswer = (first) => ({
  events: [first],
  ended: false,
  stopper: new AbortController(),
  readers: /** @type {Set<Reader>} */ (new Set()),
  /** Emits 'change' when there is another event, and at the end. */
  changes: new EventEmitter().setMaxListeners(0),
  /** Stops an answer without readers, or deletes a finished one. */
  timer: /** @type {NodeJS.Timeout | undefined} */ (undefined),
});

/** @param {Answer} answer @param {number} delay @param {() => void} action */
function schedule(answer, delay, action) {
  clearTimeout(answer.timer);
  answer.timer = setTimeout(action, delay).unref();
}

/** @param {Limits} limits @returns {Answers} */
export function openMemoryAnswers(limits) {
  /** Oldest first. @type {Map<string, Answer>} */
  const answers = new Map();

  /** If nobody comes back for an answer, the rest of it must not be paid for. @param {Answer} answer */
  function stopUnlessRead(answer) {
    if (answer.ended || answer.readers.size > 0) return;
    schedule(answer, limits.grace, () => {
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
      const answer = newAnswer(first);
      answers.set(id, answer);
      stopUnlessRead(answer);
      return {
        signal: answer.stopper.signal,
        async append(data) {
          answer.events.push(data);
          answer.changes.emit('change');
        },
        async end() {
          answer.ended = true;
          answer.changes.emit('change');
          schedule(answer, limits.keep, () => answers.delete(id));
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
          else await once(answer.changes, 'change', { signal }).catch(() => undefined);
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
