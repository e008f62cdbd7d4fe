// `npm run bench [-- words]`: measures the package against its peers; the words narrow it down (bench/README.md).
import { pathToFileURL } from 'node:url';
import { prepareAndBuild } from '../building/prepare.mjs';
import { toolPath } from '../setup/toolchain.mjs';
import { runMain } from '../support/entry.mjs';
import { UserError } from '../support/user-error.mjs';

await runMain(async () => {
  const toolchain = await prepareAndBuild('bench');
  const { buildNativeBenchmark } = await import('../building/native-benchmark.mjs');
  const { bundledDirector } = await import('../../bench/bundle.mjs');
  /** @type {typeof import('../../bench/main.js')} */
  const { runBenchmarks, selectionOf } = await import(pathToFileURL(await bundledDirector()).href);
  let selection;
  try {
    selection = selectionOf(process.argv.slice(2));
  } catch (error) {
    throw error instanceof RangeError ? new UserError(error.message) : error;
  }
  await runBenchmarks(selection, {
    chromium: () => toolPath(toolchain, 'Chromium'),
    nativeBenchmark: () => buildNativeBenchmark(toolchain),
  });
});
