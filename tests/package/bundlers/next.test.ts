// A client component of Next.js, built for production: rendered in Node by the build, and run in
// Chromium.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { useChromium } from '../../browser/support/chromium.js';
import { prepare, start } from './support/build.js';
import { startSite } from './support/site.js';
import { expectStream, visit, visitWithoutWebAssembly } from './support/visit.js';

const PROGRESS =
  /^(▲ Next\.js [\d.]+ \(Turbopack\)|✓ (Running next\.config\.mjs took|Compiled successfully in|Generating static pages) .*| {2}(Creating|Running TypeScript|Finished TypeScript|Collecting page data|Generating static pages|Finalizing) .*|Route \(app\)|[┌└] ○ \/\S*|○ {2}\(Static\) .*)$/;

const { openPage } = useChromium();

let folder: string;
let complaints: readonly string[];
beforeAll(async () => {
  folder = await prepare('next', { '.': 'next', 'app/ask.js': 'page/ask.js' });
  complaints = await start(['next', 'build'], folder, PROGRESS);
});

test('Next.js: builds without warnings', () => {
  expect(complaints).toEqual([]);
});

test('Next.js: renders the component at build time', async () => {
  expect(await readFile(join(folder, 'out', 'index.html'), 'utf8')).toContain('<output></output>');
});

test('Next.js: builds a page that streams through WebAssembly', async () => {
  const visited = await visit(await openPage(), await startSite(join(folder, 'out')));

  expectStream(visited, 'wasm');
});

test('Next.js: builds a page that loads the fallback if there is no WebAssembly, and only then', async () => {
  const site = join(folder, 'out');
  const { scripts } = await visit(await openPage(), await startSite(site));
  const without = await visitWithoutWebAssembly(await openPage(), await startSite(site));

  expectStream(without, 'js');
  expect(without.scripts.filter((script) => !scripts.includes(script))).toHaveLength(1);
});
