// The Google Test suites: built natively, run by CTest, counted from its report.
import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildTree } from '../building/cmake.mjs';
import { tool } from '../setup/toolchain.mjs';
import { withBuildLock } from '../support/build-lock.mjs';
import { capture } from '../support/command.mjs';
import { inRoot } from '../support/paths.mjs';
import { say, step } from '../support/progress.mjs';
import { countJUnit, judged, nothing } from './outcome.mjs';

/** @typedef {import('../setup/toolchain.mjs').Toolchain} Toolchain */

export const debugTree = {
  folder: inRoot('build', 'native'),
  settings: ['-DCMAKE_BUILD_TYPE=Debug', '-DSSE_SANITIZE=ON'],
};

/** As it is on machines without vectors, so that both ways of looking at bytes are tested. */
export const releaseTree = {
  folder: inRoot('build', 'native-release'),
  settings: ['-DCMAKE_BUILD_TYPE=Release', '-DSSE_NO_VECTORS=ON'],
};

/**
 * @param {{ folder: string, settings: readonly string[] }} tree
 * @param {Toolchain} toolchain
 */
export async function native({ folder, settings }, toolchain) {
  const { program, version } = tool(toolchain, 'C++20 compiler');
  const compilerSetting = `-DCMAKE_CXX_COMPILER=${program}`;
  await step('Building', () =>
    withBuildLock(() =>
      buildTree({
        folder,
        settings: [...settings, compilerSetting],
        compiler: `${program} ${version}`,
      }),
    ),
  );
  const report = join(folder, 'report.xml');
  // A report of an earlier run would be counted in place of one that was never written.
  await rm(report, { force: true });
  const { code, output } = await step('Running', () => capture(ctest(folder, report)));
  const counted = await readFile(report, 'utf8').then(countJUnit, () => nothing);
  if (code !== 0) say(output);
  return judged(counted, code);
}

/**
 * @param {string} folder
 * @param {string} report
 * @returns {import('../support/command.mjs').Command}
 */
function ctest(folder, report) {
  const parallel = ['--parallel', String(availableParallelism())];
  const output = ['--output-on-failure', '--output-junit', report];
  return ['ctest', '--test-dir', folder, ...output, ...parallel];
}
