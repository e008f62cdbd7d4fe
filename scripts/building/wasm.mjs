// C++ -> build/wasm/ and build/fallback/: the modules that js/ imports, as WebAssembly with vector
// instructions and as JavaScript.
import { join } from 'node:path';
import { unlessFresh } from '../support/freshness.mjs';
import { inRoot } from '../support/paths.mjs';
import { buildTree, folderOf } from './cmake.mjs';
import { stockEmbindSettings } from './emscripten.mjs';
import { translateWasm } from './fallback.mjs';
import { inlineWasm } from './inline-wasm.mjs';

/**
 * Presets of CMakePresets.json. The fallback has no vector instructions, which wasm2js does not
 * support. The stock presets are for other versions of Emscripten.
 * @typedef {'wasm' | 'fallback' | 'wasm-stock' | 'fallback-stock'} Variant
 */

/**
 * The modules of wasm/CMakeLists.txt, the parser and the shapes of /chat, with their types in
 * js/src/runtime/module.ts. The second module has no fallback.
 */
const FUNCTIONS = /** @type {const} */ ({
  'event-stream': 'EventStreamModule',
  'message-shapes': 'MessageShapesModule',
});
/** @typedef {keyof typeof FUNCTIONS} ModuleName */
export const MODULES = /** @type {ModuleName[]} */ (Object.keys(FUNCTIONS));

/** @param {ModuleName} name @param {Variant} [preset] */
export const wasmOf = (name, preset = 'wasm') => join(folderOf(preset), `${name}.wasm`);
/** @param {ModuleName} [name] @param {Variant} [preset] */
export const inlinedModule = (name = 'event-stream', preset = 'wasm') =>
  join(folderOf(preset), `${name}.inlined.mjs`);
/** @param {ModuleName} name @param {Variant} [preset] */
export const importingModule = (name, preset = 'wasm') =>
  join(folderOf(preset), `${name}.importing.mjs`);
/** @param {Variant} [preset] */
export const fallbackModule = (preset = 'fallback') =>
  join(folderOf(preset), 'event-stream.fallback.mjs');

const SOURCES = ['CMakeLists.txt', 'CMakePresets.json', 'core', 'wasm', 'package-lock.json'];

/** @param {Variant} preset @param {import('./emscripten.mjs').Emscripten} emscripten */
export async function buildWasm(preset, { version, env }) {
  const settings = stockEmbindSettings(version);
  const compiler = `emcc ${version} in ${env.PATH?.split(':')[0]}`;
  const isFallback = preset.startsWith('fallback');
  const modules = MODULES.map((name) => ({
    linked: { glue: join(folderOf(preset), `${name}.mjs`), wasm: wasmOf(name, preset) },
    joined: { inlined: inlinedModule(name, preset), importing: importingModule(name, preset) },
    functions: FUNCTIONS[name],
  }));
  const outputs = isFallback
    ? [fallbackModule(preset)]
    : modules.flatMap(({ joined }) => Object.values(joined));
  await unlessFresh(
    {
      stamp: join(folderOf(preset), 'built.txt'),
      inputs: [...SOURCES, 'scripts/building'].map((name) => inRoot(name)),
      facts: [compiler, preset, ...settings],
      outputs: [...modules.flatMap(({ linked }) => Object.values(linked)), ...outputs],
    },
    async () => {
      console.log(`Building build/${preset}/`);
      await buildTree({ preset, settings, compiler, launcher: ['emcmake', 'cmake'], env });
      for (const { linked, joined, functions } of modules) {
        if (!isFallback) await inlineWasm(linked, joined, functions);
        else if (functions === 'EventStreamModule') await translateWasm(linked, outputs[0] ?? '');
      }
    },
  );
}
