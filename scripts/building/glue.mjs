// Emscripten's glue, minified with the code that it is joined with. Called by inline-wasm.mjs and fallback.mjs.
import { minify } from 'terser';

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
