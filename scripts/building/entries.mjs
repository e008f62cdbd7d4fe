// Bundles our own code of build/javascript/ with the WebAssembly, in each published form: the
// entries of dist/.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, formatMessages } from 'esbuild';
import { inRoot } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';
import {
  ENTRIES,
  fallback,
  ownModule,
  SHARED,
  STATIC_FALLBACK,
  target,
  WITH_CODE,
} from './own-modules.mjs';
import { importingModule, MODULES, wasmOf } from './wasm.mjs';

/** What `*.workerd.js` are bundled with instead of the inlined WebAssembly. */
export const importing = MODULES.map((name) => importingModule(name));

/** @param {string} folder */
export async function makeEntries(folder) {
  const beside = (/** @type {string} */ name) => join(folder, name);
  for (const { extension, plugins = [], ...options } of FORMS) {
    for (const name of [...Object.keys(ENTRIES), SHARED]) {
      // CommonJS cannot import the fallback's file statically, so it contains the fallback.
      const carried = extension === '.cjs' && name === STATIC_FALLBACK;
      // The bundler of an application decides whether the fallback becomes a file of its own.
      const besideFallback = external(/\.fallback\.mjs$/, './fallback.js');
      const shared = external(/^\.\/shared\.js$/, `./${SHARED}${extension}`);
      await bundle(ownModule(name), beside(`${name}${extension}`), {
        ...options,
        plugins: [shared, ...(carried ? [] : [besideFallback]), ...plugins],
        sourcemap: WITH_CODE.includes(name),
        minify: carried,
      });
    }
  }
  await bundle(ENTRIES.index, beside('post-event-source.global.js'), {
    format: 'iife',
    globalName: 'PostEventSource',
    minify: true,
    plugins: [besideScript],
    // A page with an encoding other than UTF-8 uses it for classic scripts.
    charset: 'ascii',
  });
  // Not copied, because the linker marks it as executable.
  for (const name of MODULES) {
    await writeFile(beside(`${name}.wasm`), await readFile(wasmOf(name)));
  }
  await copyFile(fallback, beside('fallback.js'));
}

/** @param {string} entry @param {string} outfile @param {import('esbuild').BuildOptions} options */
async function bundle(entry, outfile, options) {
  const { warnings } = await build({
    absWorkingDir: inRoot(),
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'neutral',
    // Otherwise the nearest tsconfig.json decides about "use strict", and it is not an input of the
    // build.
    tsconfig: inRoot('tsconfig.build.json'),
    target,
    // The inlined WebAssembly is text. Escaped to ASCII, it would grow.
    charset: 'utf8',
    sourcemap: true,
    sourcesContent: true,
    logLevel: 'silent',
    ...options,
  }).catch((/** @type {Error} */ error) => {
    throw new UserError(error.message);
  });
  if (warnings.length > 0) {
    throw new UserError((await formatMessages(warnings, { kind: 'warning' })).join('\n'));
  }
}

/** @param {RegExp} filter @param {import('esbuild').OnResolveResult} result @returns {import('esbuild').Plugin} */
const redirect = (filter, result) => ({
  name: `redirect ${filter}`,
  setup: ({ onResolve }) => {
    onResolve({ filter }, () => result);
  },
});

const external = (/** @type {RegExp} */ filter, /** @type {string} */ path) =>
  redirect(filter, { path, external: true });

/**
 * In a script from another origin, `import()` has no base URL. While the script runs, the document
 * has its URL.
 * @type {import('esbuild').Plugin}
 */
const besideScript = {
  name: 'beside-script',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^\.\// }, ({ importer }) =>
      importer === ENTRIES.index ? { path: ownModule(SHARED) } : undefined,
    );
    onLoad({ filter: /[/\\]build[/\\]javascript[/\\]shared\.js$/ }, async ({ path }) => {
      const [code = '', map] = (await readFile(path, 'utf8')).split(/^(?=\/\/# sourceMappingURL)/m);
      const importing = /\bimport\("[^"]*\.fallback\.mjs"\)/;
      if (!importing.test(code)) throw new UserError(`${path} does not import the fallback`);
      // An element with that name in the page's markup replaces `currentScript`, so only the URL of
      // a script is used.
      const address = [
        'const script = globalThis.document?.currentScript;',
        'const scriptAddress = script && script instanceof HTMLScriptElement && script.src;',
        'const fallbackAddress = scriptAddress ? new URL("fallback.js", scriptAddress).href : "./fallback.js";',
      ];
      // At the end, so that no line of the source map moves.
      const contents = [code.replace(importing, 'import(fallbackAddress)'), ...address, map];
      return { contents: contents.join('\n') };
    });
  },
};

/**
 * The options of each form of the entries.
 * @type {readonly (import('esbuild').BuildOptions & { extension: string })[]}
 */
const FORMS = [
  { extension: '.js', format: 'esm' },
  // For Node, which finds the exports in it without running the module.
  { extension: '.cjs', format: 'cjs', platform: 'node' },
  {
    extension: '.workerd.js',
    format: 'esm',
    plugins: importing.map((path) =>
      redirect(new RegExp(`${basename(path).replace('importing', 'inlined')}$`), { path }),
    ),
    external: ['*.wasm'],
  },
];
