// The loop over attempts, and the only caller of the retry policy: acts on what C++ decides.
import { StreamInterruptedError, type EventStreamError } from '../errors.js';
import { load } from '../runtime/load.js';
import { Reason } from '../runtime/module.js';
import { Attempt } from './attempt.js';
import { Failure } from './failure.js';
import { lastEventIdHeader } from './last-event-id.js';
import { retryAfter } from './retry-after.js';
import { decide, type AttemptFacts, type Decision } from './retry-policy.js';
import {
  freshProgress,
  reconnectionTimeOf,
  type StreamHandlers,
  type StreamOptions,
  type StreamProgress,
} from './stream.js';

/** Attempts in a row without a healthy connection, the one at hand included. */
interface Row {
  number: number;
  startedAt: number;
}

type Policy = (facts: AttemptFacts) => Decision;

const NO_MORE: Decision = {
  retry: false,
  reason: Reason.permanent,
  delay: 0,
  nextNumber: 1,
  elapsed: 0,
};

export class Reconnector {
  readonly #options: StreamOptions;
  readonly #handlers: StreamHandlers;
  readonly #progress: StreamProgress = freshProgress();
  readonly #life = new AbortController();
  #attempts = 0;
  #attempt: Attempt | undefined;
  #earlierResponse: Response | undefined;

  constructor(options: StreamOptions, handlers: StreamHandlers) {
    this.#options = options;
    this.#handlers = handlers;
  }

  /**
   * Resolves at the end of the stream and at `close`, whatever a handler is still waiting for. Rejects with what `onerror`
   * throws, or with an `EventStreamError` once no further attempt follows.
   */
  async run(): Promise<void> {
    const { signal } = this.#life;
    const closed = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      await Promise.race([this.#loop(), closed]);
    } finally {
      this.close();
    }
  }

  /** Ends the stream at once: no request, no handler call and no timer after it. */
  close(): void {
    this.#life.abort();
    this.#attempt?.close();
  }

  /** `''` until the stream sets it; it persists from attempt to attempt. */
  get lastEventId(): string {
    return this.#progress.lastEventId ?? '';
  }

  /** Milliseconds before the next attempt, failures in a row aside: the stream's own, or the delay of the options. */
  get reconnectionTime(): number {
    return reconnectionTimeOf(this.#progress, this.#options.retry.initialDelay);
  }

  /** The newest response, whatever it was; `undefined` until there is one. */
  get response(): Response | undefined {
    return this.#attempt?.response ?? this.#earlierResponse;
  }

  #isClosed(): boolean {
    return this.#life.signal.aborted;
  }

  async #loop(): Promise<void> {
    const { environment } = this.#options;
    let row: Row = { number: 1, startedAt: environment.now() };
    while (!this.#isClosed()) {
      const messagesBefore = this.#progress.messages;
      this.#earlierResponse = this.response;
      const attempt = (this.#attempt = new Attempt(this.#options, this.#handlers, this.#progress));
      this.#attempts += 1;
      let failure: Failure;
      try {
        await attempt.run();
        return;
      } catch (thrown) {
        failure = asFailure(thrown);
      } finally {
        // The old connection is gone before anything decides on a new one.
        attempt.close();
      }
      const policy = await this.#policy();
      if (this.#isClosed()) {
        return;
      }
      const facts = this.#factsOf(failure, attempt.response, row, messagesBefore);
      const decision = await this.#decide(policy, failure, facts);
      row = { number: decision.nextNumber, startedAt: environment.now() - decision.elapsed };
      await environment.wait(decision.delay, this.#life.signal);
    }
  }

  /** Answers the decision to try again, and throws what the call rejects with where there is none. */
  async #decide(policy: Policy, failure: Failure, facts: AttemptFacts): Promise<Decision> {
    const verdict = policy(facts);
    const error = this.#errorFor(failure, verdict);
    let decision = verdict;
    if (this.#handlers.onerror !== undefined) {
      const answer = await this.#tell(failure, error);
      const hasNumber = typeof answer === 'number';
      if (!this.#isClosed() && (hasNumber || failure.thrown !== undefined)) {
        decision = policy({ ...facts, asked: true, askedDelay: hasNumber ? answer : NaN });
      }
    }
    if (!decision.retry) {
      throw error;
    }
    if (!this.#isClosed()) {
      this.#handlers.onretry?.(error);
    }
    return decision;
  }

  /** Calls `onerror`: a handler's own error goes to it as it was thrown. */
  #tell(failure: Failure, error: EventStreamError): unknown {
    return this.#handlers.onerror?.(failure.thrown === undefined ? error : failure.thrown.value);
  }

  /** Without WebAssembly no attempt can succeed: a failure is then told as what it is, and is the last. */
  async #policy(): Promise<Policy> {
    const { retry, request } = this.#options;
    const runtime = await load().catch(() => undefined);
    return runtime === undefined
      ? () => NO_MORE
      : (facts) => decide(runtime, retry, request.subscription, facts);
  }

  #factsOf(
    failure: Failure,
    response: Response | undefined,
    row: Row,
    messagesBefore: number,
  ): AttemptFacts {
    const { request, environment } = this.#options;
    const { lastEventId, reconnectionTime, messages } = this.#progress;
    return {
      outcome: failure.outcome,
      status: response?.status ?? 0,
      number: row.number,
      elapsed: environment.now() - row.startedAt,
      messages: messages - messagesBefore,
      delivered: messages > 0,
      idempotent: request.idempotent,
      repeatable: request.repeatable,
      resumable: Boolean(lastEventIdHeader(lastEventId ?? '')),
      asked: failure.asks,
      askedDelay: NaN,
      reconnectionTime,
      // On a response that was good, the header speaks of something else.
      retryAfter: response?.ok === false ? retryAfter(response.headers, environment.date()) : NaN,
      random: environment.random(),
    };
  }

  #errorFor(failure: Failure, verdict: Decision): EventStreamError {
    const error = failure.toError(this.#context(verdict.retry));
    return verdict.reason === Reason.wouldReplay
      ? new StreamInterruptedError(error.phase, { ...this.#context(false), cause: error })
      : error;
  }

  #context(retryable: boolean): { attempt: number; messagesDelivered: number; retryable: boolean } {
    return {
      attempt: this.#attempts,
      messagesDelivered: this.#progress.messages,
      retryable,
    };
  }
}

/** Anything but a `Failure` is a mistake of this package's own, which must not be mistaken for the network's. */
function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) {
    return thrown;
  }
  throw thrown;
}
