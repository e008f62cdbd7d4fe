// js/src -> build/javascript/: our own code as ES modules, one per entry and a shared one. Called
// by package.mjs.
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { transform } from 'esbuild';
import { rollup } from 'rollup';
import { minify } from 'terser';
import { inRoot } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';
import { fallbackModule, inlinedModule, MODULES } from './wasm.mjs';

// Private fields are not lowered, which saves half a kilobyte.
export const target = 'es2022';

/** The imports of the build in our own code. */
export const inlined = MODULES.map((name) => inlinedModule(name));
export const fallback = fallbackModule();

const source = inRoot('js', 'src');
const output = inRoot('build', 'javascript');

/** The entry that is imported for its effect alone. */
export const STATIC_FALLBACK = 'static-fallback';

/** The entries of the package by the name of their files in dist/. */
export const ENTRIES = {
  index: join(source, 'index.ts'),
  chat: join(source, 'chat', 'index.ts'),
  [STATIC_FALLBACK]: join(source, 'fallback.ts'),
};

/**
 * The module that the entries share. It has every class and all state, so that a program has each
 * only once.
 */
export const SHARED = 'shared';

/** Files with code of our own. The other entries have only imports and exports. */
export const WITH_CODE = [SHARED, 'chat'];

/** @param {string} name of an entry, or `SHARED` */
export const ownModule = (name) => join(output, `${name}.js`);

/** Every module that `writeOwnModules` writes. */
export const ownModules = [...Object.keys(ENTRIES), SHARED].map(ownModule);

/**
 * Puts everything below the entries into one chunk.
 * @param {string} id
 */
export const chunkOf = (id) =>
  Object.values(ENTRIES).includes(id) || id.startsWith(join(source, 'chat', sep))
    ? undefined
    : SHARED;

export async function writeOwnModules() {
  const bundle = await rollup({
    input: ENTRIES,
    external: [...inlined, fallback],
    treeshake: { moduleSideEffects: 'no-external' },
    plugins: [typeScript],
    onwarn: ({ message }) => {
      throw new UserError(message);
    },
  });
  await bundle.write({
    dir: output,
    format: 'es',
    sourcemap: true,
    chunkFileNames: '[name].js',
    manualChunks: chunkOf,
    hoistTransitiveImports: false,
    // Without this, exports get one-letter names, which appear in stacks.
    minifyInternalExports: false,
  });
  await bundle.close();
  for (const name of WITH_CODE) await compress(ownModule(name));
}

/** @type {import('rollup').Plugin} */
const typeScript = {
  name: 'typescript',
  resolveId: (id, importer) =>
    importer !== undefined && /^\..*\.js$/.test(id)
      ? resolve(dirname(importer), id.replace(/\.js$/, '.ts'))
      : undefined,
  transform: async (code, id) => {
    const { code: javaScript, map } = await transform(code, {
      loader: 'ts',
      sourcefile: id,
      sourcemap: true,
      target,
      // As under the target ES2020 of tsconfig.base.json: otherwise fields that only declare a type
      // add code.
      tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
      charset: 'utf8',
    });
    return { code: javaScript, map };
  },
};

/**
 * Replaces constants by their values, which bundlers do not do: it saves four hundred bytes of a
 * page's download. Names and lines stay, so that a stack can be read without the source map.
 * @param {string} file a module whose source map is beside it
 */
async function compress(file) {
  const [code, content] = await Promise.all([
    readFile(file, 'utf8'),
    readFile(`${file}.map`, 'utf8'),
  ]);
  const { code: compressed = '', map } = await minify(code, {
    module: true,
    // Functions are not inlined: an inlined function is missing in stacks, and compresses no
    // better.
    compress: { passes: 2, reduce_funcs: false },
    mangle: false,
    format: { beautify: true, preserve_annotations: true },
    sourceMap: { content, url: `${basename(file)}.map` },
  });
  await writeFile(file, compressed);
  await writeFile(`${file}.map`, String(map));
}
