// The C++ retry policy as a function: the only caller of what the module binds of it.
import type { Runtime } from '../runtime/load.js';
import { PolicyOutput, type Action, type Outcome, type Reason } from '../runtime/module.js';
import type { RetryOptions } from '../types.js';
import { RETRY } from '../options/retry-options.js';

/** What is known when an attempt has ended, in the order of `PolicyInput`. core/include/sse/retry_policy.h describes each member. */
export interface AttemptFacts {
  outcome: Outcome;
  status: number;
  number: number;
  elapsed: number;
  messages: number;
  replayed: boolean;
  accepted: boolean;
  idempotent: boolean;
  repeatable: boolean;
  canResume: boolean;
  offline: boolean;
  asked: boolean;
  /** NaN, like the two after it, where there is none. */
  askedDelay: number;
  reconnectionTime: number;
  retryAfter: number;
  random: number;
  /** 1, 0, or NaN. */
  serverChoice: number;
  conflictPasses: boolean;
}

export interface Decision {
  action: Action;
  reason: Reason;
  delay: number;
  nextNumber: number;
  elapsed: number;
}

/**
 * Decides what follows an attempt of a call with these options. `subscription`: its request only reads. Everything crosses
 * as a number: what is true as 1, and what is left out as NaN. The facts have to be in the order of `PolicyInput`.
 */
export function decide(
  { functions, memory }: Runtime,
  options: RetryOptions,
  subscription: boolean,
  attempt: AttemptFacts,
): Decision {
  const numbers = [
    ...Object.keys(RETRY)
      .slice(0, -1)
      .map((name) => options[name as Exclude<keyof RetryOptions, 'statuses'>]),
    subscription,
    ...(Object.values(attempt) as (number | boolean)[]),
    options.statuses?.includes(attempt.status),
  ].map(Number);
  const block = new Float64Array(memory.buffer, functions.stagingBufferAddress(), numbers.length);
  block.set(numbers);
  functions.decide();
  const outputs = block as unknown as Record<PolicyOutput, number>;
  return {
    action: outputs[PolicyOutput.action] as Action,
    reason: outputs[PolicyOutput.reason] as Reason,
    delay: outputs[PolicyOutput.delay],
    nextNumber: outputs[PolicyOutput.nextNumber],
    elapsed: outputs[PolicyOutput.elapsed],
  };
}
