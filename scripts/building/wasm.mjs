// C++ -> build/wasm/event-stream.{mjs,wasm} -> event-stream.inlined.mjs, the one file that js/ imports.
import { join } from 'node:path';
import { unlessFresh } from '../support/freshness.mjs';
import { inRoot } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';
import { buildTree } from './cmake.mjs';
import { embindSetting } from './emscripten.mjs';
import { inlineWasm } from './inline-wasm.mjs';

/** @typedef {import('./emscripten.mjs').Emscripten} Emscripten */

/** The build that the package carries. */
export const shippedWasm = { folder: inRoot('build', 'wasm'), stock: false };

/** The same with Emscripten's embind as it comes, for versions other than the pinned one. */
export const stockWasm = { folder: inRoot('build', 'wasm-stock'), stock: true };

/** @param {string} folder */
export const inlinedModule = (folder) => join(folder, 'event-stream.inlined.mjs');

/**
 * @param {{ folder: string, stock: boolean }} variant
 * @param {Emscripten} emscripten
 * @returns {Promise<boolean>} whether there was anything to do
 */
export function buildWasm({ folder, stock }, { version, env }) {
  const settings = ['-DCMAKE_BUILD_TYPE=Release', embindSetting(version, stock)];
  const compiler = `emcc ${version} in ${env.PATH?.split(':')[0]}`;
  const glue = join(folder, 'event-stream.mjs');
  const wasm = join(folder, 'event-stream.wasm');
  const output = inlinedModule(folder);
  return unlessFresh(
    {
      stamp: join(folder, 'built.txt'),
      inputs: [
        ...['CMakeLists.txt', 'core', 'wasm', 'package-lock.json'].map((name) => inRoot(name)),
        inRoot('scripts', 'building'),
      ],
      facts: [compiler, ...settings],
      outputs: [glue, wasm, output],
    },
    () =>
      step(stock ? 'WebAssembly, stock embind' : 'WebAssembly', async () => {
        await buildTree({ folder, settings, compiler, launcher: ['emcmake', 'cmake'], env });
        await inlineWasm({ glue, wasm, output });
      }),
  );
}
