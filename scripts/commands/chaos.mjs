// `npm run chaos [-- seconds [seed]]`: runs tests/browser/chaos.test.ts for longer, with another
// plan of faults.
import { prepareAndBuild } from '../building/prepare.mjs';
import { show } from '../support/command.mjs';
import { inPackages } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';

/** @param {readonly string[]} words */
export async function main([seconds = '600', seed = String(Date.now() % 1_000_000)]) {
  if (!/^[1-9]\d*$/.test(seconds) || !/^\d+$/.test(seed)) {
    throw new UserError(
      `Expected a number of seconds and a seed, got "${seconds}" and "${seed}": npm run chaos -- 600 1`,
    );
  }
  await prepareAndBuild('test');
  console.log(`Seed ${seed}: npm run chaos -- ${seconds} ${seed} makes the same plan`);
  const file = ['--project', 'browser', 'tests/browser/chaos.test.ts'];
  return show([process.execPath, inPackages('vitest', 'vitest.mjs'), 'run', ...file], {
    env: { ...process.env, CHAOS_SECONDS: seconds, CHAOS_SEED: seed },
  });
}
