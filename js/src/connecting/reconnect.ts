// The loop over attempts: one connection at a time, while the page is there to have one.
import { Action, Outcome, Reason } from '../runtime/module.js';
import { createAttempt, type Attempt } from './attempt.js';
import { Failure, pageLeft } from '../request/failure.js';
import { createJudge, type Verdict } from './next-attempt.js';
import { isLoopback } from '../platform/base-url.js';
import { createPageLife, type Leave } from '../platform/page-lifecycle.js';
import type { RequestTemplate } from '../request/request.js';
import type { StreamState } from '../options/stream-status.js';
import { freshProgress, type StreamProgress } from './progress.js';
import type { StreamHandlers } from './handlers.js';
import type { StreamOptions } from './stream-options.js';

export interface Reconnector {
  /**
   * Resolves at the end of the stream and at `close`, whatever a handler is still waiting for. Rejects with what `onerror`
   * throws, or with an `EventStreamError` once no further attempt follows.
   */
  run(): Promise<void>;
  /** Ends the stream at once: no request, no timer and, but for `onstate`, no handler call after it. */
  close(): void;
  /** What the stream has said so far, over all attempts. */
  readonly progress: StreamProgress;
}

/** `lastEventId`: of the stream that the first request continues. */
export function createReconnector(
  options: StreamOptions,
  given: StreamHandlers,
  lastEventId?: string,
): Reconnector {
  const { environment } = options;
  const progress = freshProgress(environment.now(), given.resume !== undefined, lastEventId);
  const { figures } = progress;
  const life = new AbortController();
  const { signal } = life;
  const handlers: StreamHandlers = {
    ...given,
    onaccept(response) {
      enter('open');
      given.onaccept?.(response);
    },
  };
  const judge = createJudge(options, given, progress, signal);
  const page = createPageLife(given.openWhenHidden === false, leave);
  let state: StreamState | undefined;
  let onclosed: (() => void) | undefined;
  let attempt: Attempt | undefined;

  const isClosed = (): boolean => signal.aborted;

  function enter(next: StreamState): void {
    state = next;
    given.onstate?.({ state: next, ...figures });
  }

  function close(): void {
    if (!isClosed()) {
      life.abort();
      onclosed?.();
      attempt?.close();
      page.close();
      if (state !== undefined) {
        enter('closed');
      }
    }
  }

  async function loop(): Promise<void> {
    /** `elapsed`: how long the row of attempts has taken. Time without a page or a network is not counted. */
    let [number, elapsed] = [1, 0];
    let request = options.request;
    let verdict: Verdict | undefined;
    for (;;) {
      // Nothing is awaited without need: `fetch` is called before the first of these turns is over.
      while (page.isAway() && !isClosed()) {
        enter('hidden');
        await page.change();
      }
      if (isClosed()) {
        return;
      }
      const startedAt = environment.now();
      const messagesBefore = figures.messages;
      figures.attempts += 1;
      attempt = createAttempt(options, handlers, progress, verdict?.action === Action.resume);
      enter('connecting');
      const failure = await failureOf(attempt, request);
      if (failure === undefined || isClosed()) {
        return;
      }
      verdict = await judge.judge({
        failure,
        response: attempt.response,
        number,
        elapsed: elapsed + environment.now() - startedAt,
        messages: figures.messages - messagesBefore,
        replayed:
          handlers.dedupe === undefined &&
          (verdict?.action === Action.replay || progress.startedOver === true),
        offline: page.isOffline() && !isLoopback(request.url),
      });
      if (verdict === undefined) {
        return;
      }
      ({ request, nextNumber: number } = verdict);
      // After an attempt without a network, the time before it is what counts.
      elapsed = verdict.reason === Reason.offline ? elapsed : verdict.elapsed;
      elapsed += await pause(verdict);
    }
  }

  /** Waits for the next attempt. Resolves to the time that counts. */
  async function pause({ delay, reason }: Verdict): Promise<number> {
    const since = environment.now();
    if (reason === Reason.offline) {
      await pauseOffline(delay);
      return 0;
    }
    if (delay > 0) {
      enter('waiting');
      await environment.wait(delay, signal);
    }
    return environment.now() - since;
  }

  /** Whether there is a network is a guess of the browser's: it ends the wait early, and does not prolong it. */
  async function pauseOffline(delay: number): Promise<void> {
    const over = new AbortController();
    const watch = async (): Promise<void> => {
      while (page.isOffline() && !isClosed() && !over.signal.aborted) {
        await page.change();
      }
      over.abort();
    };
    enter('offline');
    void watch();
    await environment.wait(delay, over.signal);
    over.abort();
  }

  function leave(where: Leave): void {
    const left = attempt;
    const failure = pageLeft(where);
    if (where !== Outcome.pageFrozen) {
      left?.interrupt(failure);
    } else if (state === 'open') {
      // What cannot go on elsewhere keeps the connection that it has: a page may be frozen and still get all of it.
      void judge.allows(failure).then((goesOn) => goesOn && left?.interrupt(failure));
    }
  }

  return {
    async run() {
      const closed = new Promise<void>((resolve) => {
        onclosed = resolve;
      });
      page.open();
      try {
        await Promise.race([loop(), closed]);
      } finally {
        close();
      }
    },
    close,
    progress,
  };
}

/** Makes the attempt, and answers how it failed, if it did. */
async function failureOf(attempt: Attempt, request: RequestTemplate): Promise<Failure | undefined> {
  try {
    await attempt.run(request);
    return undefined;
  } catch (thrown) {
    // Anything else is a mistake of this package's own, which must not be mistaken for the network's.
    if (thrown instanceof Failure) {
      return thrown;
    }
    throw thrown;
  } finally {
    // The old connection is gone before anything decides on a new one.
    attempt.close();
  }
}
