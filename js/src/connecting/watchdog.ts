// The time limits of one attempt, corrected for the time in which the page was suspended.
import type { Timeouts } from '../options/timeouts.js';
import type { Environment } from '../platform/environment.js';
import { streamTruncated, timedOut } from '../request/failure.js';

/** A timer that is late by more than this means that the page was suspended. Bytes may have arrived that were not read. */
const TOLERANCE = 1000;
/** The time to read such bytes. */
const GRACE = 5000;

/** How long a body is read after the end of a stream: `finished` without a message, `ended` in total. */
const LAST_WAITS = { finished: 5000, ended: 1000 };

interface Clock {
  /** `undefined` for the end of a body. */
  readonly name: keyof Timeouts | undefined;
  readonly limit: number;
  readonly deadline: number;
}

export interface Watchdog {
  /** Settles as `opening` does, or rejects with a `Failure` if the response takes too long. */
  watchOpening<Value>(opening: PromiseLike<Value>): PromiseLike<Value>;
  /**
   * Settles as `reading` does, or rejects with a `Failure` when a byte or a message takes too long. The clocks run from
   * one call to the next, without the time of handlers. `ending` is set after the end of the stream.
   */
  watchReading<Value>(
    reading: PromiseLike<Value>,
    ending?: keyof typeof LAST_WAITS,
  ): PromiseLike<Value>;
  /** Must be called after the handler of a message. */
  contentDelivered(): void;
  /** Removes the timer. */
  close(): void;
}

export function createWatchdog(timeouts: Timeouts, environment: Environment): Watchdog {
  const hasClocks = Object.keys(timeouts).length > 0;
  /** Ends the current wait. */
  let settled: AbortController | undefined;
  /** The limit for the next message, and the start of the wait for it. */
  let content: keyof Timeouts =
    timeouts.firstMessage === undefined ? 'idleContent' : 'firstMessage';
  let contentSince: number | undefined;
  /** How the stream ended, and the milliseconds left to read the body. */
  let ended: keyof typeof LAST_WAITS | undefined;
  let left = Infinity;

  function clock(name: keyof Timeouts, since: number): Clock {
    const limit = timeouts[name] ?? Infinity;
    return { name, limit, deadline: since + limit };
  }

  async function race<Value>(pending: PromiseLike<Value>, first: Clock): Promise<Value> {
    const own = (settled = new AbortController());
    try {
      const winner = await Promise.race([pending, expired(first, own.signal)]);
      if (winner === first) {
        throw first.name === undefined ? streamTruncated() : timedOut(first.name, first.limit);
      }
      return winner as Value;
    } finally {
      own.abort();
    }
  }

  /** Resolves with the clock itself. */
  async function expired(first: Clock, signal: AbortSignal): Promise<Clock> {
    await environment.wait(Math.max(0, first.deadline - environment.now()), signal);
    if (environment.now() - first.deadline > TOLERANCE) {
      await environment.wait(Math.min(first.limit, GRACE), signal);
    }
    return first;
  }

  const watch = <Value>(pending: PromiseLike<Value>, first: Clock): PromiseLike<Value> =>
    first.limit < Infinity ? race(pending, first) : pending;

  return {
    watchOpening: (opening) => watch(opening, clock('headers', environment.now())),
    watchReading(reading, ending) {
      // A call without clocks costs nothing.
      if (ending === undefined && !hasClocks) {
        return reading;
      }
      const now = environment.now();
      const idle = clock('idle', now);
      const awaited = clock(content, (contentSince ??= now));
      const first = awaited.deadline < idle.deadline ? awaited : idle;
      if (ending === undefined) {
        return watch(reading, first);
      }
      if (ending !== ended) {
        ended = ending;
        left = LAST_WAITS[ending];
      }
      const last: Clock = { name: undefined, limit: left, deadline: now + left };
      return race(reading, last.deadline < first.deadline ? last : first).finally(() => {
        left -= environment.now() - now;
      });
    },
    contentDelivered() {
      content = 'idleContent';
      contentSince = undefined;
      if (ended === 'finished') {
        ended = undefined;
      }
    },
    close: () => settled?.abort(),
  };
}
