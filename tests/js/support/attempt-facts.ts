// The facts of a GET's first attempt without messages, which tests of the policy change.
import type { AttemptFacts } from '../../../js/src/connecting/retry-policy.js';

export const FIRST_ATTEMPT: Omit<AttemptFacts, 'outcome' | 'status'> = {
  number: 1,
  elapsed: 0,
  messages: 0,
  replayed: false,
  accepted: false,
  idempotent: true,
  repeatable: true,
  canResume: false,
  offline: false,
  asked: false,
  askedDelay: NaN,
  reconnectionTime: NaN,
  retryAfter: NaN,
  random: 0,
  serverChoice: NaN,
  conflictPasses: false,
};
