// A check of `npm test` that passes or fails as a whole: a formatter, a linter, a build.
import { inspect } from 'node:util';
import { say, step } from '../support/progress.mjs';
import { UserError } from '../support/user-error.mjs';

/**
 * @param {string} what
 * @param {() => Promise<unknown>} work throws when the check fails
 */
export const check = (what, work) => attempt(() => step(what, work));

/**
 * The same for work that reports its own progress.
 * @param {() => Promise<unknown>} work throws when the check fails
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function attempt(work) {
  try {
    await work();
    return { passed: 1, failed: 0 };
  } catch (error) {
    say(error instanceof UserError ? error.message : inspect(error));
    return { passed: 0, failed: 1 };
  }
}
