// The page built by each bundler with its default settings, in Chromium, with and without
// WebAssembly.
import { beforeAll, describe, expect, test } from 'vitest';
import { useChromium } from '../../browser/support/chromium.js';
import { build, type Built } from './support/build.js';
import { startSite } from './support/site.js';
import { tools } from './support/tools.js';
import { expectStream, visit, visitWithoutWebAssembly } from './support/visit.js';

const { openPage } = useChromium();

describe.each(tools)('bundler $name', (tool) => {
  let built: Built;
  beforeAll(async () => {
    built = await build(tool, 'page');
  });

  test('builds without warnings', () => {
    expect(built.complaints).toEqual([]);
  });

  test('reports errors', async () => {
    const { complaints } = await build(tool, 'mistaken');

    expect(complaints.join('\n')).toContain('noSuchName');
  });

  test('builds a page that streams through WebAssembly', async () => {
    const visited = await visit(await openPage(), await startSite(built.dist));

    expectStream(visited, 'wasm');
  });

  test('builds a page that loads the fallback if there is no WebAssembly, and only then', async () => {
    const { scripts } = await visit(await openPage(), await startSite(built.dist));
    const without = await visitWithoutWebAssembly(await openPage(), await startSite(built.dist));

    expectStream(without, 'js');
    const more = without.scripts.filter((script) => !scripts.includes(script));
    expect(more).toHaveLength(tool.splits ? 1 : 0);
  });
});
