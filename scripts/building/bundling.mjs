// One module from several, bundled by esbuild; one module compressed by terser. Called by entries.mjs and own-modules.mjs.
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build, formatMessages } from 'esbuild';
import { minify } from 'terser';
import { inRoot } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';

// Private fields as the language has them: lowered, they cost half a kilobyte.
export const target = 'es2022';

/**
 * @param {string} entry
 * @param {string} outfile
 * @param {import('esbuild').BuildOptions} options
 */
export async function bundle(entry, outfile, options) {
  const { warnings } = await build({
    absWorkingDir: inRoot(),
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'neutral',
    // Otherwise the nearest tsconfig.json decides about "use strict", and it is not among the inputs of the build.
    tsconfig: inRoot('tsconfig.build.json'),
    target,
    // The inlined WebAssembly is text; escaped to ASCII it would grow.
    charset: 'utf8',
    sourcemap: true,
    sourcesContent: true,
    logLevel: 'silent',
    ...options,
  }).catch((/** @type {Error} */ error) => {
    throw new UserError(error.message);
  });
  if (warnings.length > 0) {
    throw new UserError((await formatMessages(warnings, { kind: 'warning' })).join('\n'));
  }
}

/**
 * Puts values in the place of names, which bundlers do not: four hundred bytes of what a page downloads. Names stay, and
 * lines, so that a stack can be read without the source map.
 * @param {string} file a module whose source map is beside it
 */
export async function compress(file) {
  const [code, content] = await Promise.all([
    readFile(file, 'utf8'),
    readFile(`${file}.map`, 'utf8'),
  ]);
  const { code: compressed = '', map } = await minify(code, {
    module: true,
    // Functions stay where they are: moved to their only caller they are found in no stack, and compress no better.
    compress: { passes: 2, reduce_funcs: false },
    mangle: false,
    format: { beautify: true, preserve_annotations: true },
    sourceMap: { content, url: `${basename(file)}.map` },
  });
  await writeFile(file, compressed);
  await writeFile(`${file}.map`, String(map));
}
