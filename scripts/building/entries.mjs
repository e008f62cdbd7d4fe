// Our own code, build/javascript/, joined with the WebAssembly in each form that somebody loads: the entries of dist/.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../support/user-error.mjs';
import { bundle } from './bundling.mjs';
import {
  fallbackModule,
  importingModule,
  inlinedModule,
  shippedFallback,
  shippedWasm,
  wasmOf,
} from './wasm.mjs';

/** What the entries are made of, besides our own code. */
export const inlined = inlinedModule(shippedWasm.folder);
export const importing = importingModule(shippedWasm.folder);
export const fallback = fallbackModule(shippedFallback.folder);

/**
 * @param {{ main: string, chat: string }} own modules, bundled without what they are joined with here
 * @param {string} folder
 */
export async function makeEntries({ main, chat }, folder) {
  const beside = (/** @type {string} */ name) => join(folder, name);
  await bundle(main, beside('index.js'), { ...esm, plugins: [besideFallback] });
  await bundle(main, beside('index.cjs'), { ...commonJs, plugins: [besideFallback] });
  await bundle(main, beside('index.workerd.js'), {
    ...esm,
    plugins: [besideFallback, importingWasm],
    external: ['*.wasm'],
  });
  await bundle(main, beside('post-event-source.global.js'), {
    format: 'iife',
    globalName: 'PostEventSource',
    minify: true,
    plugins: [besideScript],
    // A page that declares another encoding than UTF-8 reads classic scripts in it.
    charset: 'ascii',
  });
  await bundle(chat, beside('chat.js'), { ...esm, plugins: [besideMain('./index.js')] });
  await bundle(chat, beside('chat.cjs'), { ...commonJs, plugins: [besideMain('./index.cjs')] });
  await bundle(chat, beside('chat.workerd.js'), {
    ...esm,
    plugins: [besideMain('./index.workerd.js')],
  });
  // Not copied: the linker makes a program of it, which nobody runs.
  await writeFile(beside('event-stream.wasm'), await readFile(wasmOf(shippedWasm.folder)));
  await copyFile(fallback, beside('fallback.js'));
}

/** @type {import('esbuild').BuildOptions} */
const esm = { format: 'esm' };

/** For Node, which finds the names in it without running the module. */
/** @type {import('esbuild').BuildOptions} */
const commonJs = { format: 'cjs', platform: 'node' };

/**
 * The second entry imports the first: there is one parser, and one class of each error.
 * @param {string} path
 * @returns {import('esbuild').Plugin}
 */
export const besideMain = (path) => ({
  name: 'beside-main',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\.?\/index\.js$/ }, ({ importer }) =>
      importer === '' ? undefined : { path, external: true },
    );
  },
});

/** Whoever bundles an entry decides whether the fallback becomes a file of its own. */
/** @type {import('esbuild').Plugin} */
const besideFallback = {
  name: 'beside-fallback',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\.fallback\.mjs$/ }, () => ({ path: './fallback.js', external: true }));
  },
};

/**
 * A script from another origin has no address that `import()` could begin at, but while it runs the document knows where
 * it came from.
 * @type {import('esbuild').Plugin}
 */
const besideScript = {
  name: 'beside-script',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[/\\]build[/\\]javascript[/\\]index\.js$/ }, async ({ path }) => {
      const [code = '', map] = (await readFile(path, 'utf8')).split(/^(?=\/\/# sourceMappingURL)/m);
      const importing = /\bimport\("[^"]*\.fallback\.mjs"\)/;
      if (!importing.test(code)) throw new UserError(`${path} does not import the fallback`);
      // Markup can put another element in the place of `currentScript`, by its name: its address is a stranger's.
      const address = [
        'const script = globalThis.document?.currentScript;',
        'const scriptAddress = script && script instanceof HTMLScriptElement && script.src;',
        'const fallbackAddress = scriptAddress ? new URL("fallback.js", scriptAddress).href : "./fallback.js";',
      ];
      // At the end, where it moves no line of the source map.
      const contents = [code.replace(importing, 'import(fallbackAddress)'), ...address, map];
      return { contents: contents.join('\n') };
    });
  },
};

/** @type {import('esbuild').Plugin} */
const importingWasm = {
  name: 'importing-wasm',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\.inlined\.mjs$/ }, () => ({ path: importing }));
  },
};
