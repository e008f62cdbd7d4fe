// The TypeScript test suites: `npm test` runs each project by itself, `npx vitest --project js` one
// of them.
import { basename, resolve } from 'node:path';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import {
  everyCall,
  isAmong,
  jsFiles,
  onFallback,
  onStockEmbind,
} from './tests/support/js-files.mjs';

// Paths of other builds of the parser, such as stock embind, for which the same suite runs.
const otherBuilds = {
  inlined: process.env.EVENT_STREAM_MODULE,
  fallback: process.env.EVENT_STREAM_FALLBACK,
};
const alias = Object.entries(otherBuilds).flatMap(([name, path]) =>
  path === undefined
    ? []
    : [{ find: new RegExp(`^.*/event-stream\\.${name}\\.mjs$`), replacement: resolve(path) }],
);

const withoutWebAssembly = process.env.WITHOUT_WEBASSEMBLY !== undefined;
const setupFiles = [
  'tests/js/support/fresh-modules.ts',
  ...(withoutWebAssembly ? ['tests/js/support/delete-webassembly.ts'] : []),
];

/** The files whose result can differ on the build of this run; undefined is all of them. */
function namesOfThisBuild(): readonly string[] | undefined {
  if (alias.length > 0) return withoutWebAssembly ? everyCall : onStockEmbind;
  return withoutWebAssembly ? onFallback : undefined;
}

const names = namesOfThisBuild();
const ofThisBuild = jsFiles.filter((file) => names === undefined || isAmong(file, names));

const project = (name: string, include: string, isolate = true): TestProjectConfiguration => ({
  extends: true,
  test: { name, include: [include], isolate },
});

const sharedChromium = 'tests/browser/support/shared-chromium.ts';

/** Tests that use the installed package, in builds and programs that are slow. */
const consumers = (folder: string, ...globalSetup: string[]): TestProjectConfiguration => ({
  extends: true,
  test: {
    name: basename(folder),
    include: [`${folder}/**/*.test.ts`],
    globalSetup,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  resolve: { alias },
  test: {
    environment: 'node',
    // Many tests use sockets and clocks: a mock of one test must not affect the next.
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: 'js', include: ofThisBuild, setupFiles, isolate: false } },
      project('node', 'tests/js/node/*.test.ts'),
      project('chaos', 'tests/js/chaos/*.test.ts'),
      project('docs', 'tests/docs/*.test.ts'),
      consumers('tests/docs/guides', sharedChromium),
      consumers('tests/docs/site', sharedChromium),
      project('servers', 'tests/demo/server/*.test.ts', false),
      project('scripts', 'tests/package/scripts/*.test.mjs'),
      project('size', 'tests/package/size/*.test.ts'),
      project('bench', 'tests/package/bench/*.test.ts'),
      consumers('tests/package/tarball'),
      consumers('tests/package/runtimes'),
      consumers('tests/package/bundlers', sharedChromium),
      consumers('tests/package/frameworks', sharedChromium),
      consumers('tests/package/examples', sharedChromium),
      consumers('tests/package/chat'),
      {
        extends: true,
        test: {
          name: 'page',
          include: ['tests/demo/page/*.test.ts'],
          globalSetup: 'tests/demo/page/support/global-setup.ts',
          // One process imports the server and Playwright once for all files.
          isolate: false,
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/*.test.ts'],
          globalSetup: sharedChromium,
          isolate: false,
          // WebKitGTK is only available on Linux.
          exclude: process.platform === 'linux' ? [] : ['tests/browser/*-webkit.test.ts'],
          // Two Chromiums at once on two cores would affect each other's timing.
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
