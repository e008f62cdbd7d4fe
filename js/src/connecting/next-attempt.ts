// What follows a failed attempt: gathers the facts, asks the retry policy, `resume` and `onerror`, and acts on nothing.
import {
  StreamInterruptedError,
  type EventStreamError,
  type EventStreamErrorContext,
} from '../errors.js';
import { load } from '../runtime/load.js';
import { Action, Outcome, Reason } from '../runtime/module.js';
import { resumeFailed, type Failure } from '../request/failure.js';
import { lastEventIdHeader } from '../request/last-event-id.js';
import type { RequestTemplate } from '../request/request.js';
import { retryAfter, shouldRetry } from '../request/retry-after.js';
import { decide, type AttemptFacts, type Decision } from './retry-policy.js';
import type { StreamHandlers } from './handlers.js';
import type { StreamOptions } from './stream-options.js';
import type { StreamProgress } from './progress.js';

/** How an attempt came to its end. */
export interface AttemptEnd {
  failure: Failure;
  response?: Response | undefined;
  /** Which attempt in a row without a healthy connection it was, from 1. */
  number: number;
  /** Milliseconds since the first of that row began. */
  elapsed: number;
  /** Messages that it delivered. */
  messages: number;
  /** They are not new: its request was repeated from the beginning, or the server started over, and no `dedupe` sorts. */
  replayed: boolean;
  /** The page is offline, and the server is not on this machine. */
  offline: boolean;
}

/** Another attempt. */
export interface Verdict extends Decision {
  request: RequestTemplate;
}

type Policy = (facts: AttemptFacts) => Decision;

const NO_MORE: Decision = {
  action: Action.stop,
  reason: Reason.permanent,
  delay: 0,
  nextNumber: 1,
  elapsed: 0,
};

export interface Judge {
  /** Throws what the call rejects with where no attempt follows. Answers nothing when the call has ended meanwhile. */
  judge(end: AttemptEnd): Promise<Verdict | undefined>;
  /** Whether another attempt would follow a failure that is not one yet. */
  allows(failure: Failure): Promise<boolean>;
}

/** `life` aborts when the call ends: no handler is called after it. */
export function createJudge(
  { request, retry, environment }: StreamOptions,
  { resume, onerror, onretry }: StreamHandlers,
  progress: StreamProgress,
  life: AbortSignal,
): Judge {
  const { figures } = progress;

  const isOver = (): boolean => life.aborted;

  /** Without WebAssembly no attempt can succeed: a failure is then told as what it is, and is the last. */
  async function loadPolicy(): Promise<Policy> {
    const runtime = await load().catch(() => undefined);
    return (facts) =>
      runtime === undefined ? NO_MORE : decide(runtime, retry, request.subscription, facts);
  }

  /** Whether there may be a request that continues the stream. Before a response there is nothing to continue. */
  function canResume(): boolean {
    if (resume === undefined || progress.acceptedHeaders === undefined) {
      return false;
    }
    return (
      resume !== 'last-event-id' ||
      (request.repeatable && Boolean(lastEventIdHeader(progress.lastEventId ?? '')))
    );
  }

  function factsOf(end: AttemptEnd): AttemptFacts {
    const { failure, response, number, elapsed, messages, replayed, offline } = end;
    return {
      outcome: failure.outcome,
      status: response?.status ?? 0,
      number,
      elapsed,
      messages,
      replayed,
      accepted: progress.acceptedHeaders !== undefined,
      idempotent: request.idempotent,
      repeatable: request.repeatable,
      canResume: canResume(),
      offline,
      asked: failure.asks,
      askedDelay: NaN,
      reconnectionTime: progress.reconnectionTime,
      // On a response that was good, the header speaks of something else.
      retryAfter: response?.ok === false ? retryAfter(response.headers, environment.date()) : NaN,
      random: environment.random(),
      serverChoice: response?.ok === false ? shouldRetry(response.headers) : NaN,
      conflictPasses: request.isAction,
    };
  }

  const context = (retryable: boolean): EventStreamErrorContext => ({
    attempt: figures.attempts,
    messagesDelivered: figures.messages,
    retryable,
  });

  async function judge(end: AttemptEnd): Promise<Verdict | undefined> {
    const policy = await loadPolicy();
    if (isOver()) {
      return undefined;
    }
    let { failure } = end;
    const facts = factsOf(end);
    let decision = policy(facts);
    let next = request;

    const isGoingOn = (): boolean => decision.action !== Action.stop;

    /** Asks `resume` where the policy says so. Where that knows no request, the policy is asked once more, without. */
    async function considerResuming(): Promise<void> {
      // By its last event ID a stream is continued with the request of the call.
      if (decision.action !== Action.resume || resume === 'last-event-id') {
        return;
      }
      try {
        const answer = await resume?.({
          lastEventId: progress.lastEventId ?? '',
          cursor: progress.cursor,
          attempt: figures.attempts,
          messagesDelivered: figures.messages,
          bytesReceived: figures.bytes,
          error: failure.toError(context(true)),
          headers: progress.acceptedHeaders ?? new Headers(),
        });
        if (answer) {
          next = request.resumedBy(answer);
          return;
        }
      } catch (thrown) {
        // A request that somebody wanted to replace is not sent in its place.
        failure = resumeFailed(thrown);
        facts.outcome = failure.outcome;
        facts.asked = false;
      }
      facts.canResume = false;
      decision = policy(facts);
    }

    function errorNow(): EventStreamError {
      const error = failure.toError(context(isGoingOn()));
      return decision.reason === Reason.wouldReplay
        ? new StreamInterruptedError(error.phase, { ...context(false), cause: error })
        : error;
    }

    await considerResuming();
    if (!isGoingOn() || end.failure.outcome !== Outcome.pageHidden) {
      const told = failure;
      const { thrown } = told;
      const error = errorNow();
      if (onerror && !isOver()) {
        // A handler's own error goes to it as it was thrown.
        const answer = await onerror(thrown ? thrown.value : error);
        const isNumber = typeof answer === 'number';
        if (!isOver() && (isNumber || (thrown && !thrown.isFinal))) {
          facts.asked = true;
          facts.askedDelay = isNumber ? answer : NaN;
          decision = policy(facts);
          if (next === request) {
            await considerResuming();
          }
        }
      }
      if (isOver()) {
        return undefined;
      }
      if (!isGoingOn()) {
        throw failure === told ? error : errorNow();
      }
      onretry?.({
        attempt: figures.attempts,
        delay: decision.delay,
        reason: decision.reason === Reason.asked ? 'asked' : 'transient',
        error,
      });
    }
    return isOver() ? undefined : { ...decision, request: next };
  }

  return {
    judge,
    async allows(failure) {
      const policy = await loadPolicy();
      const facts = factsOf({
        failure,
        ...{ number: 1, elapsed: 0, messages: 0, replayed: false, offline: false },
      });
      return policy(facts).action !== Action.stop;
    },
  };
}
