// Answers in Redis, for any number of processes: each of them can read, resume and stop every answer.
//
//   chat:<id>         a stream; the event at position n is the entry (n+1)-0, and an entry without data is the end
//   chat:<id>:lease   exists while the writer's process lives; its value is 'stop' if the writer is to end
//   chat:<id>:read    exists while somebody reads the answer, and for the grace period after that
//   chats             the IDs by the time at which they expire

import { ErrorReply } from 'redis';
import { ApiError, busyError, goneError } from '../errors.js';
import { connect } from './redis-connection.js';
import { Topics } from './topics.js';

/** @import { Answers, Limits, Reader, Writer } from '../types.js' */

/** While no event arrives, a reader checks this often whether the writer is alive. */
export const checkInterval = 1000;

/** Redis refuses an entry with the ID of one that is there, so an answer never has two writers. */
const beginScript = `
local events, lease, read = KEYS[1], KEYS[1] .. ':lease', KEYS[1] .. ':read'
if redis.call('EXISTS', events) == 1 then return 'taken' end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', 'chats', '-inf', now)
if redis.call('ZCARD', 'chats') >= tonumber(ARGV[5]) then
  local evicted
  for _, key in ipairs(redis.call('ZRANGE', 'chats', 0, -1)) do
    if redis.call('EXISTS', key .. ':lease') == 0 then evicted = key break end
  end
  if not evicted then return 'full' end
  redis.call('DEL', evicted)
  redis.call('ZREM', 'chats', evicted)
end
redis.call('XADD', events, '1-0', 'data', ARGV[1])
redis.call('PEXPIRE', events, ARGV[4])
redis.call('SET', lease, 'write', 'PX', ARGV[2])
redis.call('SET', read, '1', 'PX', ARGV[3])
redis.call('ZADD', 'chats', now + ARGV[4], events)
return 'begun'`;

/** @param {string} id */
const keysOf = (id) => ({
  events: `chat:${id}`,
  lease: `chat:${id}:lease`,
  read: `chat:${id}:read`,
});

/** @param {number} position */
const entryId = (position) => `${position + 1}-0`;

/**
 * @param {string} url
 * @param {Limits} limits
 */
export async function openRedisAnswers(url, limits) {
  const redis = await connect(url);
  const subscriber = redis.duplicate();
  // Without a listener an 'error' event would end the process; the client reconnects by itself.
  subscriber.on('error', () => undefined);
  await subscriber.connect();
  return new RedisAnswers(redis, new Topics(subscriber), limits);
}

/** @implements {Answers} */
class RedisAnswers {
  #redis;
  #topics;
  #limits;
  /** Ends the answers that this process writes. @type {Set<() => void>} */
  #stops = new Set();
  /** Readers at the same position share one request. @type {Map<string, Promise<(string | undefined)[]>>} */
  #ranges = new Map();

  /**
   * @param {import('./redis-connection.js').Redis} redis
   * @param {Topics} topics
   * @param {Limits} limits
   */
  constructor(redis, topics, limits) {
    this.#redis = redis;
    this.#topics = topics;
    this.#limits = limits;
  }

  /** @param {string} id @param {string} first */
  async begin(id, first) {
    const { lease, grace, keep, answers } = this.#limits;
    const args = [first, ...[lease, grace, keep, answers].map(String)];
    const result = await reported(
      this.#redis.eval(beginScript, { keys: [keysOf(id).events], arguments: args }),
    );
    if (result === 'full') throw busyError();
    return result === 'begun' ? this.#writer(id) : undefined;
  }

