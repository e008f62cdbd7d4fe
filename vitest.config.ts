// The TypeScript test suites: `npm test` runs each project by itself, `npx vitest --project js` one of them.
import { resolve } from 'node:path';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { everyCall, globOf, onFallback, onStockEmbind } from './tests/support/js-files.mjs';

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

function jsFiles(): string {
  if (alias.length > 0) return globOf(withoutWebAssembly ? everyCall : onStockEmbind);
  return withoutWebAssembly ? globOf(onFallback) : 'tests/js/**/*.test.ts';
}

/** Tests that use the package as npm would install it, in builds and programs that take a while. */
const consumers = (name: string): TestProjectConfiguration => ({
  extends: true,
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
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
      { extends: true, test: { name: 'scripts', include: ['tests/scripts/**/*.test.mjs'] } },
      {
        extends: true,
        test: {
          name: 'js',
          include: [jsFiles()],
          setupFiles,
        },
      },
      { extends: true, test: { name: 'node', include: ['tests/node/**/*.test.ts'] } },
      { extends: true, test: { name: 'size', include: ['tests/size/**/*.test.ts'] } },
      { extends: true, test: { name: 'chaos', include: ['tests/chaos/**/*.test.ts'] } },
      { extends: true, test: { name: 'bench', include: ['tests/bench/**/*.test.ts'] } },
      consumers('tarball'),
      consumers('runtimes'),
      consumers('bundlers'),
      consumers('frameworks'),
      consumers('examples'),
      consumers('guides'),
      consumers('chat'),
      { extends: true, test: { name: 'servers', include: ['tests/servers/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
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
