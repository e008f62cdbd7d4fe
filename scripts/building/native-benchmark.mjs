// core/ and Google Benchmark -> build/bench-native/, for `npm run bench` and the test that it runs.
import { join } from 'node:path';
import { tool } from '../setup/toolchain.mjs';
import { withBuildLock } from '../support/build-lock.mjs';
import { inRoot } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';
import { buildTree } from './cmake.mjs';

const folder = inRoot('build', 'bench-native');

/**
 * @param {import('../setup/toolchain.mjs').Toolchain} toolchain
 * @returns {Promise<string>} the program
 */
export async function buildNativeBenchmark(toolchain) {
  const { program, version } = tool(toolchain, 'Google Benchmark');
  const settings = [
    '-DCMAKE_BUILD_TYPE=Release',
    '-DSSE_BENCH=ON',
    `-DCMAKE_CXX_COMPILER=${program}`,
  ];
  await step('The native benchmark', () =>
    withBuildLock(() => buildTree({ folder, settings, compiler: `${program} ${version}` })),
  );
  return join(folder, 'bench', 'native', 'parser_benchmark');
}
