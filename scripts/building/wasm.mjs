// C++ -> build/wasm/ and build/fallback/: the modules that js/ imports, with vectors and as JavaScript without.
import { join } from 'node:path';
import { unlessFresh } from '../support/freshness.mjs';
import { inRoot } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';
import { buildTree } from './cmake.mjs';
import { embindSetting } from './emscripten.mjs';
import { translateWasm } from './fallback.mjs';
import { inlineWasm } from './inline-wasm.mjs';

/** @typedef {import('./emscripten.mjs').Emscripten} Emscripten */
/** @typedef {{ glue: string, wasm: string }} Linked Emscripten's two files */

/**
 * @typedef {object} Variant
 * @property {string} title
 * @property {string} folder
 * @property {boolean} stock with Emscripten's embind as it comes, for versions other than the pinned one
 * @property {boolean} vectors
 * @property {readonly string[]} outputs
 * @property {(linked: Linked) => Promise<void>} join makes the outputs of what Emscripten has linked
 */

/** @param {string} folder */
export const wasmOf = (folder) => join(folder, 'event-stream.wasm');
/** @param {string} folder */
export const inlinedModule = (folder) => join(folder, 'event-stream.inlined.mjs');
/** @param {string} folder */
export const importingModule = (folder) => join(folder, 'event-stream.importing.mjs');
/** @param {string} folder */
export const fallbackModule = (folder) => join(folder, 'event-stream.fallback.mjs');

/**
 * @param {string} folder
 * @param {boolean} stock
 * @returns {Variant}
 */
function webAssembly(folder, stock) {
  const [inlined, importing] = [inlinedModule(folder), importingModule(folder)];
  return {
    title: 'WebAssembly',
    folder,
    stock,
    vectors: true,
    outputs: [inlined, importing],
    join: (linked) => inlineWasm(linked, { inlined, importing }),
  };
}

/**
 * @param {string} folder
 * @param {boolean} stock
 * @returns {Variant}
 */
function fallback(folder, stock) {
  const output = fallbackModule(folder);
  return {
    title: 'The same as JavaScript',
    folder,
    stock,
    // wasm2js knows no vectors, and who needs the fallback may have none.
    vectors: false,
    outputs: [output],
    join: (linked) => translateWasm(linked, output),
  };
}

/** What the package carries. */
export const shippedWasm = webAssembly(inRoot('build', 'wasm'), false);
export const shippedFallback = fallback(inRoot('build', 'fallback'), false);

/** What other versions of Emscripten would make. */
export const stockWasm = webAssembly(inRoot('build', 'wasm-stock'), true);
export const stockFallback = fallback(inRoot('build', 'fallback-stock'), true);

/**
 * @param {Variant} variant
 * @param {Emscripten} emscripten
 * @returns {Promise<boolean>} whether there was anything to do
 */
export function buildWasm(variant, { version, env }) {
  const { folder, stock, vectors, title } = variant;
  const settings = [
    '-DCMAKE_BUILD_TYPE=Release',
    embindSetting(version, stock),
    `-DSSE_NO_VECTORS=${vectors ? 'OFF' : 'ON'}`,
  ];
  const compiler = `emcc ${version} in ${env.PATH?.split(':')[0]}`;
  const linked = {
    glue: join(folder, 'event-stream.mjs'),
    wasm: wasmOf(folder),
  };
  return unlessFresh(
    {
      stamp: join(folder, 'built.txt'),
      inputs: [
        ...['CMakeLists.txt', 'core', 'wasm', 'package-lock.json'].map((name) => inRoot(name)),
        inRoot('scripts', 'building'),
      ],
      facts: [compiler, ...settings],
      outputs: [...Object.values(linked), ...variant.outputs],
    },
    () =>
      step(stock ? `${title}, stock embind` : title, async () => {
        await buildTree({ folder, settings, compiler, launcher: ['emcmake', 'cmake'], env });
        await variant.join(linked);
      }),
  );
}
