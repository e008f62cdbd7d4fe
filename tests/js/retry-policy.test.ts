// The retry policy across the WebAssembly boundary: names, numbers and the order of arguments agree with C++.
import { describe, expect, test } from 'vitest';
import {
  decide as decideNext,
  type AttemptFacts,
  type Decision,
} from '../../js/src/connecting/retry-policy.js';
import { load } from '../../js/src/runtime/load.js';
import { Outcome, Reason } from '../../js/src/runtime/module.js';
import type { RetryOptions } from '../../js/src/types.js';

const runtime = await load();
const NO_JITTER = { jitter: 0 };

const dropped: AttemptFacts = {
  outcome: Outcome.bodyDropped,
  status: 200,
  number: 1,
  elapsed: 0,
  messages: 0,
  delivered: false,
  idempotent: true,
  repeatable: true,
  resumable: false,
  asked: false,
  askedDelay: NaN,
  reconnectionTime: NaN,
  retryAfter: NaN,
  random: 0,
};

function decide(
  facts: Partial<AttemptFacts>,
  options: RetryOptions = NO_JITTER,
  subscription = true,
): Decision {
  return decideNext(runtime, options, subscription, { ...dropped, ...facts });
}

describe('outcomes', () => {
  test.each([
    ['ended', {}, false, Reason.ended],
    ['connectFailed', {}, true, Reason.transient],
    ['invalidRequest', {}, false, Reason.permanent],
    ['badStatus', { status: 503 }, true, Reason.transient],
    ['badStatus', { status: 401 }, false, Reason.permanent],
    ['badContentType', {}, false, Reason.permanent],
    ['noBody', {}, false, Reason.permanent],
    ['bodyDropped', {}, true, Reason.transient],
    ['eventTooLarge', {}, false, Reason.permanent],
    ['handlerFailed', {}, false, Reason.permanent],
    ['handlerFailed', { asked: true }, true, Reason.asked],
  ] as const)('%s with %o', (outcome, facts, retry, reason) => {
    expect(decide({ outcome: Outcome[outcome], ...facts })).toMatchObject({ retry, reason });
  });
});

describe('facts', () => {
  const post = { idempotent: false, delivered: true, messages: 1 };

  test.each<[string, Partial<AttemptFacts>, boolean, Reason]>([
    ['an action that delivered is not replayed', post, false, Reason.wouldReplay],
    ['an idempotent one is', { ...post, idempotent: true }, true, Reason.transient],
    ['one that delivered nothing is', { ...post, delivered: false }, true, Reason.transient],
    ['one that can resume is', { ...post, resumable: true }, true, Reason.transient],
    ['one that is asked for is', { ...post, asked: true }, true, Reason.asked],
    ['a body that is gone is not', { repeatable: false }, false, Reason.bodyUsedUp],
  ])('%s', (_rule, facts, retry, reason) => {
    expect(decide(facts)).toMatchObject({ retry, reason });
  });

  test.each<[string, Partial<AttemptFacts>, number]>([
    ['the asked delay wins', { askedDelay: 70, retryAfter: 2000, reconnectionTime: 500 }, 70],
    ['then Retry-After', { retryAfter: 2000, reconnectionTime: 500 }, 2000],
    ['then the reconnection time', { reconnectionTime: 500 }, 500],
    ['then our own', {}, 1000],
    ['which doubles', { number: 3 }, 4000],
  ])('delay: %s', (_rule, facts, delay) => {
    expect(decide(facts)).toMatchObject({ retry: true, delay });
  });

  test('attempts are counted from the number of this one', () => {
    expect(decide({ number: 4 }).nextNumber).toBe(5);
    expect(decide({ number: 4, messages: 1 }).nextNumber).toBe(2);
  });

  test('time is counted from the elapsed time of this one', () => {
    expect(decide({ elapsed: 700 }).elapsed).toBe(700);
    expect(decide({ elapsed: 700, messages: 1 }).elapsed).toBe(0);
  });

  test('chance shortens our delays and lengthens those of a server', () => {
    expect(decide({ random: 0.5 }, { jitter: 0.2 }).delay).toBe(900);
    expect(decide({ random: 0.5, reconnectionTime: 1000 }, { jitter: 0.2 }).delay).toBe(1100);
  });
});

describe('options', () => {
  test.each<[string, RetryOptions, Partial<AttemptFacts>, Partial<Decision>]>([
    ['initialDelay', { initialDelay: 300 }, {}, { delay: 300 }],
    ['maxDelay', { maxDelay: 1500 }, { number: 9 }, { delay: 1500 }],
    ['multiplier', { multiplier: 3 }, { number: 2 }, { delay: 3000 }],
    ['jitter', { jitter: 1 }, { random: 0.75 }, { delay: 250 }],
    ['maxAttempts', { maxAttempts: 2 }, { number: 2 }, { reason: Reason.attemptsExhausted }],
    ['maxElapsed', { maxElapsed: 1500 }, { elapsed: 501 }, { reason: Reason.timeExhausted }],
    [
      'replay',
      { replay: true },
      { idempotent: false, delivered: true },
      { retry: true, reason: Reason.transient },
    ],
    [
      'statuses',
      { statuses: [418, 0, 599, 600, 2 ** 31] },
      { outcome: Outcome.badStatus, status: 418 },
      { retry: true },
    ],
    [
      'statuses takes the place of the standard ones',
      { statuses: [418] },
      { outcome: Outcome.badStatus, status: 503 },
      { reason: Reason.permanent },
    ],
    [
      'no statuses at all',
      { statuses: [] },
      { outcome: Outcome.badStatus, status: 503 },
      { reason: Reason.permanent },
    ],
  ])('%s', (_name, options, facts, decision) => {
    expect(decide(facts, { ...NO_JITTER, ...options })).toMatchObject(decision);
  });

  test.each([undefined, NaN])('%s stands for the default of every number', (value) => {
    const options: RetryOptions = {
      initialDelay: value,
      maxDelay: value,
      multiplier: value,
      jitter: value,
      maxAttempts: value,
      maxElapsed: value,
    };

    const rows = [{}, { number: 3, random: 0.5 }, { number: 50 }, { elapsed: 1e12 }];

    expect(rows.map((facts) => decide(facts, options).delay)).toEqual([1000, 3000, 30000, 1000]);
  });

  test('an action ends after five attempts, a subscription never does', () => {
    expect(decide({ number: 4 }, {}, false).retry).toBe(true);
    expect(decide({ number: 5 }, {}, false).reason).toBe(Reason.attemptsExhausted);
    expect(decide({ number: 1e9 }, {}, true).retry).toBe(true);
  });

  test.each([-1, 600, 2 ** 31, NaN, Infinity])('a status of %d is ignored', (status) => {
    const decision = decide(
      { outcome: Outcome.badStatus, status: 503 },
      { statuses: [status, 418] },
    );

    expect(decision.reason).toBe(Reason.permanent);
  });
});

test('a decision leaves no memory behind', () => {
  const before = runtime.memory.buffer.byteLength;
  for (let i = 0; i < 10_000; i += 1) {
    decide({});
  }
  expect(runtime.memory.buffer.byteLength).toBe(before);
});
