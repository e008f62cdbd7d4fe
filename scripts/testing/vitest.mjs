// The TypeScript suites: one Vitest project at a time, counted from its report.
import { readFile, rm } from 'node:fs/promises';
import { show } from '../support/command.mjs';
import { inPackages, inRoot } from '../support/paths.mjs';
import { countVitest, judged, nothing } from './outcome.mjs';

/**
 * @param {string} project of vitest.config.ts
 * @param {NodeJS.ProcessEnv} [additions] to the environment
 * @param {readonly string[]} [parts] of the names of files; all without them
 */
export async function vitest(project, additions = {}, parts = []) {
  const report = inRoot('build', 'reports', `${project}.json`);
  // A report of an earlier run would be counted in place of one that was never written.
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await show(
    [
      process.execPath,
      inPackages('vitest', 'vitest.mjs'),
      'run',
      '--project',
      project,
      ...reporters,
      ...parts,
    ],
    { ...process.env, ...additions },
  );
  const counted = await readFile(report, 'utf8').then(countVitest, () => nothing);
  return judged(counted, code);
}
