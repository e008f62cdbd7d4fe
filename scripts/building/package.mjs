// C++ and TypeScript -> dist/, repeating only stale steps: the WebAssembly (wasm.mjs), our own code
// (own-modules.mjs) in each form (entries.mjs), and its declarations (declarations.mjs). Needs the
// tools and packages of prepare.mjs.
import { mkdir, rename, rm } from 'node:fs/promises';
import { withBuildLock } from '../support/build-lock.mjs';
import { unlessFresh } from '../support/freshness.mjs';
import { inRoot } from '../support/paths.mjs';
import { writeDeclarations } from './declarations.mjs';
import { importing, makeEntries } from './entries.mjs';
import { fallback, inlined, ownModules, writeOwnModules } from './own-modules.mjs';
import { buildWasm } from './wasm.mjs';

const dist = inRoot('dist');
// As deep as dist/, because source maps name their sources by relative paths.
const next = inRoot('dist.next');

const SOURCES = ['js', 'scripts/building', 'package.json', 'package-lock.json'];

/** @param {import('./emscripten.mjs').Emscripten} compiler */
export async function buildPackage(compiler) {
  await withBuildLock(async () => {
    await buildWasm('wasm', compiler);
    await buildWasm('fallback', compiler);
    await unlessFresh(
      {
        stamp: inRoot('build', 'dist.built.txt'),
        inputs: [
          ...[...SOURCES, 'tsconfig.base.json', 'tsconfig.build.json'].map((name) => inRoot(name)),
          ...[...inlined, ...importing, fallback],
        ],
        outputs: [dist, ...ownModules],
      },
      makeDist,
    );
  });
  console.log('dist/ is up to date');
}

async function makeDist() {
  console.log('Building JavaScript and declarations');
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  await writeOwnModules();
  await makeEntries(next);
  await writeDeclarations(next);
  // Only a complete result replaces the previous one.
  await rm(dist, { recursive: true, force: true });
  await rename(next, dist);
}
