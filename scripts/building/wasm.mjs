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

/** The modules of wasm/CMakeLists.txt: the parser, and what /chat adds. */
export const EVENT_STREAM = 'event-stream';
export const MESSAGE_SHAPES = 'message-shapes';
/** Their types in js/src/runtime/module.ts. */
const FUNCTIONS = {
  [EVENT_STREAM]: 'EventStreamModule',
  [MESSAGE_SHAPES]: 'MessageShapesModule',
};

/**
 * @typedef {object} Variant
 * @property {string} title
 * @property {string} preset of CMakePresets.json
 * @property {string} folder
 * @property {readonly string[]} outputs
 * @property {() => Promise<void>} join makes the outputs of what Emscripten has linked
 */

/**
 * @param {string} folder
 * @param {string} [name] of a module
 */
export const wasmOf = (folder, name = EVENT_STREAM) => join(folder, `${name}.wasm`);
/**
 * @param {string} folder
 * @param {string} [name] of a module
 */
export const inlinedModule = (folder, name = EVENT_STREAM) => join(folder, `${name}.inlined.mjs`);
/**
 * @param {string} folder
 * @param {string} [name] of a module
 */
export const importingModule = (folder, name = EVENT_STREAM) =>
  join(folder, `${name}.importing.mjs`);
/** @param {string} folder */
export const fallbackModule = (folder) => join(folder, `${EVENT_STREAM}.fallback.mjs`);

/**
 * Emscripten's two files.
 * @param {string} folder
 * @param {string} name of a module
 */
const linkedOf = (folder, name) => ({
  glue: join(folder, `${name}.mjs`),
  wasm: wasmOf(folder, name),
});

/**
 * @param {string} title
 * @param {string} preset
 * @returns {Variant}
 */
function webAssembly(title, preset) {
  const folder = folderOf(preset);
  const modules = Object.entries(FUNCTIONS).map(([name, functions]) => ({
    functions,
    linked: linkedOf(folder, name),
    joined: { inlined: inlinedModule(folder, name), importing: importingModule(folder, name) },
  }));
  return {
    title,
    preset,
    folder,
    outputs: modules.flatMap(({ linked, joined }) => Object.values({ ...linked, ...joined })),
    join: async () => {
      for (const { linked, joined, functions } of modules) {
        await inlineWasm(linked, joined, functions);
      }
    },
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
  const linked = linkedOf(folder, EVENT_STREAM);
  const output = fallbackModule(folder);
  return {
    title,
    preset,
    folder,
    outputs: [...Object.values(linked), output],
    join: () => translateWasm(linked, output),
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
      outputs: variant.outputs,
    },
    () =>
      step(title, async () => {
        await buildTree({ preset, settings, compiler, launcher: ['emcmake', 'cmake'], env });
        await variant.join();
      }),
  );
}
