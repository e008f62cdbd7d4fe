// `npm test`: prepares the machine, runs every suite to its end, and says how many tests passed and failed.
import { prepare } from '../building/prepare.mjs';
import { runMain } from '../support/entry.mjs';
import { say } from '../support/progress.mjs';
import { UserError } from '../support/user-error.mjs';

await runMain(async () => {
  const machine = await prepare('test').catch((/** @type {unknown} */ error) => {
    console.error(error instanceof UserError ? `\n${error.message}\n` : error);
    say('0 passed, 1 failed');
  });
  if (machine === undefined) return 1;
  // Imported here because they use packages that npm may only just have installed.
  const { groups, suites } = await import('../testing/suites.mjs');
  const { chosenSuites, runSuites } = await import('../testing/run-suites.mjs');
  const { summary } = await import('../testing/summary.mjs');
  const rows = await runSuites(chosenSuites(suites, groups, process.argv.slice(2)), machine);
  say(`\n${summary(rows)}`);
  return rows.some(({ failed }) => failed > 0) ? 1 : 0;
});
