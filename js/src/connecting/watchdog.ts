// The clocks of one attempt: nothing may take longer than the caller allows, and no clock lies after a page was asleep.
import type { Timeouts } from '../types.js';
import type { Environment } from './environment.js';
import { timedOut } from './failure.js';

/** A timer that is later than this was held up, with the whole page: bytes may have come that nobody could read. */
const TOLERANCE = 1000;
/** What such bytes get of time to show up. */
const GRACE = 5000;

interface Clock {
  readonly name: keyof Timeouts;
  readonly limit: number;
  readonly deadline: number;
}

export interface Watchdog {
  /** Settles as `opening` does, or rejects with a `Failure` when the response takes too long. */
  watchOpening<Value>(opening: Promise<Value>): Promise<Value>;
  /**
   * Settles as `reading` does, or rejects with a `Failure` when a byte or a message takes too long. The clocks run from
   * one call to the next: the time that handlers take is not the server's.
   */
  watchReading<Value>(reading: Promise<Value>): Promise<Value>;
  /** A message has been delivered, and its handler is done with it. */
  contentDelivered(): void;
  /** Leaves no timer, whatever it was waiting for. */
  close(): void;
}

export function createWatchdog(timeouts: Timeouts, environment: Environment): Watchdog {
  /** Ends the wait at hand. */
  let settled: AbortController | undefined;
  /** What the next message is, and when the wait for it began. */
  let content: keyof Timeouts =
    timeouts.firstMessage === undefined ? 'idleContent' : 'firstMessage';
  let contentSince: number | undefined;

  function clock(name: keyof Timeouts, since: number): Clock {
    const limit = timeouts[name] ?? Infinity;
    return { name, limit, deadline: since + limit };
  }

  async function race<Value>(pending: Promise<Value>, first: Clock): Promise<Value> {
    const own = (settled = new AbortController());
    try {
      const winner = await Promise.race([pending, expired(first, own.signal)]);
      if (winner === first) {
        throw timedOut(first.name, first.limit);
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

  const watch = <Value>(pending: Promise<Value>, first: Clock): Promise<Value> =>
    first.limit < Infinity ? race(pending, first) : pending;

  return {
    watchOpening: (opening) => watch(opening, clock('headers', environment.now())),
    watchReading(reading) {
      const now = environment.now();
      const idle = clock('idle', now);
      const awaited = clock(content, (contentSince ??= now));
      return watch(reading, awaited.deadline < idle.deadline ? awaited : idle);
    },
    contentDelivered() {
      content = 'idleContent';
      contentSince = undefined;
    },
    close: () => settled?.abort(),
  };
}
