// `npm run bench [-- words]`: measures the package against its peers; the words narrow it down (bench/README.md).
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare } from '../building/prepare.mjs';
import { onPath } from '../setup/detect.mjs';
import { tool } from '../setup/toolchain.mjs';
import { runMain } from '../support/entry.mjs';
import { UserError } from '../support/user-error.mjs';

await runMain(async () => {
  const { toolchain, compiler } = await prepare('bench');
  // Imported here because they use packages that npm may only just have installed.
  const { buildPackage } = await import('../building/package.mjs');
  const { buildNativeBenchmark } = await import('../building/native-benchmark.mjs');
  await buildPackage(compiler);
  const { bundledDirector } = await import('../../bench/bundle.mjs');
  /** @type {typeof import('../../bench/main.js')} */
  const { runBenchmarks, selectionOf } = await import(pathToFileURL(await bundledDirector()).href);
  await runBenchmarks(chosen(selectionOf), {
    chromium: async () => {
      const { program } = tool(toolchain, 'Chromium');
      // A driver starts browsers by path; it does not search PATH.
      return isAbsolute(program) ? program : ((await onPath(program, process.env)) ?? program);
    },
    nativeBenchmark: () => buildNativeBenchmark(toolchain),
  });
});

/** @param {typeof import('../../bench/main.js').selectionOf} selectionOf */
function chosen(selectionOf) {
  try {
    return selectionOf(process.argv.slice(2));
  } catch (error) {
    throw error instanceof RangeError ? new UserError(error.message) : error;
  }
}