  /** @param {string} id @returns {Promise<Writer>} */
  async #writer(id) {
    const keys = keysOf(id);
    const stopper = new AbortController();
    const stop = () => stopper.abort();
    const topic = await reported(
      this.#topics.join(id, (change) => {
        if (change === 'stop') stop();
      }),
    );
    this.#stops.add(stop);
    const renew = async () => {
      const [, lease, read, found] = await this.#redis
        .multi()
        // A lease that expired because this process had no time is taken again: no other writer can have taken it.
        .set(keys.lease, 'write', { condition: 'NX' })
        .getEx(keys.lease, { type: 'PX', value: this.#limits.lease })
        .exists(keys.read)
        .pExpire(keys.events, this.#limits.keep)
        .execTyped();
      if (lease === 'stop' || read === 0 || found === 0) stop();
    };
    // If Redis does not respond, the next append fails.
    const timer = setInterval(() => void renew().catch(() => undefined), this.#limits.lease / 4);
    let position = 1;
    return {
      signal: stopper.signal,
      append: async (data) => {
        await reported(
          this.#redis
            .multi()
            .xAddNoMkStream(keys.events, entryId(position), { data })
            .pExpire(keys.lease, this.#limits.lease)
            .publish(keys.events, 'more')
            .exec(),
        );
        position += 1;
      },
      end: async () => {
        clearInterval(timer);
        this.#stops.delete(stop);
        topic.leave();
        await reported(
          this.#redis
            .multi()
            .xAddNoMkStream(keys.events, entryId(position), { end: '1' })
            .pExpire(keys.events, this.#limits.keep)
            .del(keys.lease)
            .publish(keys.events, 'more')
            .exec(),
        );
      },
    };
  }

  /** @param {string} id */
  async lastPosition(id) {
    const entries = await reported(
      this.#redis.xRevRange(keysOf(id).events, '+', '-', { COUNT: 1 }),
    );
    const entry = entries?.[0];
    return entry && parseInt(entry.id) - ('data' in entry.message ? 1 : 2);
  }

  /**
   * @param {string} id
   * @param {number} position
   * @param {Reader} reader
   */
  async *read(id, position, { signal, cut }) {
    const topic = await reported(
      this.#topics.join(id, (change) => {
        if (change === 'cut') cut();
      }),
    );
    const markRead = () => this.#markRead(id);
    const marking = setInterval(markRead, this.#limits.grace / 4).unref();
    markRead();
    try {
      for (let next = position + 1; !signal.aborted;) {
        const seen = topic.changes;
        const events = await this.#range(id, next);
        for (const data of events) {
          if (data === undefined) return;
          yield data;
          next += 1;
        }
        if (events.length > 0 || (await topic.changedSince(seen, checkInterval, signal))) continue;
        await this.#endIfAbandoned(id, next);
      }
    } finally {
      clearInterval(marking);
      topic.leave();
      // The grace period of this reader begins.
      markRead();
    }
  }

  /** @param {string} id @param {number} position @returns {Promise<(string | undefined)[]>} undefined is the end */
  #range(id, position) {
    const key = `${id}:${position}`;
    const running = this.#ranges.get(key);
    if (running) return running;
    const range = reported(
      this.#redis.xRange(keysOf(id).events, entryId(position), '+', { COUNT: 256 }),
    )
      .then((entries) => {
        // Positions have no gaps: something else means that the answer was deleted in the meantime.
        const first = entries?.[0];
        if (first && first.id !== entryId(position)) throw goneError();
        return (entries ?? []).map(({ message }) => message.data);
      })
      .finally(() => this.#ranges.delete(key));
    this.#ranges.set(key, range);
    return range;
  }

  /**
   * If the writer's process has died, its lease expires, and a reader ends the answer with an error that all readers get.
   * @param {string} id
   * @param {number} next position
   */
  async #endIfAbandoned(id, next) {
    const keys = keysOf(id);
    const found = await reported(this.#redis.exists([keys.events, keys.lease]));
    if (found === 2) return;
    if ((await this.#range(id, next)).length > 0) return;
    const error = new ApiError(502, 'writer_lost', 'The server that wrote this answer has failed.');
    const data = JSON.stringify(error);
    /** Redis refuses an entry that is there already: another reader was faster. @param {unknown} refusal */
    const ignoreRefusal = (refusal) => {
      if (!/equal or smaller/.test(String(refusal))) throw refusal;
    };
    const added = await reported(
      this.#redis.xAddNoMkStream(keys.events, entryId(next), { data }).catch(ignoreRefusal),
    );
    if (added === null) throw goneError();
    await reported(
      this.#redis.xAddNoMkStream(keys.events, entryId(next + 1), { end: '1' }).catch(ignoreRefusal),
    );
  }

  /** @param {string} id */
  #markRead(id) {
    void this.#redis
      .set(keysOf(id).read, '1', { expiration: { type: 'PX', value: this.#limits.grace } })
      .catch(() => undefined);
  }

  /** @param {string} id */
  async stop(id) {
    const { lease, events } = keysOf(id);
    await reported(
      this.#redis
        .multi()
        .set(lease, 'stop', { condition: 'XX', expiration: 'KEEPTTL' })
        .publish(events, 'stop')
        .exec(),
    );
  }

  /** @param {string} id */
  async cut(id) {
    await reported(this.#redis.publish(keysOf(id).events, 'cut'));
  }

  async close() {
    // Readers of other processes get the error of a lost writer: its answers are not whole.
    this.#topics.close();
    this.#redis.destroy();
    for (const stop of this.#stops) stop();
  }
}

/**
 * What Redis' client throws becomes an error that visitors may read.
 * @template T
 * @param {Promise<T>} work
 */
function reported(work) {
  return work.catch((error) => {
    if (error instanceof ApiError) throw error;
    // A refusal by Redis is a fault of this file; a lost connection was reported already.
    if (error instanceof ErrorReply) console.error(error);
    throw new ApiError(503, 'storage_unavailable', 'The storage of answers is not available.');
  });
}
