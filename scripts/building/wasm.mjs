// C++ -> build/wasm/ and build/fallback/: the modules that js/ imports, with vectors and as JavaScript without.
import { join } from 'node:path';
import { unlessFresh } from '../support/freshness.mjs';
import { inRoot } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';
import { buildTree, folderOf } from './cmake.mjs';
import { stockEmbindSettings } from './emscripten.mjs';
import { translateWasm } from './fallback.mjs';
import { inlineWasm } from './inline-wasm.mjs';

/** @typedef {import('./emscripten.mjs').Emscripten} Emscripten */
/** @typedef {{ glue: string, wasm: string }} Linked Emscripten's two files */

/**
 * @typedef {object} Variant
 * @property {string} title
 * @property {string} preset of CMakePresets.json
 * @property {string} folder
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
 * @param {string} title
 * @param {string} preset
 * @returns {Variant}
 */
function webAssembly(title, preset) {
  const folder = folderOf(preset);
  const [inlined, importing] = [inlinedModule(folder), importingModule(folder)];
  return {
    title,
    preset,
    folder,
    outputs: [inlined, importing],
    join: (linked) => inlineWasm(linked, { inlined, importing }),
  };
}

/**
 * Without vectors: wasm2js does not know them, and engines that need the fallback may not have them.
 * @param {string} title
 * @param {string} preset
 * @returns {Variant}
 */
function fallback(title, preset) {
  const folder = folderOf(preset);
  const output = fallbackModule(folder);
  return {
    title,
    preset,
    folder,
    outputs: [output],
    join: (linked) => translateWasm(linked, output),
  };
}

/** What the package carries. */
export const shippedWasm = webAssembly('WebAssembly', 'wasm');
export const shippedFallback = fallback('The same as JavaScript', 'fallback');

/** What other versions of Emscripten would make. */
export const stockWasm = webAssembly('WebAssembly, stock embind', 'wasm-stock');
export const stockFallback = fallback('The same as JavaScript, stock embind', 'fallback-stock');

/**
 * @param {Variant} variant
 * @param {Emscripten} emscripten
 * @returns {Promise<boolean>} whether there was anything to do
 */
export function buildWasm(variant, { version, env }) {
  const { folder, preset, title } = variant;
  const settings = stockEmbindSettings(version);
  const compiler = `emcc ${version} in ${env.PATH?.split(':')[0]}`;
  const linked = {
    glue: join(folder, 'event-stream.mjs'),
    wasm: wasmOf(folder),
  };
  return unlessFresh(
    {
      stamp: join(folder, 'built.txt'),
      inputs: [
        ...['CMakeLists.txt', 'CMakePresets.json', 'core', 'wasm', 'package-lock.json'].map(
          (name) => inRoot(name),
        ),
        inRoot('scripts', 'building'),
      ],
      facts: [compiler, preset, ...settings],
      outputs: [...Object.values(linked), ...variant.outputs],
    },
    () =>
      step(title, async () => {
        await buildTree({ preset, settings, compiler, launcher: ['emcmake', 'cmake'], env });
        await variant.join(linked);
      }),
  );
}
