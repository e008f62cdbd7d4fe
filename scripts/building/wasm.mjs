// C++ -> build/wasm/ and build/fallback/: the modules that js/ imports, with vectors and as JavaScript without.
import { join } from 'node:path';
import { unlessFresh } from '../support/freshness.mjs';
import { inRoot } from '../support/paths.mjs';
import { buildTree, folderOf } from './cmake.mjs';
import { stockEmbindSettings } from './emscripten.mjs';
import { translateWasm } from './fallback.mjs';
import { inlineWasm } from './inline-wasm.mjs';

/**
 * @typedef {object} Variant
 * @property {string} preset of CMakePresets.json
 * @property {string} folder
 * @property {readonly string[]} outputs
 * @property {(linked: { glue: string, wasm: string }) => Promise<void>} join makes the outputs of Emscripten's two files
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
 * @param {string} preset
 * @returns {Variant}
 */
function webAssembly(preset) {
  const folder = folderOf(preset);
  const [inlined, importing] = [inlinedModule(folder), importingModule(folder)];
  const outputs = [inlined, importing];
  return { preset, folder, outputs, join: (linked) => inlineWasm(linked, { inlined, importing }) };
}

/**
 * Without vectors: wasm2js does not know them, and engines that need the fallback may not have them.
 * @param {string} preset
 * @returns {Variant}
 */
function fallback(preset) {
  const folder = folderOf(preset);
  const output = fallbackModule(folder);
  return { preset, folder, outputs: [output], join: (linked) => translateWasm(linked, output) };
}

/** What the package carries. */
export const shippedWasm = webAssembly('wasm');
export const shippedFallback = fallback('fallback');

/** What other versions of Emscripten would make. */
export const stockWasm = webAssembly('wasm-stock');
export const stockFallback = fallback('fallback-stock');

const SOURCES = ['CMakeLists.txt', 'CMakePresets.json', 'core', 'wasm', 'package-lock.json'];

/**
 * @param {Variant} variant
 * @param {import('./emscripten.mjs').Emscripten} emscripten
 */
export async function buildWasm({ preset, folder, outputs, join: joinFiles }, { version, env }) {
  const settings = stockEmbindSettings(version);
  const compiler = `emcc ${version} in ${env.PATH?.split(':')[0]}`;
  const linked = { glue: join(folder, 'event-stream.mjs'), wasm: wasmOf(folder) };
  await unlessFresh(
    {
      stamp: join(folder, 'built.txt'),
      inputs: [...SOURCES, 'scripts/building'].map((name) => inRoot(name)),
      facts: [compiler, preset, ...settings],
      outputs: [...Object.values(linked), ...outputs],
    },
    async () => {
      console.log(`Building build/${preset}/`);
      await buildTree({ preset, settings, compiler, launcher: ['emcmake', 'cmake'], env });
      await joinFiles(linked);
    },
  );
}
