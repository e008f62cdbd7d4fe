// The C++ retry policy as an object: the only caller of its functions.
import type { Runtime } from '../runtime/load.js';
import { Action, type Handle, type Outcome, type Reason } from '../runtime/module.js';
import type { RetryOptions } from '../types.js';

/** What is known when an attempt has ended; core/include/sse/retry_policy.h says what each part means. */
export interface AttemptFacts {
  outcome: Outcome;
  status: number;
  number: number;
  elapsed: number;
  messages: number;
  delivered: boolean;
  idempotent: boolean;
  repeatable: boolean;
  resumable: boolean;
  asked: boolean;
  /** NaN, like the two after it, where there is none. */
  askedDelay: number;
  reconnectionTime: number;
  retryAfter: number;
  random: number;
}

export interface Decision {
  retry: boolean;
  reason: Reason;
  delay: number;
  nextNumber: number;
  elapsed: number;
}

export class RetryPolicy {
  readonly #runtime: Runtime;
  #handle: Handle;

  /** `subscription`: the request only reads. The policy holds memory until `free`. */
  constructor(runtime: Runtime, options: RetryOptions, subscription: boolean) {
    const { functions } = runtime;
    this.#runtime = runtime;
    this.#handle = functions.createRetryPolicy(
      options.initialDelay ?? NaN,
      options.maxDelay ?? NaN,
      options.multiplier ?? NaN,
      options.jitter ?? NaN,
      options.maxAttempts ?? NaN,
      options.maxElapsed ?? NaN,
      options.replay ?? false,
      subscription,
      options.statuses === undefined,
    );
    if (this.#handle === 0) {
      throw new RangeError('There is no memory for another event stream');
    }
    for (const status of options.statuses ?? []) {
      functions.addRetryStatus(this.#handle, status);
    }
  }

  decide(attempt: AttemptFacts): Decision {
    const { functions } = this.#runtime;
    functions.decide(
      this.#handle,
      attempt.outcome,
      attempt.status,
      attempt.number,
      attempt.elapsed,
      attempt.messages,
      attempt.delivered,
      attempt.idempotent,
      attempt.repeatable,
      attempt.resumable,
      attempt.asked,
      attempt.askedDelay,
      attempt.reconnectionTime,
      attempt.retryAfter,
      attempt.random,
    );
    return {
      retry: functions.decisionAction() === Action.retry,
      reason: functions.decisionReason() as Reason,
      delay: functions.decisionDelay(),
      nextNumber: functions.decisionNextNumber(),
      elapsed: functions.decisionElapsed(),
    };
  }

  free(): void {
    this.#runtime.functions.destroyRetryPolicy(this.#handle);
    this.#handle = 0;
  }
}
