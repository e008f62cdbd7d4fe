// A file of this folder and what it imports as one module, for a process or a page of its own.
import { build } from 'esbuild';
import { inRoot } from '../../../scripts/support/paths.mjs';

/** As deep as scripts/support/, whose paths.mjs finds the root of the repository by its own place. */
const folder = inRoot('build', 'chaos');

/**
 * @param {string} file
 * @param {'node' | 'browser'} platform
 * @returns {Promise<string>} the path of the module
 */
export async function bundled(file, platform) {
  const outfile = `${folder}/${file.replace(/\.ts$/, '.mjs')}`;
  await build({
    entryPoints: [inRoot('tests', 'js', 'chaos', file)],
    outfile,
    bundle: true,
    format: 'esm',
    platform,
    packages: 'external',
    charset: 'utf8',
    logLevel: 'warning',
  });
  return outfile;
}
