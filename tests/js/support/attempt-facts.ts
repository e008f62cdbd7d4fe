// The facts of a GET's first attempt that delivered nothing, for tests of the policy to change.
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
