// The C++ retry policy as a function: the only caller of what the module binds of it.
import type { Runtime } from '../runtime/load.js';
import type { Action, Outcome, Reason } from '../runtime/module.js';
import type { RetryOptions } from '../types.js';
import { RETRY_NUMBERS, type RetryNumbers } from './retry-options.js';

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
  canResume: boolean;
  asked: boolean;
  /** NaN, like the two after it, where there is none. */
  askedDelay: number;
  reconnectionTime: number;
  retryAfter: number;
  random: number;
}

export interface Decision {
  action: Action;
  reason: Reason;
  delay: number;
  nextNumber: number;
  elapsed: number;
}

/**
 * Decides what follows an attempt of a call with these options. `subscription`: its request only reads. The policy in C++
 * lives as long as this takes, so that it holds no memory between two failures, which may be days apart.
 */
export function decide(
  { functions }: Runtime,
  options: RetryOptions,
  subscription: boolean,
  attempt: AttemptFacts,
): Decision {
  const numbers = RETRY_NUMBERS.map((name) => options[name] ?? NaN) as RetryNumbers;
  const policy = functions.createRetryPolicy(
    ...numbers,
    options.replay ?? false,
    subscription,
    options.statuses === undefined,
  );
  if (policy === 0) {
    throw new RangeError('Expected memory for the retry policy, got none');
  }
  for (const status of options.statuses ?? []) {
    functions.addRetryStatus(policy, status);
  }
  functions.decide(
    policy,
    attempt.outcome,
    attempt.status,
    attempt.number,
    attempt.elapsed,
    attempt.messages,
    attempt.delivered,
    attempt.idempotent,
    attempt.repeatable,
    attempt.resumable,
    attempt.canResume,
    attempt.asked,
    attempt.askedDelay,
    attempt.reconnectionTime,
    attempt.retryAfter,
    attempt.random,
  );
  functions.destroyRetryPolicy(policy);
  return {
    action: functions.decisionAction() as Action,
    reason: functions.decisionReason() as Reason,
    delay: functions.decisionDelay(),
    nextNumber: functions.decisionNextNumber(),
    elapsed: functions.decisionElapsed(),
  };
}
