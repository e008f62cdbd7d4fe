// `npm test`: prepares the machine, runs every suite to its end, and prints how many tests passed
// and failed.
import { prepare } from '../building/prepare.mjs';
import { explained } from '../support/user-error.mjs';

/** @param {readonly string[]} words names of suites and groups */
export async function main(words) {
  const machine = await prepare('test').catch((/** @type {unknown} */ error) => {
    console.error(`\n${explained(error)}\n`);
    console.log('0 passed, 1 failed');
  });
  if (machine === undefined) return 1;
  // Imported here because they use npm packages that may have been installed just now.
  const { groups, suites } = await import('../testing/suites.mjs');
  const { chosenSuites, runSuites } = await import('../testing/run-suites.mjs');
  const { summary } = await import('../testing/outcome.mjs');
  const rows = await runSuites(chosenSuites(suites, groups, words), machine);
  console.log(`\n${summary(rows)}`);
  return rows.some(({ failed }) => failed > 0) ? 1 : 0;
}
