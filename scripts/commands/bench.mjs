// `npm run bench [-- words]`: measures the package against its peers. The words select benchmarks
// (bench/README.md).
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepareAndBuild } from '../building/prepare.mjs';
import { UserError } from '../support/user-error.mjs';

/** @param {readonly string[]} words */
export async function main(words) {
  const toolchain = await prepareAndBuild('bench');
  const { buildNative } = await import('../building/cmake.mjs');
  const { bundledMain } = await import('../../bench/bundle.mjs');
  /** @type {typeof import('../../bench/main.js')} */
  const { runBenchmarks, selectionOf } = await import(pathToFileURL(await bundledMain()).href);
  let selection;
  try {
    selection = selectionOf(words);
  } catch (error) {
    throw error instanceof RangeError ? new UserError(error.message) : error;
  }
  await runBenchmarks(selection, {
    chromium: async () => process.env.CHROMIUM_PATH ?? '',
    nativeBenchmark: async () =>
      join(await buildNative('bench-native', toolchain), 'bench', 'native', 'parser_benchmark'),
  });
}
