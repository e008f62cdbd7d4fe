// Answers in Redis, shared by any number of processes. Each process can read, resume and stop every answer.
//
//   chat:<id>         a stream; the event at position n is the entry (n+1)-0, and an entry without data is the end
//   chat:<id>:lease   exists while the writer's process runs; the value 'stop' requests the end of the answer
//   chat:<id>:read    exists while the answer has a reader, and for the grace period after that
//   chats             the IDs of the answers, sorted by the time at which they expire
//
// Processes notify each other on the channel chat:<id>, with the messages 'more', 'stop' and 'cut'.

import { EventEmitter } from 'node:events';
import { ErrorReply } from 'redis';
import { ApiError, busyError, goneError } from '../errors.js';
import { connect } from './redis-connection.js';

/** @import { Answers, Limits, Writer } from '../types.js' */

/** If no event arrives, a reader checks after this time, in ms, whether the writer is alive. */
export const checkInterval = 1000;
const pageSize = 256;

/** Adds the first event, if the ID is free. If there are too many answers, deletes the oldest finished one. */
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

/** If the lease has expired, adds an error and the end. Redis refuses an existing entry, so only one reader adds them. */
const abandonScript = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 'gone' end
if redis.call('EXISTS', KEYS[1] .. ':lease') == 1 then return 'written' end
if not redis.pcall('XADD', KEYS[1], ARGV[1], 'data', ARGV[3]).err then
  redis.call('XADD', KEYS[1], ARGV[2], 'end', '1')
