// What follows a failed attempt: gathers the facts, asks the retry policy, `resume` and `onerror`, and acts on nothing.
import { StreamInterruptedError, type EventStreamError } from '../errors.js';
import { load } from '../runtime/load.js';
import { Action, Outcome, Reason } from '../runtime/module.js';
import { Failure } from './failure.js';
import { lastEventIdHeader } from './last-event-id.js';
import type { RequestTemplate } from './request.js';
import { retryAfter } from './retry-after.js';
import { decide, type AttemptFacts, type Decision } from './retry-policy.js';
import type { StreamMeter } from './stream-meter.js';
import type { StreamHandlers, StreamOptions, StreamProgress } from './stream.js';

/** How an attempt came to its end. */
export interface AttemptEnd {
  failure: Failure;
  response: Response | undefined;
  /** Which attempt in a row without a healthy connection it was, from 1. */
  number: number;
  /** Milliseconds since the first of that row began. */
  elapsed: number;
  /** Messages that it delivered. */
  messages: number;
}

/** Another attempt. */
export interface Verdict extends Decision {
  request: RequestTemplate;
}

interface Opinion {
  failure: Failure;
  facts: AttemptFacts;
  decision: Decision;
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

export class Judge {
  readonly #options: StreamOptions;
  readonly #handlers: StreamHandlers;
  readonly #progress: StreamProgress;
  readonly #meter: StreamMeter;
  readonly #life: AbortSignal;

  /** `life` aborts when the call ends: no handler is called after it. */
  constructor(
    options: StreamOptions,
    handlers: StreamHandlers,
    progress: StreamProgress,
    meter: StreamMeter,
    life: AbortSignal,
  ) {
    this.#options = options;
    this.#handlers = handlers;
    this.#progress = progress;
    this.#meter = meter;
    this.#life = life;
  }

  /** Throws what the call rejects with where no attempt follows. Answers nothing when the call has ended meanwhile. */
  async judge(end: AttemptEnd): Promise<Verdict | undefined> {
    const policy = await this.#policy();
    if (this.#isOver()) {
      return undefined;
    }
    const opinion = await this.#opinionOf(policy, end.failure, this.#factsOf(end));
    const isKnown = isGoingOn(opinion) && end.failure.outcome === Outcome.pageHidden;
    const { decision, request } = isKnown ? opinion : await this.#tell(policy, opinion);
    return this.#isOver() ? undefined : { ...decision, request };
  }

  /** Whether another attempt would follow a failure that is not one yet. */
  async allows(failure: Failure): Promise<boolean> {
    const policy = await this.#policy();
    const end = { failure, response: undefined, number: 1, elapsed: 0, messages: 0 };
    return policy(this.#factsOf(end)).action !== Action.stop;
  }

  #isOver(): boolean {
    return this.#life.aborted;
  }

  /** Without WebAssembly no attempt can succeed: a failure is then told as what it is, and is the last. */
  async #policy(): Promise<Policy> {
    const { retry, request } = this.#options;
    const runtime = await load().catch(() => undefined);
    return runtime === undefined
      ? () => NO_MORE
      : (facts) => decide(runtime, retry, request.subscription, facts);
  }

  /** Asks the policy, and `resume` where that says so. Where `resume` knows no request, it asks once more, without. */
  async #opinionOf(policy: Policy, failure: Failure, facts: AttemptFacts): Promise<Opinion> {
    const decision = policy(facts);
    if (decision.action !== Action.resume) {
      return { failure, facts, decision, request: this.#options.request };
    }
    const answer = await this.#resumed(failure);
    if (answer instanceof Failure) {
      // A request that somebody wanted to replace is not sent in its place.
      const refused = { outcome: answer.outcome, canResume: false, asked: false };
      return this.#opinionOf(policy, answer, { ...facts, ...refused });
    }
    return answer === undefined
      ? this.#opinionOf(policy, failure, { ...facts, canResume: false })
      : { failure, facts, decision, request: answer };
  }

  async #resumed(failure: Failure): Promise<RequestTemplate | Failure | undefined> {
    const { request, resume } = this.#options;
    const { lastEventId = '', cursor, messages, acceptedHeaders } = this.#progress;
    try {
      const answer = await resume?.({
        lastEventId,
        cursor,
        attempt: this.#meter.attempts,
        messagesDelivered: messages,
        bytesReceived: this.#meter.bytes,
        error: failure.toError(this.#context(true)),
        headers: acceptedHeaders ?? new Headers(),
      });
      return answer ? request.resumedBy(answer) : undefined;
    } catch (thrown) {
      return Failure.notResumed(thrown);
    }
  }

  /** Tells `onerror`, and hears what it wants; then `onretry`. */
  async #tell(policy: Policy, opinion: Opinion): Promise<Opinion> {
    const error = this.#errorFor(opinion);
    const final = await this.#askedOpinion(policy, opinion, error);
    if (this.#isOver()) {
      return final;
    }
    if (!isGoingOn(final)) {
      throw final.failure === opinion.failure ? error : this.#errorFor(final);
    }
    const { delay, reason } = final.decision;
    this.#handlers.onretry?.({
      attempt: this.#meter.attempts,
      delay,
      reason: reason === Reason.asked ? 'asked' : 'transient',
      error,
    });
    return final;
  }

  async #askedOpinion(policy: Policy, opinion: Opinion, error: EventStreamError): Promise<Opinion> {
    const { failure, facts } = opinion;
    const { onerror } = this.#handlers;
    if (this.#isOver() || onerror === undefined) {
      return opinion;
    }
    // A handler's own error goes to it as it was thrown.
    const answer = await onerror(failure.thrown === undefined ? error : failure.thrown.value);
    const isNumber = typeof answer === 'number';
    if (this.#isOver() || !(isNumber || failure.thrown !== undefined)) {
      return opinion;
    }
    const asked = { ...facts, asked: true, askedDelay: isNumber ? answer : NaN };
    return opinion.decision.action === Action.resume
      ? { ...opinion, decision: policy(asked) }
      : this.#opinionOf(policy, failure, asked);
  }

  #factsOf({ failure, response, number, elapsed, messages }: AttemptEnd): AttemptFacts {
    const { request, resume, environment } = this.#options;
    const progress = this.#progress;
    return {
      outcome: failure.outcome,
      status: response?.status ?? 0,
      number,
      elapsed,
      messages,
      delivered: progress.messages > 0,
      idempotent: request.idempotent,
      repeatable: request.repeatable,
      resumable: Boolean(lastEventIdHeader(progress.lastEventId ?? '')),
      // Before a response there is nothing that could be continued.
      canResume: resume !== undefined && progress.acceptedHeaders !== undefined,
      asked: failure.asks,
      askedDelay: NaN,
      reconnectionTime: progress.reconnectionTime,
      // On a response that was good, the header speaks of something else.
      retryAfter: response?.ok === false ? retryAfter(response.headers, environment.date()) : NaN,
      random: environment.random(),
    };
  }

  #errorFor(opinion: Opinion): EventStreamError {
    const error = opinion.failure.toError(this.#context(isGoingOn(opinion)));
    return opinion.decision.reason === Reason.wouldReplay
      ? new StreamInterruptedError(error.phase, { ...this.#context(false), cause: error })
      : error;
  }

  #context(retryable: boolean): { attempt: number; messagesDelivered: number; retryable: boolean } {
    return {
      attempt: this.#meter.attempts,
      messagesDelivered: this.#progress.messages,
      retryable,
    };
  }
}

function isGoingOn({ decision }: Opinion): boolean {
  return decision.action !== Action.stop;
}
