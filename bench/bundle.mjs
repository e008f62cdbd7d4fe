// The benchmarks' director as one module for Node.
import { build } from 'esbuild';
import { inRoot } from '../scripts/support/paths.mjs';

/** @returns {Promise<string>} the path of the module, as deep as scripts/support/, whose paths.mjs finds the root by its own place */
export async function bundledDirector() {
  const outfile = inRoot('build', 'bench', 'main.mjs');
  await build({
    entryPoints: [inRoot('bench', 'main.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  return outfile;
}
