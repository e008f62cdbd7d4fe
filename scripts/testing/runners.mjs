// How suites run, and how they are counted: programs that pass or fail as a whole, Vitest, CTest, browser engines.
import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildNative } from '../building/cmake.mjs';
import { show } from '../support/command.mjs';
import { inPackages, inRoot } from '../support/paths.mjs';
import { explained, UserError } from '../support/user-error.mjs';
import { countJUnit, countVitest, judged, nothing, total } from './outcome.mjs';

/** @typedef {import('./outcome.mjs').Outcome} Outcome */

/** Half of the cores: another suite uses the other half. */
const WORKERS = Math.max(1, Math.floor(availableParallelism() / 2));

/**
 * @param {string} title
 * @param {() => Promise<unknown>} work throws when the check fails
 * @returns {Promise<Outcome>}
 */
export async function check(title, work) {
  console.log(title);
  try {
    await work();
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.log(explained(error));
    return { passed: 0, failed: 1 };
  }
}

/**
 * Runs a program and counts its reports. A report of an earlier run is never counted.
 * @param {import('../support/command.mjs').Command} command
 * @param {readonly string[]} reports files
 * @param {(report: string) => Outcome} count
 * @param {NodeJS.ProcessEnv} [additions] to the environment
 */
async function counted(command, reports, count, additions = {}) {
  for (const report of reports) await rm(report, { force: true });
  const code = await show(command, { env: { ...process.env, ...additions } });
  const outcomes = await Promise.all(
    reports.map((report) => readFile(report, 'utf8').then(count, () => nothing)),
  );
  return judged(total(outcomes), code);
}

/** @param {string} name */
const reportOf = (name) => inRoot('build', 'reports', `${name}.json`);

/**
 * @param {string} project of vitest.config.ts
 * @param {string} [name] of the report: several suites run one project, and may do so at the same time
 * @param {NodeJS.ProcessEnv} [additions] to the environment
 */
export function vitest(project, name = project, additions) {
  const program = [inPackages('vitest', 'vitest.mjs'), 'run', '--project', project];
  const reporters = [
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportOf(name)}`,
  ];
  return counted(
    [process.execPath, ...program, `--maxWorkers=${WORKERS}`, ...reporters],
    [reportOf(name)],
    countVitest,
    additions,
  );
}

/**
 * The C++ tests: built natively, run by CTest, counted from its report and from that of Google Test.
 * @param {'native' | 'native-release'} preset
 * @returns {import('./suites.mjs').Suite['run']}
 */
export const native =
  (preset) =>
  async ({ toolchain }) => {
    const folder = await buildNative(preset, toolchain);
    const reports = ['ctest.xml', 'core_tests.xml'].map((name) => join(folder, name));
    return counted(
      ['ctest', '--preset', preset, '--output-junit', 'ctest.xml'],
      reports,
      countJUnit,
    );
  };

/**
 * The library's tests in a real browser, in a window and in a worker.
 * @param {'chromium' | 'firefox' | 'webkit'} engine
 */
export async function inEngine(engine) {
  if (engine === 'webkit' && process.platform !== 'linux') {
    throw new UserError(
      `There is no WebKitGTK for ${process.platform}: this suite runs on Linux alone.`,
    );
  }
  const program = inRoot('tests', 'browser', 'engines', 'run.mjs');
  return counted([process.execPath, program, engine], [reportOf(engine)], JSON.parse);
}
