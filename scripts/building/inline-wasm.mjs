// Joins Emscripten's glue and the WebAssembly bytes in one JavaScript module, so that no bundler has a file to lose.
// Called by the build; what it writes is imported by js/src/runtime/load.ts alone.
import { readFile, writeFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import { minify } from 'terser';

// TypeScript would otherwise take the types of minified code for those of the module.
const DECLARATIONS = `import type { CreateModule } from '../../js/src/runtime/module.js';
declare const createModule: CreateModule;
export default createModule;
export declare function wasmBytes(): Uint8Array<ArrayBuffer>;
`;

// The minimal runtime makes a view of each kind of linear memory, and the glue reads one of them.
const VIEWS = ['Int', 'Uint', 'Float'].flatMap((type) =>
  [8, 16, 32, 64].map((bits) => `${type}${bits}Array`),
);

/** @type {Readonly<Record<string, string>>} */
const ESCAPES = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\0': '\\x00' };

/**
 * Bytes as the characters U+0000 to U+00FF of a string literal, each rotated by one constant: compresses better than
 * base64, and almost as well as the bytes themselves with the constant that a try of all of them finds.
 * @param {Uint8Array} bytes
 */
function toLiteral(bytes) {
  const candidates = Array.from({ length: 256 }, (_, rotation) => {
    const characters = Array.from(bytes, (byte) => String.fromCharCode((byte + rotation) & 0xff));
    const literal = `'${characters.map((character) => ESCAPES[character] ?? character).join('')}'`;
    return { rotation, literal, size: brotliCompressSync(literal).length };
  });
  return candidates.reduce((best, candidate) => (candidate.size < best.size ? candidate : best));
}

/**
 * @param {{ glue: string, wasm: string, output: string }} paths of Emscripten's two files, and of the module to write
 */
export async function inlineWasm({ glue, wasm, output }) {
  const { code } = await minify(await readFile(glue, 'utf8'), {
    module: true,
    ecma: 2020,
    compress: {
      passes: 3,
      unsafe_arrows: true,
      pure_getters: true,
      keep_fargs: false,
      pure_funcs: VIEWS,
    },
    mangle: { toplevel: true },
  });
  const { rotation, literal } = toLiteral(await readFile(wasm));
  const bytes = `export const wasmBytes = () => Uint8Array.from(${literal}, (character) => character.charCodeAt(0) - ${rotation});`;
  await writeFile(output, `${code}\n${bytes}\n`);
  await writeFile(output.replace(/\.mjs$/, '.d.mts'), DECLARATIONS);
}
