// The test files as modules for pages: one module each, with its sources, and a shared replacement
// of `vitest`.
import { readdir, readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { inRoot, root } from '../../../scripts/support/paths.mjs';
import { jsFiles } from '../../support/js-files.mjs';

const page = (/** @type {string} */ name) => inRoot('tests', 'browser', 'engines', 'page', name);

/** No file is written there. The path sets the depth of the bundles for their source maps. */
const outdir = inRoot('build', 'engines');

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  outdir,
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'browser',
  // Private fields and top-level await are not lowered, as in the engines.
  target: 'es2022',
  // Tests compare class names, which a bundler changes when two are equal.
  keepNames: true,
  // Modules are not tree-shaken, as in Node: a test may depend on an unused export.
  ignoreAnnotations: true,
  charset: 'utf8',
  sourcemap: 'external',
  logLevel: 'silent',
};

/**
 * @typedef {object} Bundle
 * @property {readonly string[]} files of tests, from the root of the repository
 * @property {ReadonlyMap<string, string>} scripts by path
 * @property {(stack: string) => string} explain
 */

/** @returns {Promise<Bundle>} */
export async function bundle() {
  const outputs = await Promise.all([
    build({ ...common, entryPoints: { vitest: page('vitest.ts') } }),
    build({ ...common, entryPoints: { main: page('main.ts') }, plugins: [sharedVitest] }),
    build({ ...common, entryPoints: { package: inRoot('js', 'src', 'index.ts') } }),
    build({
      ...common,
      outbase: '.',
      entryPoints: [...jsFiles],
      plugins: [sharedVitest, browserHost, conformanceFiles],
    }),
  ]);
  /** @type {Map<string, string>} */
  const scripts = new Map();
  for (const { path, text } of outputs.flatMap(({ outputFiles = [] }) => outputFiles)) {
    scripts.set(`/${relative(outdir, path)}`, text);
  }
  return { files: jsFiles.map(scriptOf), scripts, explain: (stack) => explain(stack, scripts) };
}

/** @param {string} file */
const scriptOf = (file) => file.replace(/\.ts$/, '.js');

/**
 * Tests register with the one runner of their page, so its module is loaded and not copied into
 * each file.
 */
/** @type {import('esbuild').Plugin} */
const sharedVitest = {
  name: 'shared-vitest',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^(vitest|\.\/vitest\.js)$/ }, () => ({
      path: '/vitest.js',
      external: true,
    }));
  },
};

/** @type {import('esbuild').Plugin} */
const browserHost = {
  name: 'browser-host',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/host\.js$/ }, () => ({ path: page('host.ts') }));
  },
};

/** @type {import('esbuild').Plugin} */
const conformanceFiles = {
  name: 'conformance-files',
  setup: ({ onResolve, onLoad }) => {
    const namespace = 'conformance-files';
    onResolve({ filter: /^conformance-files$/ }, ({ path }) => ({ path, namespace }));
    onLoad({ filter: /.*/, namespace }, async () => {
      const folder = inRoot('tests', 'support', 'conformance');
      const names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
      const files = await Promise.all(
        names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
      );
      return { contents: `export const conformanceFiles = ${JSON.stringify(files)};` };
    });
  },
};

/**
 * Maps the positions of a stack to the sources, where there is a map.
 * @param {string} stack
 * @param {ReadonlyMap<string, string>} scripts
 */
function explain(stack, scripts) {
  const lines = stack.split('\n').flatMap((line) => {
    const [, path = '', row, column] =
      /https?:\/\/[^/]+(\/[^:?]+)[^:]*:(\d+):(\d+)/.exec(line) ?? [];
    const map = scripts.get(`${path}.map`);
    if (map === undefined) return [];
    const entry = new SourceMap(JSON.parse(map)).findEntry(Number(row) - 1, Number(column) - 1);
    if (!('originalSource' in entry)) return [];
    const source = relative(root, join(outdir, path, '..', entry.originalSource));
    const isOurs = !source.includes('node_modules/') && !source.startsWith('tests/browser/engines');
    return isOurs ? [`at ${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`] : [];
  });
  return lines.join('\n');
}
