// Bundles the benchmark program into one module for Node.
import { build } from 'esbuild';
import { inRoot } from '../scripts/support/paths.mjs';

/**
 * @returns {Promise<string>} the path of the module, as deep as scripts/support/, because paths.mjs
 * finds the root relative to its own file
 */
export async function bundledMain() {
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
