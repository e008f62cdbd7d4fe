// Decides what follows a failed attempt, with the retry policy, `resume` and `onerror`.
import { StreamInterruptedError, type EventStreamError } from '../errors.js';
import { resumeFailed, type Failure, type FailureContext } from '../request/failure.js';
import { lastEventIdHeader } from '../request/last-event-id.js';
import type { RequestTemplate } from '../request/request.js';
import { retryAfter, shouldRetry } from '../request/retry-after.js';
import { load } from '../runtime/load.js';
import { Action, Outcome, Reason } from '../runtime/module.js';
import type { StreamHandlers } from './handlers.js';
import type { StreamProgress } from './progress.js';
import { decide, type AttemptFacts, type Decision } from './retry-policy.js';
import type { StreamOptions } from './stream-options.js';

/** A call: its options, its handlers, and what it has received so far. */
export interface StreamCall {
  readonly options: StreamOptions;
  readonly handlers: StreamHandlers;
  readonly progress: StreamProgress;
  /** Whether the call has ended. After that, only `onstate` is called. */
  readonly isOver: () => boolean;
}

/** How an attempt failed. */
export interface FailedAttempt {
  failure: Failure;
  response?: Response | undefined;
  /** The number of attempts since the last healthy connection, from 1. */
  number: number;
  /** Milliseconds since the start of the first of these attempts. */
  elapsed: number;
  /** The number of messages that it delivered. */
  messages: number;
  /** Whether its messages are repeated: the request was sent again or the server started over, and there is no `dedupe`. */
  replayed: boolean;
  /** Whether the page is offline and the URL is not a loopback address. */
  offline: boolean;
}

/** The next attempt: its request, and the decision of the policy. */
export interface NextAttempt extends Decision {
  request: RequestTemplate;
}

type Policy = (facts: AttemptFacts) => Decision;

/** What follows a failure. `onerror` may change it. */
interface Plan {
  /** The failure of the attempt, or of `resume`. */
  readonly failure: Failure;
  readonly facts: AttemptFacts;
  readonly decision: Decision;
  readonly request: RequestTemplate;
}

/**
 * Returns the next attempt, or `undefined` if the call has ended in the meantime. Rejects with the error of the call if no
 * attempt follows.
 */
export async function nextAttempt(
  call: StreamCall,
  attempt: FailedAttempt,
): Promise<NextAttempt | undefined> {
  const policy = await loadPolicy(call);
  if (call.isOver()) {
    return undefined;
  }
  const { failure } = attempt;
  const first = await plan(call, policy, failure, factsOf(call, attempt));
  const isSilent = failure.outcome === Outcome.pageHidden && isRetried(first);
  const last = isSilent ? first : await announced(call, policy, first);
  return call.isOver() ? undefined : { ...last.decision, request: last.request };
}

/** Returns whether another attempt would follow if the call failed now. */
export async function isRetryable(call: StreamCall, failure: Failure): Promise<boolean> {
  const policy = await loadPolicy(call);
  const attempt = { number: 1, elapsed: 0, messages: 0, replayed: false, offline: false };
  return policy(factsOf(call, { failure, ...attempt })).action !== Action.stop;
}

const isRetried = ({ decision }: Plan): boolean => decision.action !== Action.stop;

/** Returns the retry policy. If the parser cannot be loaded, no attempt can succeed, so the policy always stops. */
async function loadPolicy({ options }: StreamCall): Promise<Policy> {
  const { retry, request } = options;
  const runtime = await load().catch(() => undefined);
  const stop = {
    action: Action.stop,
    reason: Reason.permanent,
    delay: 0,
    nextNumber: 1,
    elapsed: 0,
  };
  return (facts) =>
    runtime === undefined ? stop : decide(runtime, retry, request.subscription, facts);
}

const planned = (
  policy: Policy,
  failure: Failure,
  facts: AttemptFacts,
  request: RequestTemplate,
): Plan => ({
  failure,
  facts,
  decision: policy(facts),
  request,
});

