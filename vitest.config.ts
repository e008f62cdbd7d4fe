// The TypeScript test suites: `npm test` runs each project by itself, `npx vitest --project js` one of them.
import { basename, resolve } from 'node:path';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import {
  everyCall,
  isAmong,
  jsFiles,
  onFallback,
  onStockEmbind,
} from './tests/support/js-files.mjs';

// Names other builds of what runs the parser (stock embind, say), so that one suite serves them all.
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
const setupFiles = withoutWebAssembly ? ['tests/js/support/delete-webassembly.ts'] : [];

/** The files whose result can differ on the build that this run is for; undefined is all of them. */
function namesOfThisBuild(): readonly string[] | undefined {
  if (alias.length > 0) return withoutWebAssembly ? everyCall : onStockEmbind;
  return withoutWebAssembly ? onFallback : undefined;
}

const names = namesOfThisBuild();
const ofThisBuild = jsFiles.filter((file) => names === undefined || isAmong(file, names));

const project = (name: string, include: string): TestProjectConfiguration => ({
  extends: true,
  test: { name, include: [include] },
});

/** Tests that use the package as npm would install it, in builds and programs that take a while. */
const consumers = (folder: string): TestProjectConfiguration => ({
  extends: true,
  test: {
    name: basename(folder),
    include: [`${folder}/**/*.test.ts`],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  resolve: { alias },
  test: {
    environment: 'node',
    // Several projects run against sockets and clocks: a leftover mock of one test must not reach the next.
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: 'js', include: ofThisBuild, setupFiles } },
      project('node', 'tests/js/node/*.test.ts'),
      project('chaos', 'tests/js/chaos/*.test.ts'),
      project('docs', 'tests/docs/*.test.ts'),
      consumers('tests/docs/guides'),
      project('servers', 'tests/demo/server/*.test.ts'),
      project('scripts', 'tests/package/scripts/*.test.mjs'),
      project('size', 'tests/package/size/*.test.ts'),
      project('bench', 'tests/package/bench/*.test.ts'),
      consumers('tests/package/tarball'),
      consumers('tests/package/runtimes'),
      consumers('tests/package/bundlers'),
      consumers('tests/package/frameworks'),
      consumers('tests/package/examples'),
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
          // There is no WebKitGTK for other systems.
          exclude: process.platform === 'linux' ? [] : ['tests/browser/*-webkit.test.ts'],
          // Two Chromiums on two cores measure each other.
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
