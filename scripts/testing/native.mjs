// The C++ tests: built natively, run by CTest, counted from its report and from that of Google Test.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildTree, folderOf } from '../building/cmake.mjs';
import { tool } from '../setup/toolchain.mjs';
import { withBuildLock } from '../support/build-lock.mjs';
import { capture } from '../support/command.mjs';
import { say, step } from '../support/progress.mjs';
import { countJUnit, judged, nothing, total } from './outcome.mjs';

/** @typedef {import('../setup/toolchain.mjs').Toolchain} Toolchain */

/** Presets of CMakePresets.json, and the names of their compilers among the requirements. */
export const debugTree = { preset: 'native', compiler: 'C++20 compiler' };
export const releaseTree = { preset: 'native-release', compiler: 'Clang with libFuzzer' };

/**
 * @param {{ preset: string, compiler: string }} tree
 * @param {Toolchain} toolchain
 */
export async function native({ preset, compiler }, toolchain) {
  const { program, version } = tool(toolchain, compiler);
  const settings = [`-DCMAKE_CXX_COMPILER=${program}`];
  await step('Building', () =>
    withBuildLock(() => buildTree({ preset, settings, compiler: `${program} ${version}` })),
  );
  const folder = folderOf(preset);
  const reports = ['ctest.xml', 'core_tests.xml'].map((name) => join(folder, name));
  const [ctestReport = ''] = reports;
  // A report of an earlier run would be counted in place of one that was never written.
  for (const report of reports) await rm(report, { force: true });
  const { code, output } = await step('Running', () =>
    capture(['ctest', '--test-dir', folder, '--output-on-failure', '--output-junit', ctestReport]),
  );
  const counted = await Promise.all(
    reports.map((report) => readFile(report, 'utf8').then(countJUnit, () => nothing)),
  );
  if (code !== 0) say(output);
  return judged(total(counted), code);
}
