// The loop over attempts: one connection at a time, while the page is there to have one.
import { Action, Outcome } from '../runtime/module.js';
import { createAttempt, type Attempt } from './attempt.js';
import { Failure, pageLeft } from './failure.js';
import { createJudge, type Verdict } from './judge.js';
import { createPageLife, type Leave } from './page-life.js';
import type { RequestTemplate } from './request.js';
import type { StreamState } from './stream-meter.js';
import {
  freshProgress,
  type StreamHandlers,
  type StreamOptions,
  type StreamProgress,
} from './stream.js';

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
    let [number, startedAt] = [1, environment.now()];
    let verdict: Verdict | undefined;
    for (;;) {
      // Nothing is awaited without need: `fetch` is called before the first of these turns is over.
      const awaySince = environment.now();
      for (
        let absence = page.absence(verdict !== undefined);
        absence !== undefined && !isClosed();
        absence = page.absence(verdict !== undefined)
      ) {
        enter(absence);
        await page.change();
      }
      if (isClosed()) {
        return;
      }
      // Time away is nobody's fault.
      startedAt += environment.now() - awaySince;
      const messagesBefore = figures.messages;
      figures.attempts += 1;
      attempt = createAttempt(options, handlers, progress, verdict?.action === Action.resume);
      enter('connecting');
      const failure = await failureOf(attempt, verdict?.request ?? options.request);
      if (failure === undefined || isClosed()) {
        return;
      }
      verdict = await judge.judge({
        failure,
        response: attempt.response,
        number,
        elapsed: environment.now() - startedAt,
        messages: figures.messages - messagesBefore,
        replayed:
          handlers.dedupe === undefined &&
          (verdict?.action === Action.replay || progress.startedOver === true),
      });
      if (verdict === undefined) {
        return;
      }
      [number, startedAt] = [verdict.nextNumber, environment.now() - verdict.elapsed];
      if (verdict.delay > 0) {
        enter('waiting');
        await environment.wait(verdict.delay, signal);
      }
    }
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
