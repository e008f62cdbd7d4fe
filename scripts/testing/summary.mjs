// The end of `npm test`: a table of the suites, and the line that CI reads.
import { seconds } from '../support/progress.mjs';
import { total } from './outcome.mjs';

/** @typedef {import('./outcome.mjs').Outcome & { name: string, milliseconds: number }} Row */

/**
 * @param {readonly Row[]} rows
 * @returns {string}
 */
export function summary(rows) {
  const cells = rows.map((row) => [
    row.name,
    String(row.passed),
    String(row.failed),
    seconds(row.milliseconds),
    row.failed > 0 ? 'FAILED' : '',
  ]);
  const table = [['suite', 'passed', 'failed', 'time', ''], ...cells];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      )
      .join('  ')
      .trimEnd(),
  );
  const { passed, failed } = total(rows);
  return [...lines, '', `${passed} passed, ${failed} failed`].join('\n');
}
