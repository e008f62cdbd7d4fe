// core/ and Google Benchmark -> build/bench-native/, for `npm run bench` and the test that it runs.
import { join } from 'node:path';
import { tool } from '../setup/toolchain.mjs';
import { withBuildLock } from '../support/build-lock.mjs';
import { step } from '../support/progress.mjs';
import { buildTree, folderOf } from './cmake.mjs';

const preset = 'bench-native';

/**
 * @param {import('../setup/toolchain.mjs').Toolchain} toolchain
 * @returns {Promise<string>} the program
 */
export async function buildNativeBenchmark(toolchain) {
  const { program, version } = tool(toolchain, 'Google Benchmark');
  const settings = [`-DCMAKE_CXX_COMPILER=${program}`];
  await step('The native benchmark', () =>
    withBuildLock(() => buildTree({ preset, settings, compiler: `${program} ${version}` })),
  );
  return join(folderOf(preset), 'bench', 'native', 'parser_benchmark');
}
