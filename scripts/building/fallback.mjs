// The WebAssembly as JavaScript, bundled with Emscripten's glue, for engines without WebAssembly or
// that block it. Called by wasm.mjs.
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

// If memory cannot grow, WebAssembly returns -1, which the core reports. wasm2js would throw in the
// middle of a parser, and compute a negative length from two gigabytes on.
const ALLOCATION = 'var newBuffer = new ArrayBuffer(newPages << 16);';
const GUARDED_ALLOCATION =
  'var newBuffer; try { newBuffer = new ArrayBuffer(newPages * 65536); } catch { return -1; }';

// The full runtime of stock embind requires WebAssembly but does not use it here.
const NO_WEBASSEMBLY = 'const WebAssembly = { RuntimeError: Error };';

/**
 * @param {{ glue: string, wasm: string }} paths of Emscripten's two files; the WebAssembly has no SIMD
 * @param {string} output the module to write
 */
export async function translateWasm({ glue, wasm }, output) {
  const wasm2js = inPackages('binaryen', 'bin', 'wasm2js');
  const features = ['--enable-bulk-memory', '--llvm-memory-copy-fill-lowering'];
  const flags = ['--emscripten', '-O3', ...features];
  const translated = await run([process.execPath, wasm2js, ...flags, wasm]);
  if (!translated.includes(ALLOCATION)) {
    throw new UserError(`Expected wasm2js to allocate memory with "${ALLOCATION}"`);
  }
  const engine = translated.replace(ALLOCATION, GUARDED_ALLOCATION);
  const code = [NO_WEBASSEMBLY, await readFile(glue, 'utf8'), engine, 'export { instantiate };'];
  await writeFile(output, await minifyGlue(code.join('\n')));
  await writeFile(output.replace(/\.mjs$/, '.d.mts'), DECLARATIONS);
}
