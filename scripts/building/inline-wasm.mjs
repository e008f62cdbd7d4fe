// Joins Emscripten's glue and the WebAssembly: in one JavaScript module, so that no bundler has a file to lose, and in one
// that imports the .wasm, for workerd, which compiles nothing at run time. Called by wasm.mjs.
import { readFile, writeFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import { minify } from 'terser';

// TypeScript would otherwise take the types of minified code for those of the module.
const DECLARATIONS = `import type { CreateModule } from '../../js/src/runtime/module.js';
declare const createModule: CreateModule;
export default createModule;
export declare function compile(): Promise<WebAssembly.Module>;
`;

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
 * @param {{ glue: string, wasm: string }} paths of Emscripten's two files
 * @param {{ inlined: string, importing: string }} outputs the modules to write
 */
export async function inlineWasm({ glue, wasm }, { inlined, importing }) {
  const code = await minifyGlue(await readFile(glue, 'utf8'));
  const { rotation, literal } = toLiteral(await readFile(wasm));
  const bytes = `Uint8Array.from(${literal}, (character) => character.charCodeAt(0) - ${rotation})`;
  await writeFile(
    inlined,
    `${code}\nexport const compile = () => WebAssembly.compile(${bytes});\n`,
  );
  await writeFile(inlined.replace(/\.mjs$/, '.d.mts'), DECLARATIONS);
  const module = `import module from './event-stream.wasm';`;
  await writeFile(importing, `${module}\n${code}\nexport const compile = async () => module;\n`);
}

// The minimal runtime makes a view of each kind of linear memory, and the glue reads one of them.
const VIEWS = ['Int', 'Uint', 'Float'].flatMap((type) =>
  [8, 16, 32, 64].map((bits) => `${type}${bits}Array`),
);

/**
 * @param {string} code of a module
 * @returns {Promise<string>}
 */
export async function minifyGlue(code) {
  const { code: minified = '' } = await minify(code, {
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
  return minified;
}
