// The outcome of a suite of `npm test`: counts the reports of CTest, Google Test and Vitest, and
// prints the summary.

/** @typedef {{ passed: number, failed: number }} Outcome */

/** @type {Outcome} */
export const nothing = { passed: 0, failed: 0 };

/** @param {readonly Outcome[]} outcomes @returns {Outcome} */
export const total = (outcomes) =>
  outcomes.reduce(
    (sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed }),
    nothing,
  );

/**
 * A suite without tests counts as failed, and so does a suite whose program fails without a failed
 * test.
 * @param {Outcome} counted
 * @param {number} exitCode
 * @returns {Outcome}
 */
export function outcomeOf(counted, exitCode) {
  const silentFault = counted.failed === 0 && (counted.passed === 0 || exitCode !== 0);
  return silentFault ? { ...counted, failed: 1 } : counted;
}

/**
 * @param {string} xml the JUnit report of CTest, Google Test or Vitest: the sums of all its suites
 * @returns {Outcome}
 */
export function countJUnit(xml) {
  const suites = xml.match(/<testsuite\s[^>]*>/g) ?? [];
  const number = (/** @type {string} */ suite, /** @type {string} */ name) =>
    Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  return total(
    suites.map((suite) => {
      const failed = number(suite, 'failures') + number(suite, 'errors');
      const notRun = number(suite, 'skipped') + number(suite, 'disabled');
      return { passed: number(suite, 'tests') - failed - notRun, failed };
    }),
  );
}

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * The end of `npm test`: a table of the suites, and the line that CI reads.
 * @param {readonly (Outcome & { name: string, milliseconds: number })[]} rows
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
