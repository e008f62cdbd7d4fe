// Bundles Emscripten's minified glue with the WebAssembly, called by wasm.mjs: as one JavaScript
// module, so that no bundler has to copy a file, and as one that imports the .wasm, for workerd,
// which does not compile at run time.
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { minify } from 'terser';

// Without them TypeScript would infer the types of the module from minified code.
const declarations = (
  /** @type {string} */ functions,
) => `import type { CreateModule, ${functions} } from '../../js/src/runtime/module.js';
declare const createModule: CreateModule<${functions}>;
export default createModule;
export declare function compile(): Promise<WebAssembly.Module>;
`;

/** @type {Readonly<Record<string, string>>} */
const ESCAPES = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\0': '\\x00' };

// The minimal runtime makes a view of linear memory for each type. The glue uses one of them.
const VIEWS = ['Int', 'Uint', 'Float'].flatMap((type) =>
  [8, 16, 32, 64].map((bits) => `${type}${bits}Array`),
);

/**
 * @param {{ glue: string, wasm: string }} paths of Emscripten's two files
 * @param {{ inlined: string, importing: string }} outputs the modules to write
 * @param {string} functions the type of its bound functions, of js/src/runtime/module.ts
 */
export async function inlineWasm({ glue, wasm }, { inlined, importing }, functions) {
  const code = await minifyGlue(await readFile(glue, 'utf8'));
  const { rotation, literal } = toLiteral(await readFile(wasm));
  const bytes = `Uint8Array.from(${literal}, (character) => character.charCodeAt(0) - ${rotation})`;
  await writeFile(
    inlined,
    `${code}\nexport const compile = () => WebAssembly.compile(${bytes});\n`,
  );
  await writeFile(inlined.replace(/\.mjs$/, '.d.mts'), declarations(functions));
  const module = `import module from './${basename(wasm)}';`;
  await writeFile(importing, `${module}\n${code}\nexport const compile = async () => module;\n`);
}

/**
 * Encodes bytes as the characters U+0000 to U+00FF of a string literal, each rotated by the
 * constant that compresses best. This is smaller than base64, and almost as small as the bytes.
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

/** @param {string} code of a module @returns {Promise<string>} */
export async function minifyGlue(code) {
  const compress = { passes: 3, unsafe_arrows: true, pure_getters: true, keep_fargs: false };
  const { code: minified = '' } = await minify(code, {
    module: true,
    ecma: 2020,
    compress: { ...compress, pure_funcs: VIEWS },
    mangle: { toplevel: true },
  });
  return minified;
}
