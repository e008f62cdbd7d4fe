// js/src -> dist/: our own code (own-modules.mjs) in each form (entries.mjs), and its declarations (declarations.mjs).
import { mkdir, rename, rm } from 'node:fs/promises';
import { unlessFresh } from '../support/freshness.mjs';
import { inRoot } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';
import { writeDeclarations } from './declarations.mjs';
import { importing, makeEntries } from './entries.mjs';
import { fallback, inlined, ownModules, writeOwnModules } from './own-modules.mjs';

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
        ...[...inlined, ...importing, fallback],
      ],
      facts: [],
      outputs: [dist, ...ownModules],
    },
    () => step('JavaScript and declarations', makeDist),
  );
}

async function makeDist() {
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  await writeOwnModules();
  await makeEntries(next);
  await writeDeclarations(next);
  // Only a complete result takes the place of the previous one.
  await rm(dist, { recursive: true, force: true });
  await rename(next, dist);
}
