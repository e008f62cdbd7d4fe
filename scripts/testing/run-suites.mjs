// Runs suites one after another, timed; a suite that fails or breaks does not stop the next.
import { say } from '../support/progress.mjs';
import { UserError } from '../support/user-error.mjs';
import { judged } from './outcome.mjs';

/**
 * @typedef {import('./suites.mjs').Suite} Suite
 * @typedef {import('./suites.mjs').Machine} Machine
 */

/**
 * @param {readonly Suite[]} suites
 * @param {readonly string[]} names all suites when there are none
 * @returns {readonly Suite[]}
 */
export function chosenSuites(suites, names) {
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    const known = suites.map(({ name }) => name).join(', ');
    throw new UserError(`There is no suite ${unknown.join(', ')}. There are: ${known}.`);
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
}

/**
 * @param {readonly Suite[]} suites
 * @param {Machine} machine
 * @returns {Promise<import('./summary.mjs').Row[]>}
 */
export async function runSuites(suites, machine) {
  const rows = [];
  for (const suite of suites) {
    say(`\n== ${suite.title}`);
    const begun = performance.now();
    const outcome = await suite.run(machine).catch(broken);
    const milliseconds = performance.now() - begun;
    rows.push({ name: suite.title, milliseconds, ...judged(outcome, 0) });
  }
  return rows;
}

/** @param {unknown} error */
function broken(error) {
  console.error(error instanceof UserError ? error.message : error);
  return { passed: 0, failed: 1 };
}
