// One suite of `npm test`, in a process started by run-suites.mjs: receives the machine, sends the
// outcome.
import { explained } from '../support/user-error.mjs';
import { suites } from './suites.mjs';

process.once('message', async (/** @type {import('./suites.mjs').Machine} */ machine) => {
  const suite = suites.find(({ name }) => name === process.argv[2]);
  const outcome = await suite?.run(machine).catch((/** @type {unknown} */ error) => {
    console.log(explained(error));
    return { passed: 0, failed: 1 };
  });
  process.send?.(outcome, () => process.disconnect());
});
