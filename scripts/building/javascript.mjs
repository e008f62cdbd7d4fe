// js/src -> build/javascript/index.js, our own code as one module -> dist/, joined with the inlined WebAssembly: one ES
// module, its source map, and the declarations of what is public.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, formatMessages } from 'esbuild';
import { minify } from 'terser';
import { run } from '../support/command.mjs';
import { unlessFresh } from '../support/freshness.mjs';
import { inPackages, inRoot } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';
import { UserError } from '../support/user-error.mjs';
import { keepReachable } from './declarations.mjs';
import { inlinedModule, shippedWasm } from './wasm.mjs';

const dist = inRoot('dist');
// As deep as dist/ itself, because source maps name their sources relative to themselves.
const next = inRoot('dist.next');

/** Our own code as it is published, which imports the inlined WebAssembly. */
export const ownModule = inRoot('build', 'javascript', 'index.js');

/** @returns {Promise<boolean>} whether there was anything to do */
export function buildJavaScript() {
  return unlessFresh(
    {
      stamp: inRoot('build', 'dist.built.txt'),
      inputs: [
        ...['js', 'tsconfig.base.json', 'tsconfig.build.json'].map((name) => inRoot(name)),
        ...['package.json', 'package-lock.json'].map((name) => inRoot(name)),
        inRoot('scripts', 'building'),
        inlinedModule(shippedWasm.folder),
      ],
      facts: [],
      outputs: [dist, ownModule],
    },
    () => step('JavaScript and declarations', makeDist),
  );
}

async function makeDist() {
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  await bundle('js/src/index.ts', ownModule, [inlinedModule(shippedWasm.folder)]);
  await compress(ownModule);
  await bundle(ownModule, join(next, 'index.js'), []);
  await declare();
  // Only a complete result takes the place of the previous one.
  await rm(dist, { recursive: true, force: true });
  await rename(next, dist);
}

/**
 * @param {string} entry
 * @param {string} outfile
 * @param {string[]} external what stays an import
 */
async function bundle(entry, outfile, external) {
  const { warnings } = await build({
    absWorkingDir: inRoot(),
    entryPoints: [entry],
    outfile,
    external,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    // Otherwise the nearest tsconfig.json says how class fields are made, which is not among the inputs above.
    tsconfig: inRoot('tsconfig.build.json'),
    // Private fields as the language has them: lowered, they cost half a kilobyte.
    target: 'es2022',
    // The inlined WebAssembly is text; escaped to ASCII it would grow.
    charset: 'utf8',
    sourcemap: true,
    sourcesContent: true,
    logLevel: 'silent',
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
async function compress(file) {
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

async function declare() {
  const tsc = inPackages('typescript', 'bin', 'tsc');
  await run([process.execPath, tsc, '-p', 'tsconfig.build.json', '--outDir', next]);
  await keepReachable(next, 'index.d.ts');
}
