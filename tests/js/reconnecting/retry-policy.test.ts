// The retry policy across the WebAssembly boundary: omitted options, statuses, memory.
// docs/reconnecting.md has the rules.
import { describe, expect, test } from 'vitest';
import {
  decide as decideNext,
  type AttemptFacts,
  type Decision,
} from '../../../js/src/connecting/retry-policy.js';
import { load } from '../../../js/src/runtime/load.js';
import { Action, Outcome, Reason } from '../../../js/src/runtime/module.js';
import type { RetryOptions } from '../../../js/src/options/retry-options.js';
import { FIRST_ATTEMPT } from '../support/attempt-facts.js';

const runtime = await load();

const dropped: AttemptFacts = {
  outcome: Outcome.bodyDropped,
  status: 200,
  ...FIRST_ATTEMPT,
};

function decide(facts: Partial<AttemptFacts>, options: RetryOptions = {}): Decision {
  return decideNext(runtime, options, true, { ...dropped, ...facts });
}

test('retry policy: undefined selects the default of every option', () => {
  const options: RetryOptions = {
    initialDelay: undefined,
    maxDelay: undefined,
    multiplier: undefined,
    jitter: undefined,
    maxAttempts: undefined,
    maxElapsed: undefined,
    statuses: undefined,
    replay: undefined,
  };
  const rows = [{}, { number: 3, random: 0.5 }, { number: 50 }, { elapsed: 1e12 }];
  const post = { idempotent: false, accepted: true };

  expect(rows.map((facts) => decide(facts, options).delay)).toEqual([1000, 3000, 30000, 1000]);
  expect(decide(post, options).reason).toBe(Reason.wouldReplay);
  expect(decide({ outcome: Outcome.badStatus, status: 503 }, options).action).toBe(Action.retry);
});

describe('retry policy: statuses', () => {
  const actionAt = (status: number, statuses: number[]): Action =>
    decide({ outcome: Outcome.badStatus, status }, { statuses }).action;

  test('listed statuses are retried, and no others', () => {
    expect(actionAt(418, [418, 599])).toBe(Action.retry);
    expect(actionAt(599, [418, 599])).toBe(Action.retry);
    expect(actionAt(503, [418, 599])).toBe(Action.stop);
    expect(actionAt(503, [])).toBe(Action.stop);
  });

  test.each([-1, 0, 600, 2 ** 31, NaN, Infinity])(
    'numbers that are not statuses, %d for example, are ignored',
    (status) => {
      expect(actionAt(503, [status, 418])).toBe(Action.stop);
      expect(actionAt(418, [status, 418])).toBe(Action.retry);
    },
  );
});

test('retry policy: a decision leaks no memory', () => {
  const before = runtime.memory.buffer.byteLength;
  for (let i = 0; i < 10_000; i += 1) {
    decide({});
  }
  expect(runtime.memory.buffer.byteLength).toBe(before);
});
