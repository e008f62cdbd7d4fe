// The clocks of one attempt: nothing may take longer than the caller allows, and no clock lies after a page was asleep.
import type { Timeouts } from '../options/timeouts.js';
import type { Environment } from '../platform/environment.js';
import { streamTruncated, timedOut } from '../request/failure.js';

/** A timer that is later than this was held up, with the whole page: bytes may have come that nobody could read. */
const TOLERANCE = 1000;
/** What such bytes get of time to show up. */
const GRACE = 5000;

/** How long a body is read for after what ends a stream. `finished` is without a message, `ended` in all. */
const LAST_WAITS = { finished: 5000, ended: 1000 };

interface Clock {
  /** `undefined` for the wait for the end of a body. */
  readonly name: keyof Timeouts | undefined;
  readonly limit: number;
  readonly deadline: number;
}

export interface Watchdog {
  /** Settles as `opening` does, or rejects with a `Failure` when the response takes too long. */
  watchOpening<Value>(opening: PromiseLike<Value>): PromiseLike<Value>;
  /**
   * Settles as `reading` does, or rejects with a `Failure` when a byte or a message takes too long. The clocks run from
   * one call to the next: the time that handlers take is not the server's. `ending` is what the stream has come to.
   */
  watchReading<Value>(
    reading: PromiseLike<Value>,
    ending?: keyof typeof LAST_WAITS,
  ): PromiseLike<Value>;
  /** A message has been delivered, and its handler is done with it. */
  contentDelivered(): void;
  /** Leaves no timer, whatever it was waiting for. */
  close(): void;
}

export function createWatchdog(timeouts: Timeouts, environment: Environment): Watchdog {
  const hasClocks = Object.keys(timeouts).length > 0;
  /** Ends the wait at hand. */
  let settled: AbortController | undefined;
  /** What the next message is, and when the wait for it began. */
  let content: keyof Timeouts =
    timeouts.firstMessage === undefined ? 'idleContent' : 'firstMessage';
  let contentSince: number | undefined;
  /** What the stream has come to, and the milliseconds left from there for the end of the body. */
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

  /** Resolves to the clock itself. */
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
