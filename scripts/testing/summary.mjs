// The end of `npm test`: a table of the suites, and the line that CI reads.
import { seconds } from '../support/progress.mjs';
import { total } from './outcome.mjs';

/** @typedef {import('./outcome.mjs').Outcome & { name: string, milliseconds: number }} Row */

/**
 * @param {readonly Row[]} rows
 * @returns {string}
 */
export function summary(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, passed, failed, milliseconds }) => {
    const numbers = [String(passed), String(failed), seconds(milliseconds)];
    const verdict = failed > 0 ? '  FAILED' : '';
    return name.padEnd(width) + numbers.map((text) => text.padStart(9)).join('') + verdict;
  });
  const heading = `${'suite'.padEnd(width)}   passed   failed     time`;
  const { passed, failed } = total(rows);
  return [heading, ...lines, '', `${passed} passed, ${failed} failed`].join('\n');
}
