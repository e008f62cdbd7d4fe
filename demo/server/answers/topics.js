// What the processes tell each other about answers, by Redis' PUBLISH: 'more', 'stop' and 'cut'. One subscription for each
// answer, however many readers it has in this process.

/** @typedef {{ members: Set<Member>, changes: number, ready: Promise<void>, hear: (change: string) => void }} Topic */
/** @typedef {{ hear: (change: string) => void, wake: () => void }} Member */

export class Topics {
  #subscriber;
  /** @type {Map<string, Topic>} */
  #topics = new Map();

  /** @param {import('./redis-connection.js').Redis} subscriber */
  constructor(subscriber) {
    this.#subscriber = subscriber;
  }

  /**
   * @param {string} id of an answer
   * @param {(change: string) => void} hear
   */
  async join(id, hear) {
    const channel = `chat:${id}`;
    const topic = this.#topics.get(channel) ?? this.#open(channel);
    /** @type {Member} */
    const member = { hear, wake: () => undefined };
    topic.members.add(member);
    const leave = () => {
      topic.members.delete(member);
      if (topic.members.size === 0) this.#close(channel, topic);
    };
    await topic.ready.catch((error) => {
      leave();
      throw error;
    });
    return {
      leave,
      get changes() {
        return topic.changes;
      },
      /**
       * Resolves with whether there was a change, after `wait` milliseconds at the latest.
       * @param {number} seen
       * @param {number} wait
       * @param {AbortSignal} signal
       * @returns {Promise<boolean>}
       */
      changedSince(seen, wait, signal) {
        if (topic.changes !== seen || signal.aborted) return Promise.resolve(true);
        return new Promise((resolve) => {
          const settle = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', settle);
            member.wake = () => undefined;
            resolve(topic.changes !== seen);
          };
          const timer = setTimeout(settle, wait);
          member.wake = settle;
          signal.addEventListener('abort', settle);
        });
      },
    };
  }

  close() {
    this.#topics.clear();
    this.#subscriber.destroy();
  }

  /** @param {string} channel */
  #open(channel) {
    /** @param {string} change */
    const hear = (change) => {
      topic.changes += 1;
      for (const member of [...topic.members]) {
        member.hear(change);
        member.wake();
      }
    };
    const ready = this.#subscriber.subscribe(channel, hear);
    /** @type {Topic} */
    const topic = { members: new Set(), changes: 0, ready, hear };
    this.#topics.set(channel, topic);
    return topic;
  }

  /** @param {string} channel @param {Topic} topic */
  #close(channel, topic) {
    if (this.#topics.get(channel) !== topic) return;
    this.#topics.delete(channel);
    void this.#subscriber.unsubscribe(channel, topic.hear).catch(() => undefined);
  }
}
