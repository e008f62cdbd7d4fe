// C++ -> build/wasm/ and build/fallback/: the modules that js/ imports, with vectors and as JavaScript without.
import { join } from 'node:path';
import { unlessFresh } from '../support/freshness.mjs';
import { inRoot } from '../support/paths.mjs';
import { buildTree, folderOf } from './cmake.mjs';
import { stockEmbindSettings } from './emscripten.mjs';
import { translateWasm } from './fallback.mjs';
import { inlineWasm } from './inline-wasm.mjs';

/**
 * Presets of CMakePresets.json. The fallback has no vectors: wasm2js does not know them, and engines that need it may not
 * have them. The stock ones are what other versions of Emscripten would make.
 * @typedef {'wasm' | 'fallback' | 'wasm-stock' | 'fallback-stock'} Variant
 */

/** @param {Variant} preset @param {string} name */
const fileOf = (preset, name) => join(folderOf(preset), `event-stream.${name}`);

/** @param {Variant} [preset] */
export const wasmOf = (preset = 'wasm') => fileOf(preset, 'wasm');
/** @param {Variant} [preset] */
export const inlinedModule = (preset = 'wasm') => fileOf(preset, 'inlined.mjs');
/** @param {Variant} [preset] */
export const importingModule = (preset = 'wasm') => fileOf(preset, 'importing.mjs');
/** @param {Variant} [preset] */
export const fallbackModule = (preset = 'fallback') => fileOf(preset, 'fallback.mjs');

const SOURCES = ['CMakeLists.txt', 'CMakePresets.json', 'core', 'wasm', 'package-lock.json'];

/** @param {Variant} preset @param {import('./emscripten.mjs').Emscripten} emscripten */
export async function buildWasm(preset, { version, env }) {
  const settings = stockEmbindSettings(version);
  const compiler = `emcc ${version} in ${env.PATH?.split(':')[0]}`;
  const linked = { glue: fileOf(preset, 'mjs'), wasm: wasmOf(preset) };
  const isFallback = preset.startsWith('fallback');
  const joined = { inlined: inlinedModule(preset), importing: importingModule(preset) };
  const outputs = isFallback ? [fallbackModule(preset)] : Object.values(joined);
  await unlessFresh(
    {
      stamp: join(folderOf(preset), 'built.txt'),
      inputs: [...SOURCES, 'scripts/building'].map((name) => inRoot(name)),
      facts: [compiler, preset, ...settings],
      outputs: [...Object.values(linked), ...outputs],
    },
    async () => {
      console.log(`Building build/${preset}/`);
      await buildTree({ preset, settings, compiler, launcher: ['emcmake', 'cmake'], env });
      if (isFallback) await translateWasm(linked, fallbackModule(preset));
      else await inlineWasm(linked, joined);
    },
  );
}
