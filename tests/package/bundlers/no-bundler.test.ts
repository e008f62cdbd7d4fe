// The published files on a page without a bundler: with an import map, and as a classic script.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useChromium } from '../../browser/support/chromium.js';
import { prepare, published } from './support/build.js';
import { startSite } from './support/site.js';
import { expectStream, visit, visitWithoutWebAssembly } from './support/visit.js';

const { openPage } = useChromium();

describe('import map', () => {
  const importMapPage = () =>
    prepare('import-map', {
      'index.html': 'import-map/index.html',
      'src/ask.js': 'page/ask.js',
      'src/index.js': 'entries/page.js',
      'post-event-source': published,
    });

  test('loads a page that streams through WebAssembly', async () => {
    const site = await startSite(await importMapPage());

    const visited = await visit(await openPage(), site);

    expectStream(visited, 'wasm');
    const own = ['/src/index.js', '/src/ask.js'];
    expect(visited.scripts).toEqual([
      ...own,
      '/post-event-source/index.js',
      '/post-event-source/shared.js',
    ]);
  });

  test('loads a page that loads the fallback if there is no WebAssembly', async () => {
    const site = await startSite(await importMapPage());

    const visited = await visitWithoutWebAssembly(await openPage(), site);

    expectStream(visited, 'js');
    expect(visited.scripts).toContain('/post-event-source/fallback.js');
  });
});

// A script of another origin without `crossorigin` has no URL from which it could import.
describe.each(["the page's own server", 'a CDN'])('classic script from %s', (from) => {
  const classicPage = async () => {
    const folder = await prepare('classic', {
      'index.html': 'classic/index.html',
      'index.js': 'classic/index.js',
      library: published,
    });
    if (from === 'a CDN') {
      const { origin } = new URL((await startSite(published)).url);
      const page = join(folder, 'index.html');
      const text = await readFile(page, 'utf8');
      await writeFile(page, text.replace('src="library', `src="${origin}`));
    }
    return startSite(folder);
  };

  test('streams through WebAssembly on a page that is not in UTF-8', async () => {
    const visited = await visit(await openPage(), await classicPage());

    expectStream(visited, 'wasm');
    expect(visited.answer).toMatchObject({ encoding: 'windows-1252', added: ['PostEventSource'] });
  });

  test('loads the fallback if there is no WebAssembly, and only then', async () => {
    const { scripts } = await visit(await openPage(), await classicPage());
    const without = await visitWithoutWebAssembly(await openPage(), await classicPage());

    expectStream(without, 'js');
    const more = without.scripts.filter((script) => !scripts.includes(script));
    expect(more).toEqual([expect.stringMatching(/\/fallback\.js$/)]);
  });
});
