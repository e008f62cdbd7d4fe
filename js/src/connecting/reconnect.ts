// The loop over attempts: one connection at a time, while the page is active.
import { Action, Outcome, Reason } from '../runtime/module.js';
import { createAttempt, type Attempt } from './attempt.js';
import { pageLeft } from '../request/failure.js';
import { isRetryable, nextAttempt, type NextAttempt, type StreamCall } from './next-attempt.js';
import { NO_REASON } from '../platform/environment.js';
import { isLoopback } from '../platform/base-url.js';
import { createPageLifecycle, type PageOutcome } from '../platform/page-lifecycle.js';
import type { StreamState } from '../options/stream-status.js';
import { freshProgress, type StreamProgress } from './progress.js';
import type { StreamHandlers } from './handlers.js';
import type { StreamOptions } from './stream-options.js';

export interface Reconnector {
  /**
   * Resolves at the end of the stream, and at `close` even if a handler is pending. Rejects with the value that `onerror`
   * throws, or with an `EventStreamError` if no further attempt follows.
   */
  run(): Promise<void>;
  /** Ends the stream. No request, no timer and, except for `onstate`, no handler call follows. */
  close(): void;
  /** What was received so far, over all attempts. */
  readonly progress: StreamProgress;
}

/** `lastEventId`: the initial last event ID, for a first request that continues a stream. */
export function createReconnector(
  options: StreamOptions,
  given: StreamHandlers,
  lastEventId?: string,
): Reconnector {
  const { environment } = options;
  const progress = freshProgress(environment.now(), given.resume !== undefined, lastEventId);
  const { figures } = progress;
  const handlers: StreamHandlers = {
    ...given,
    onaccept(response) {
      enter('open');
      given.onaccept?.(response);
    },
  };
  let closed = false;
  const isClosed = (): boolean => closed;
  const call: StreamCall = { options, handlers: given, progress, isOver: isClosed };
  const page = createPageLifecycle(given.openWhenHidden === false, leave);
  let state: StreamState | undefined;
  let onclosed: (() => void) | undefined;
  let attempt: Attempt | undefined;
  /** Ends the current pause. */
  let pausing: AbortController | undefined;

  function enter(next: StreamState): void {
    state = next;
    given.onstate?.({ state: next, ...figures });
  }

  function close(): void {
    if (!closed) {
      closed = true;
      pausing?.abort(NO_REASON);
      onclosed?.();
      attempt?.close();
      page.close();
      if (state !== undefined) {
        enter('closed');
      }
    }
  }

  async function loop(): Promise<void> {
    /** `elapsed`: the time since the first attempt in a row, without the time in which the page was hidden or offline. */
    let [number, elapsed] = [1, 0];
    let request = options.request;
    let next: NextAttempt | undefined;
    for (;;) {
      // No unnecessary `await`, so that `fetch` is called synchronously.
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
      attempt = createAttempt(options, handlers, progress, next?.action === Action.resume);
      enter('connecting');
      const failure = await attempt.run(request);
      if (failure === undefined || isClosed()) {
        return;
      }
      next = await nextAttempt(call, {
        failure,
        response: attempt.response,
        number,
        elapsed: elapsed + environment.now() - startedAt,
        messages: figures.messages - messagesBefore,
        replayed:
          handlers.dedupe === undefined &&
          (next?.action === Action.replay || progress.startedOver === true),
        offline: page.isOffline() && !isLoopback(request.url),
      });
      // Closed since the decision: a pause would begin a timer that nothing ends.
      if (next === undefined || isClosed()) {
        return;
      }
      ({ request, nextNumber: number } = next);
      // The time of an attempt without a network does not count.
      elapsed = next.reason === Reason.offline ? elapsed : next.elapsed;
      elapsed += await pause(next);
    }
  }

  /** Waits for the next attempt. Resolves with the time that counts. */
  async function pause({ delay, reason }: NextAttempt): Promise<number> {
    const since = environment.now();
    if (reason === Reason.offline) {
      await pauseOffline(delay);
      return 0;
    }
    if (delay > 0) {
      // Before `enter`, whose handler may close the call.
      pausing = new AbortController();
      enter('waiting');
      await environment.wait(delay, pausing.signal);
    }
    return environment.now() - since;
  }

  /** The online state of the browser is only a hint: it can shorten the wait, but not extend it. */
  async function pauseOffline(delay: number): Promise<void> {
    const over = (pausing = new AbortController());
    const watch = async (): Promise<void> => {
      while (page.isOffline() && !over.signal.aborted) {
        await page.change();
      }
      over.abort(NO_REASON);
    };
    enter('offline');
    void watch();
    await environment.wait(delay, over.signal);
    over.abort(NO_REASON);
  }

  function leave(where: PageOutcome): void {
    const left = attempt;
    const failure = pageLeft(where);
    if (where !== Outcome.pageFrozen) {
      left?.interrupt(failure);
    } else if (state === 'open') {
      // A request that cannot be sent again keeps its connection: a frozen page may still receive the whole body.
      void isRetryable(call, failure).then((isOk) => isOk && left?.interrupt(failure));
    }
  }

  return {
    async run() {
      const whenClosed = new Promise<void>((resolve) => {
        onclosed = resolve;
      });
      page.open();
      try {
        await Promise.race([loop(), whenClosed]);
      } finally {
        close();
      }
    },
    close,
    progress,
  };
}
