// js/src -> build/javascript/index.js, our own code as one module -> dist/, joined with the WebAssembly in each form that
// somebody loads: entries with their source maps, the fallback beside them, and the declarations of what is public.
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, formatMessages } from 'esbuild';
import { minify } from 'terser';
import { unlessFresh } from '../support/freshness.mjs';
import { inRoot } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';
import { UserError } from '../support/user-error.mjs';
import { bundleDeclarations } from './declarations.mjs';
import {
  fallbackModule,
  importingModule,
  inlinedModule,
  shippedFallback,
  shippedWasm,
  wasmOf,
} from './wasm.mjs';

const dist = inRoot('dist');
// As deep as dist/ itself, because source maps name their sources relative to themselves.
const next = inRoot('dist.next');

const inlined = inlinedModule(shippedWasm.folder);
const importing = importingModule(shippedWasm.folder);
const fallback = fallbackModule(shippedFallback.folder);

/** Our own code as it is published, which imports the inlined WebAssembly, and the fallback where it has to. */
export const ownModule = inRoot('build', 'javascript', 'index.js');

/** @returns {Promise<boolean>} whether there was anything to do */
export function buildJavaScript() {
  return unlessFresh(
    {
      stamp: inRoot('build', 'dist.built.txt'),
      inputs: [
        ...['js', 'tsconfig.base.json', 'tsconfig.build.json'].map((name) => inRoot(name)),
        ...['package.json', 'package-lock.json'].map((name) => inRoot(name)),
        inRoot('scripts', 'building'),
        ...[inlined, importing, fallback],
      ],
      facts: [],
      outputs: [dist, ownModule],
    },
    () => step('JavaScript and declarations', makeDist),
  );
}

async function makeDist() {
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  await bundle('js/src/index.ts', ownModule, { format: 'esm', external: [inlined, fallback] });
  await compress(ownModule);
  const beside = (/** @type {string} */ name) => join(next, name);
  await bundle(ownModule, beside('index.js'), { format: 'esm', plugins: [besideFallback] });
  await bundle(ownModule, beside('index.cjs'), {
    format: 'cjs',
    // Names that Node finds without running the module.
    platform: 'node',
    plugins: [besideFallback],
  });
  await bundle(ownModule, beside('index.workerd.js'), {
    format: 'esm',
    plugins: [besideFallback, importingWasm],
    external: ['*.wasm'],
  });
  await bundle(ownModule, beside('post-event-source.global.js'), {
    format: 'iife',
    globalName: 'PostEventSource',
    minify: true,
    plugins: [besideScript],
    // A page that declares another encoding than UTF-8 reads classic scripts in it.
    charset: 'ascii',
  });
  // Not copied: the linker makes a program of it, which nobody runs.
  await writeFile(beside('event-stream.wasm'), await readFile(wasmOf(shippedWasm.folder)));
  await copyFile(fallback, beside('fallback.js'));
  await bundleDeclarations([beside('index.d.ts'), beside('index.d.cts')]);
  // Only a complete result takes the place of the previous one.
  await rm(dist, { recursive: true, force: true });
  await rename(next, dist);
}

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
      const address = [
        'const script = globalThis.document?.currentScript?.src;',
        'const fallbackAddress = script ? new URL("fallback.js", script).href : "./fallback.js";',
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

/**
 * @param {string} entry
 * @param {string} outfile
 * @param {import('esbuild').BuildOptions} options
 */
async function bundle(entry, outfile, options) {
  const { warnings } = await build({
    absWorkingDir: inRoot(),
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'neutral',
    // Otherwise the nearest tsconfig.json says how class fields are made, which is not among the inputs above.
    tsconfig: inRoot('tsconfig.build.json'),
    // Private fields as the language has them: lowered, they cost half a kilobyte.
    target: 'es2022',
    // The inlined WebAssembly is text; escaped to ASCII it would grow.
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

/**
 * Puts values in the place of names, which bundlers do not: four hundred bytes of what a page downloads. Names stay, and
 * lines, so that a stack can be read without the source map.
 * @param {string} file a module whose source map is beside it
 */
async function compress(file) {
  const [code, content] = await Promise.all([
    readFile(file, 'utf8'),
    readFile(`${file}.map`, 'utf8'),
  ]);
  const { code: compressed = '', map } = await minify(code, {
    module: true,
    // Functions stay where they are: moved to their only caller they are found in no stack, and compress no better.
    compress: { passes: 2, reduce_funcs: false },
    mangle: false,
    format: { beautify: true, preserve_annotations: true },
    sourceMap: { content, url: `${basename(file)}.map` },
  });
  await writeFile(file, compressed);
  await writeFile(`${file}.map`, String(map));
}
