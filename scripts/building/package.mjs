// C++ and TypeScript -> dist/, doing only what is stale. Needs the tools and packages of prepare.mjs.
import { withBuildLock } from '../support/build-lock.mjs';
import { say } from '../support/progress.mjs';
import { buildJavaScript } from './javascript.mjs';
import { buildWasm, shippedFallback, shippedWasm } from './wasm.mjs';

/** @param {import('./emscripten.mjs').Emscripten} compiler */
export async function buildPackage(compiler) {
  await withBuildLock(async () => {
    const wasm = await buildWasm(shippedWasm, compiler);
    const fallback = await buildWasm(shippedFallback, compiler);
    const javaScript = await buildJavaScript();
    if (!wasm && !fallback && !javaScript) say('dist/ is up to date');
  });
}
