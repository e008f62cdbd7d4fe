// The retry policy in C++, as a function.
import type { Runtime } from '../runtime/load.js';
import {
  POLICY_INPUTS,
  PolicyOutput,
  type Action,
  type Outcome,
  type Reason,
} from '../runtime/module.js';
import type { RetryOptions } from '../options/retry-options.js';

/** The input of the policy. core/include/sse/retry_policy.h describes each member. */
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
  /** NaN if there is none, as for the next two. */
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

/** The options that the policy reads. Of `statuses`, it gets only whether they contain the status of the attempt. */
type Inputs = Omit<RetryOptions, 'statuses'> &
  Record<Exclude<(typeof POLICY_INPUTS)[number], keyof RetryOptions>, number | boolean | undefined>;

/**
 * Decides what follows an attempt. `subscription`: the request only reads. Every input is passed as a number: `true` as 1,
 * `undefined` as NaN.
 */
export function decide(
  { functions, memory }: Runtime,
  options: RetryOptions,
  subscription: boolean,
  attempt: AttemptFacts,
): Decision {
  const inputs: Inputs = {
    ...options,
    ...attempt,
    subscription,
    chosenStatus: options.statuses?.includes(attempt.status),
  };
  const numbers = POLICY_INPUTS.map((name) => Number(inputs[name]));
  const block = new Float64Array(memory.buffer, functions.stagingBufferAddress(), numbers.length);
  block.set(numbers);
  functions.decide();
  const output = (slot: PolicyOutput): number => block[slot] ?? NaN;
  return {
    action: output(PolicyOutput.action) as Action,
    reason: output(PolicyOutput.reason) as Reason,
    delay: output(PolicyOutput.delay),
    nextNumber: output(PolicyOutput.nextNumber),
    elapsed: output(PolicyOutput.elapsed),
  };
}