/** Calls the policy. If it decides to resume, calls `resume`. If `resume` returns no request, calls the policy again. */
async function plan(
  { options: { request }, handlers: { resume }, progress }: StreamCall,
  policy: Policy,
  failure: Failure,
  facts: AttemptFacts,
): Promise<Plan> {
  const first = planned(policy, failure, facts, request);
  if (first.decision.action !== Action.resume || typeof resume !== 'function') {
    return first;
  }
  const unresumed = { ...facts, canResume: false };
  try {
    const answer = await resume({
      lastEventId: progress.lastEventId ?? '',
      cursor: progress.cursor,
      attempt: progress.figures.attempts,
      messagesDelivered: progress.figures.messages,
      bytesReceived: progress.figures.bytes,
      error: failure.toError(contextOf(progress, true)),
      headers: progress.acceptedHeaders ?? new Headers(),
    });
    return answer
      ? { ...first, request: request.resumedBy(answer) }
      : planned(policy, failure, unresumed, request);
  } catch (thrown) {
    // After an error of `resume`, the original request must not be sent instead.
    const failed = resumeFailed(thrown);
    const ended = { ...unresumed, outcome: failed.outcome, asked: false };
    return planned(policy, failed, ended, request);
  }
}

/** Calls `onerror` and `onretry`, and returns the plan to follow. Throws the error of the call if no attempt follows. */
async function announced(call: StreamCall, policy: Policy, first: Plan): Promise<Plan> {
  const error = errorOf(call, first);
  const last = call.isOver() ? first : await askOnError(call, policy, first, error);
  if (call.isOver()) {
    return last;
  }
  if (!isRetried(last)) {
    throw last.failure === first.failure ? error : errorOf(call, last);
  }
  call.handlers.onretry?.({
    attempt: call.progress.figures.attempts,
    delay: last.decision.delay,
    reason: last.decision.reason === Reason.asked ? 'asked' : 'transient',
    error,
  });
  return last;
}

/** Calls `onerror`. If it requests another attempt, returns the plan for it. */
async function askOnError(
  call: StreamCall,
  policy: Policy,
  first: Plan,
  error: EventStreamError,
): Promise<Plan> {
  const { onerror } = call.handlers;
  if (!onerror) {
    return first;
  }
  const { failure } = first;
  // The value that a handler threw is passed to `onerror` unchanged.
  const answer = await onerror(failure.thrown ? failure.thrown.value : error);
  const isNumber = typeof answer === 'number';
  if (call.isOver() || !(isNumber || (failure.thrown && !failure.thrown.isFinal))) {
    return first;
  }
  const facts = { ...first.facts, asked: true, askedDelay: isNumber ? answer : NaN };
  return first.request === call.options.request
    ? plan(call, policy, failure, facts)
    : planned(policy, failure, facts, first.request);
}

function errorOf({ progress }: StreamCall, { failure, decision }: Plan): EventStreamError {
  const error = failure.toError(contextOf(progress, decision.action !== Action.stop));
  return decision.reason === Reason.wouldReplay
    ? new StreamInterruptedError(error.phase, { ...contextOf(progress, false), cause: error })
    : error;
}

function contextOf({ figures }: StreamProgress, retryable: boolean): FailureContext {
  return { attempt: figures.attempts, messagesDelivered: figures.messages, retryable };
}

function factsOf(call: StreamCall, attempt: FailedAttempt): AttemptFacts {
  const { request, environment } = call.options;
  const { acceptedHeaders, reconnectionTime } = call.progress;
  const { failure, response, number, elapsed, messages, replayed, offline } = attempt;
  // The headers about retries are used only if the status is an error.
  const refused = response?.ok === false ? response.headers : undefined;
  return {
    outcome: failure.outcome,
    status: response?.status ?? 0,
    number,
    elapsed,
    messages,
    replayed,
    accepted: acceptedHeaders !== undefined,
    idempotent: request.idempotent,
    repeatable: request.repeatable,
    canResume: canResume(call),
    offline,
    asked: failure.requestsAttempt,
    askedDelay: NaN,
    reconnectionTime,
    retryAfter: refused ? retryAfter(refused, environment.date()) : NaN,
    random: environment.random(),
    serverChoice: refused ? shouldRetry(refused) : NaN,
    conflictPasses: request.isAction,
  };
}

/** Returns whether `resume` may return a request. Before a response was accepted, there is nothing to resume. */
function canResume({ options, handlers, progress }: StreamCall): boolean {
  const { resume } = handlers;
  return (
    resume !== undefined &&
    progress.acceptedHeaders !== undefined &&
    (resume !== 'last-event-id' ||
      (options.request.repeatable && Boolean(lastEventIdHeader(progress.lastEventId ?? ''))))
  );
}