end
return 'ended'`;

/** @param {string} id */
const keysOf = (id) => ({
  events: `chat:${id}`,
  lease: `chat:${id}:lease`,
  read: `chat:${id}:read`,
});

/** @param {number} position */
const entryId = (position) => `${position + 1}-0`;

/** @param {string} url @param {Limits} limits @returns {Promise<Answers>} */
export async function openRedisAnswers(url, limits) {
  const redis = await connect(url);
  const subscriber = redis.duplicate();
  // Without a listener, an 'error' event ends the process. The client reconnects by itself.
  subscriber.on('error', () => undefined);
  await subscriber.connect();
  /** Emits the messages of all processes, by channel. */
  const changes = new EventEmitter().setMaxListeners(0);
  await subscriber.pSubscribe('chat:*', (change, channel) => changes.emit(channel, change));
  /** Stop the answers that this process writes. @type {Set<AbortController>} */
  const stoppers = new Set();

  /** @param {string} script @param {string} key @param {(string | number)[]} args */
  const run = (script, key, ...args) =>
    reported(redis.eval(script, { keys: [key], arguments: args.map(String) }));

  /** @param {string} id @returns {Writer} */
  function writer(id) {
    const keys = keysOf(id);
    const stopper = new AbortController();
    stoppers.add(stopper);
    const onChange = (/** @type {string} */ change) => change === 'stop' && stopper.abort();
    changes.on(keys.events, onChange);
    const renew = async () => {
      const [, lease, read, found] = await redis
        .multi()
        // If the lease expired because this process was busy, sets it again. No other process writes the answer.
        .set(keys.lease, 'write', { condition: 'NX' })
        .getEx(keys.lease, { type: 'PX', value: limits.lease })
        .exists(keys.read)
        .pExpire(keys.events, limits.keep)
        .execTyped();
      if (lease === 'stop' || read === 0 || found === 0) stopper.abort();
    };
    // If Redis does not respond, the next append fails.
    const timer = setInterval(() => void renew().catch(() => undefined), limits.lease / 4);
    let position = 1;
    const add = (/** @type {Record<string, string>} */ entry) =>
      redis
        .multi()
        .xAddNoMkStream(keys.events, entryId(position), entry)
        .pExpire(keys.events, limits.keep)
        .publish(keys.events, 'more');
    return {
      signal: stopper.signal,
      async append(data) {
        await reported(add({ data }).pExpire(keys.lease, limits.lease).exec());
        position += 1;
      },
      async end() {
        clearInterval(timer);
        stoppers.delete(stopper);
        changes.off(keys.events, onChange);
        await reported(add({ end: '1' }).del(keys.lease).exec());
      },
    };
  }

  /** @param {string} key @param {number} position @returns {Promise<(string | undefined)[]>} `undefined` is the end */
  async function range(key, position) {
    const options = { COUNT: pageSize };
    const entries = (await reported(redis.xRange(key, entryId(position), '+', options))) ?? [];
    // Positions have no gaps. If another entry is the first, the answer was deleted and started again.
    if (entries[0] && entries[0].id !== entryId(position)) throw goneError();
    return entries.map(({ message }) => message.data);
  }

  /** @param {string} key @param {number} next position */
  async function endIfAbandoned(key, next) {
    const error = new ApiError(502, 'writer_lost', 'The server that wrote this answer has failed.');
    const args = [entryId(next), entryId(next + 1), JSON.stringify(error)];
    if ((await run(abandonScript, key, ...args)) === 'gone') throw goneError();
  }

  return {
    async begin(id, first) {
      const { lease, grace, keep, answers } = limits;
      const args = [first, lease, grace, keep, answers];
      const result = await run(beginScript, keysOf(id).events, ...args);
      if (result === 'full') throw busyError();
      return result === 'begun' ? writer(id) : undefined;
    },
    async lastPosition(id) {
      const newest = redis.xRevRange(keysOf(id).events, '+', '-', { COUNT: 1 });
      const entry = (await reported(newest))?.[0];
      return entry && parseInt(entry.id) - ('data' in entry.message ? 1 : 2);
    },
    async *read(id, position, { signal, cut }) {
      const { events, read } = keysOf(id);
      const changed = { isPending: false, wake: () => {} };
      const onChange = (/** @type {unknown} */ change) => {
        if (change === 'cut') cut();
        changed.isPending = true;
        changed.wake();
      };
      changes.on(events, onChange);
      signal.addEventListener('abort', onChange);
      const expiration = /** @type {const} */ ({ type: 'PX', value: limits.grace });
      const markRead = () => void redis.set(read, '1', { expiration }).catch(() => undefined);
      const marking = setInterval(markRead, limits.grace / 4).unref();
      markRead();
      try {
        for (let next = position + 1; !signal.aborted;) {
          changed.isPending = false;
          const entries = await range(events, next);
          for (const data of entries) {
            if (data === undefined) return;
            yield data;
            next += 1;
          }
          // A change during reading or sending must not be missed.
          if (changed.isPending || entries.length === pageSize) continue;
          const timer = setTimeout(() => changed.wake(), checkInterval);
          await new Promise((resolve) => (changed.wake = () => resolve(undefined)));
          clearTimeout(timer);
          if (!changed.isPending) await endIfAbandoned(events, next);
        }
      } finally {
        clearInterval(marking);
        changes.off(events, onChange);
        // The grace period starts at the end of the last reader.
        markRead();
      }
    },
    async stop(id) {
      const { lease, events } = keysOf(id);
      const options = /** @type {const} */ ({ condition: 'XX', expiration: 'KEEPTTL' });
      await reported(redis.multi().set(lease, 'stop', options).publish(events, 'stop').exec());
    },
    async cut(id) {
      await reported(redis.publish(keysOf(id).events, 'cut'));
    },
    async close() {
      // The leases expire, so readers at other processes get the error `writer_lost`.
      subscriber.destroy();
      redis.destroy();
      for (const stopper of stoppers) stopper.abort();
    },
  };
}

/**
 * Converts an error of the Redis client into an error without internal details.
 * @template T
 * @param {Promise<T>} work
 */
function reported(work) {
  return work.catch((error) => {
    // An ErrorReply is a bug in this file. Lost connections are logged by redis-connection.js.
    if (error instanceof ErrorReply) console.error(error);
    throw new ApiError(503, 'storage_unavailable', 'The storage of answers is not available.');
  });
}
