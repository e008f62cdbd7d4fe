// The table of the suites of `npm test`.
import { basename, join } from 'node:path';
import { buildNative } from '../building/cmake.mjs';
import { installTarball } from '../building/tarball.mjs';
import { buildWasm, fallbackModule, inlinedModule } from '../building/wasm.mjs';
import { buildSite } from '../docs/site.mjs';
import { withBuildLock } from '../support/build-lock.mjs';
import { inRoot } from '../support/paths.mjs';
import { clangTidy, formatting, lint, reproducible, types } from './checks.mjs';
import { total } from './outcome.mjs';
import { check, inEngine, native, vitest } from './runners.mjs';

/**
 * @typedef {object} Machine
 * @property {import('../setup/toolchain.mjs').Toolchain} toolchain
 * @property {import('../building/emscripten.mjs').Emscripten} compiler
 */

/**
 * @typedef {object} Suite
 * @property {string} name as in `npm test -- name`
 * @property {string} title
 * @property {readonly string[]} [after] suites that have to end first
 * @property {(machine: Machine) => Promise<import('./outcome.mjs').Outcome>} run
 */

const withoutWebAssembly = { WITHOUT_WEBASSEMBLY: '1' };

/** The suites to run before a commit. */
export const groups = { quick: ['build', 'types', 'lint', 'native', 'js', 'node', 'docs'] };

/**
 * A project of vitest.config.ts.
 * @param {string} name
 * @param {string} title
 * @returns {Suite}
 */
const inVitest = (name, title) => ({ name, title, run: () => vitest(name) });

/**
 * Tests of the installed package.
 * @param {string} folder with npm packages of its own
 * @param {string} title
 * @param {string[]} others folders with servers that its tests start
 * @returns {Suite}
 */
function installed(folder, title, ...others) {
  const name = basename(folder);
  const run = async () => {
    for (const each of [folder, ...others]) await installTarball(inRoot('tests', each));
    return vitest(name);
  };
  return { name, title, run };
}

/**
 * In the order of their start: long suites first, so that both slots end together. @type {readonly
 * Suite[]}
 */
export const suites = [
  {
    name: 'build',
    title: 'The package is built',
    run: build,
  },
  { name: 'format', title: 'Formatting', run: formatting },
  ...[
    { name: 'native', title: 'C++, Debug by Clang, with sanitizers', run: native('native') },
    { name: 'types', title: 'Types', run: types },
    { name: 'lint', title: 'ESLint', run: lint },
    inVitest('js', 'JavaScript'),
    inVitest('node', 'JavaScript that only Node runs'),
    inVitest('docs', 'Documents'),
    inVitest('browser', 'The package in browsers'),
    inVitest('page', 'The demo page in Chromium'),
    { name: 'firefox', title: 'JavaScript in Firefox', run: () => inEngine('firefox') },
    { name: 'chromium', title: 'JavaScript in Chromium', run: () => inEngine('chromium') },
    { name: 'webkit', title: 'JavaScript in WebKitGTK', run: () => inEngine('webkit') },
    installed('docs/guides', 'Guides'),
    installed('package/bundlers', 'The package in bundlers'),
    installed('package/frameworks', 'Servers of web frameworks'),
    installed('package/runtimes', 'The package in server runtimes'),
    {
      name: 'native-release',
      title: 'C++, Release by the default compiler, without vectors',
      run: native('native-release'),
    },
    installed('package/tarball', 'The package as npm publishes it'),
    {
      // It installs the package in the folder of that suite again.
      ...installed('package/examples', 'Examples', 'package/frameworks'),
      after: ['frameworks'],
    },
    { name: 'tidy', title: 'clang-tidy', after: ['native'], run: clangTidy },
    { name: 'size', title: 'What a page downloads', run: size },
    { name: 'bench', title: 'Benchmarks run', run: benchmarks },
    inVitest('chaos', 'Streams from a server that fails'),
    { name: 'js-stock', title: 'JavaScript, stock embind', run: javaScriptOnStockEmbind },
    {
      name: 'js-fallback',
      title: 'JavaScript, without WebAssembly',
      run: () => vitest('js', 'js-fallback', withoutWebAssembly),
    },
    installed('package/chat', 'Chat formats next to the official clients'),
    inVitest('servers', 'Demo server'),
    { name: 'site', title: 'Documentation site', run: documentationSite },
    inVitest('scripts', 'Scripts'),
  ].map((suite) => ({ ...suite, after: ['build', ...(suite.after ?? [])] })),
];

/** @param {Machine} machine */
async function build({ compiler }) {
  // Imported here because each suite is a process that imports this table, and Rollup and
  // TypeScript take half a second.
  const { buildPackage } = await import('../building/package.mjs');
  return check('Building', () => buildPackage(compiler));
}

/** @param {Machine} machine */
async function javaScriptOnStockEmbind({ compiler }) {
  await withBuildLock(async () => {
    await buildWasm('wasm-stock', compiler);
    await buildWasm('fallback-stock', compiler);
  });
  const stockModule = { EVENT_STREAM_MODULE: inlinedModule('event-stream', 'wasm-stock') };
  const stockJavaScript = {
    ...withoutWebAssembly,
    EVENT_STREAM_FALLBACK: fallbackModule('fallback-stock'),
  };
  return total([
    await vitest('js', 'js-stock', stockModule),
    await vitest('js', 'js-stock-fallback', stockJavaScript),
  ]);
}

async function size() {
  return total([await vitest('size'), await check('The same bytes elsewhere', reproducible)]);
}

/** @param {Machine} machine */
async function benchmarks({ toolchain }) {
  const folder = await buildNative('bench-native', toolchain);
  const program = join(folder, 'bench', 'native', 'parser_benchmark');
  return vitest('bench', 'bench', { NATIVE_BENCHMARK: program });
}

async function documentationSite() {
  return total([await check('vitepress build', () => buildSite()), await vitest('site')]);
}
