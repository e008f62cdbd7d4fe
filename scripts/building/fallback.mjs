// The WebAssembly as JavaScript, joined with Emscripten's glue: for engines that have none or refuse it. Called by wasm.mjs.
import { readFile, writeFile } from 'node:fs/promises';
import { run } from '../support/command.mjs';
import { inPackages } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';
import { minifyGlue } from './inline-wasm.mjs';

const DECLARATIONS = `import type { CreateModule, Exports } from '../../js/src/runtime/module.js';
declare const createModule: CreateModule;
export default createModule;
export declare function instantiate(imports: WebAssembly.Imports): Exports;
`;

// Memory that cannot grow is an answer in WebAssembly, which the core reports; here it would be an exception in the
// middle of a parser, and from two gigabytes on a negative length.
const ALLOCATION = 'var newBuffer = new ArrayBuffer(newPages << 16);';
const GUARDED_ALLOCATION =
  'var newBuffer; try { newBuffer = new ArrayBuffer(newPages * 65536); } catch { return -1; }';

// The full runtime of stock embind asks whether there is a WebAssembly, and has no other use for it here.
const NO_WEBASSEMBLY = 'const WebAssembly = { RuntimeError: Error };';

/**
 * @param {{ glue: string, wasm: string }} paths of Emscripten's two files; the WebAssembly has no SIMD
 * @param {string} output the module to write
 */
export async function translateWasm({ glue, wasm }, output) {
  const translator = inPackages('binaryen', 'bin', 'wasm2js');
  const features = ['--enable-bulk-memory', '--llvm-memory-copy-fill-lowering'];
  const translated = await run([
    process.execPath,
    translator,
    '--emscripten',
    '-O3',
    ...features,
    wasm,
  ]);
  if (!translated.includes(ALLOCATION)) {
    throw new UserError(
      'wasm2js grows memory in another way than scripts/building/fallback.mjs knows',
    );
  }
  const engine = translated.replace(ALLOCATION, GUARDED_ALLOCATION);
  const code = [NO_WEBASSEMBLY, await readFile(glue, 'utf8'), engine, 'export { instantiate };'];
  await writeFile(output, await minifyGlue(code.join('\n')));
  await writeFile(output.replace(/\.mjs$/, '.d.mts'), DECLARATIONS);
}
