// js/src + the inlined WebAssembly -> dist/: one ES module, its source map, and the declarations of what is public.
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, formatMessages } from 'esbuild';
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
      outputs: [dist],
    },
    () => step('JavaScript and declarations', makeDist),
  );
}

async function makeDist() {
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  await bundle();
  await declare();
  // Only a complete result takes the place of the previous one.
  await rm(dist, { recursive: true, force: true });
  await rename(next, dist);
}

async function bundle() {
  const { warnings } = await build({
    absWorkingDir: inRoot(),
    entryPoints: ['js/src/index.ts'],
    outfile: join(next, 'index.js'),
    bundle: true,
    format: 'esm',
    platform: 'neutral',
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

async function declare() {
  const tsc = inPackages('typescript', 'bin', 'tsc');
  await run([process.execPath, tsc, '-p', 'tsconfig.build.json', '--outDir', next]);
  await keepReachable(next, 'index.d.ts');
}
