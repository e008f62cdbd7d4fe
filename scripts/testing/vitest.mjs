// The TypeScript suites: one Vitest project at a time, counted from its report.
import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { show } from '../support/command.mjs';
import { inPackages, inRoot } from '../support/paths.mjs';
import { countVitest, judged, nothing } from './outcome.mjs';

/** Half of the cores: another suite uses the other half. */
const WORKERS = Math.max(1, Math.floor(availableParallelism() / 2));

/**
 * @param {string} project of vitest.config.ts
 * @param {string} name of the report: several suites run one project, and may do so at the same time
 * @param {NodeJS.ProcessEnv} [additions] to the environment
 */
export async function vitest(project, name, additions = {}) {
  const report = inRoot('build', 'reports', `${name}.json`);
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
      `--maxWorkers=${WORKERS}`,
      ...reporters,
    ],
    { ...process.env, ...additions },
  );
  const counted = await readFile(report, 'utf8').then(countVitest, () => nothing);
  return judged(counted, code);
}
