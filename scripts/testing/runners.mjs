// Runs and counts suites: programs that pass or fail as a whole, Vitest, CTest, browser engines.
import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildNative } from '../building/cmake.mjs';
import { show } from '../support/command.mjs';
import { inPackages, inRoot } from '../support/paths.mjs';
import { explained, UserError } from '../support/user-error.mjs';
import { countJUnit, outcomeOf, nothing, total } from './outcome.mjs';

/** @typedef {import('./outcome.mjs').Outcome} Outcome */

/** Half of the cores, because another suite uses the other half. */
const WORKERS = Math.max(1, Math.floor(availableParallelism() / 2));

const reportFolder = inRoot('build', 'reports');

/**
 * @type {(title: string, work: () => Promise<unknown>) => Promise<Outcome>} `work` throws if the
 * check fails
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
 * @param {NodeJS.ProcessEnv} [additions] to the environment
 */
async function counted(command, reports, additions = {}) {
  for (const report of reports) await rm(report, { force: true });
  const code = await show(command, { env: { ...process.env, ...additions } });
  const count = (/** @type {string} */ report) =>
    report.endsWith('.json')
      ? readFile(report, 'utf8').then(JSON.parse)
      : readFile(report, 'utf8').then(countJUnit);
  const outcomes = await Promise.all(reports.map((report) => count(report).catch(() => nothing)));
  return outcomeOf(total(outcomes), code);
}

/**
 * @param {string} project of vitest.config.ts
 * @param {string} [name] of the report, because several suites may run one project at the same time
 * @param {NodeJS.ProcessEnv} [additions] to the environment
 */
export function vitest(project, name = project, additions) {
  const report = join(reportFolder, `${name}.xml`);
  const program = [inPackages('vitest', 'vitest.mjs'), 'run', '--project', project];
  const reporters = ['--reporter=default', '--reporter=junit', `--outputFile.junit=${report}`];
  const command = [...program, `--maxWorkers=${WORKERS}`, ...reporters];
  return counted([process.execPath, ...command], [report], additions);
}

/**
 * The C++ tests: built natively, run by CTest, counted from its report and from that of Google Test.
 * @type {(preset: 'native' | 'native-release') => import('./suites.mjs').Suite['run']}
 */
export const native =
  (preset) =>
  async ({ toolchain }) => {
    const folder = await buildNative(preset, toolchain);
    const reports = ['ctest.xml', 'core_tests.xml'].map((name) => join(folder, name));
    return counted(['ctest', '--preset', preset, '--output-junit', 'ctest.xml'], reports);
  };

/**
 * The library's tests in a real browser, in a window and in a worker.
 * @param {'chromium' | 'firefox' | 'webkit'} engine
 */
export async function inEngine(engine) {
  if (engine === 'webkit' && process.platform !== 'linux') {
    throw new UserError(
      `WebKitGTK is not available for ${process.platform}: this suite runs on Linux only.`,
    );
  }
  const program = inRoot('tests', 'browser', 'engines', 'run.mjs');
  return counted([process.execPath, program, engine], [join(reportFolder, `${engine}.json`)]);
}
