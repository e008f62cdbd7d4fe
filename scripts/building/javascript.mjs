// js/src -> build/javascript/, our own code as one module for each entry of the package -> dist/: what entries.mjs makes of
// them, and the declarations of what is public.
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessFresh } from '../support/freshness.mjs';
import { inRoot } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';
import { bundle, compress } from './bundling.mjs';
import { bundleDeclarations } from './declarations.mjs';
import { besideMain, fallback, importing, inlined, makeEntries } from './entries.mjs';

const dist = inRoot('dist');
// As deep as dist/ itself, because source maps name their sources relative to themselves.
const next = inRoot('dist.next');

/** Our own code as it is published, which imports the inlined WebAssembly, and the fallback where it has to. */
export const ownModule = inRoot('build', 'javascript', 'index.js');

/** The second entry, which imports the first. */
const chatModule = inRoot('build', 'javascript', 'chat.js');

/** @returns {Promise<boolean>} whether there was anything to do */
export function buildJavaScript() {
  return unlessFresh(
    {
      stamp: inRoot('build', 'dist.built.txt'),
      inputs: [
        ...['js', 'tsconfig.base.json', 'tsconfig.build.json'].map((name) => inRoot(name)),
        ...['package.json', 'package-lock.json'].map((name) => inRoot(name)),
        inRoot('scripts', 'building'),
        ...[inlined, importing, fallback],
      ],
      facts: [],
      outputs: [dist, ownModule, chatModule],
    },
    () => step('JavaScript and declarations', makeDist),
  );
}

async function makeDist() {
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  await bundle('js/src/index.ts', ownModule, { format: 'esm', external: [inlined, fallback] });
  await bundle('js/src/chat/index.ts', chatModule, {
    format: 'esm',
    plugins: [besideMain('./index.js')],
  });
  await compress(ownModule);
  await compress(chatModule);
  await makeEntries({ main: ownModule, chat: chatModule }, next);
  await bundleDeclarations('js/src/index.ts', join(next, 'index'));
  await bundleDeclarations('js/src/chat/index.ts', join(next, 'chat'));
  // Only a complete result takes the place of the previous one.
  await rm(dist, { recursive: true, force: true });
  await rename(next, dist);
}
