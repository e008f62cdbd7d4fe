// What bundlers leave out: the code of connections where a page only parses, and all of it where no name is imported.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from './support/build.js';
import { esbuild, rollup, vite, webpack, type Tool } from './support/tools.js';

/** What the code of connections says to servers and of browsers, in words that no minifier touches. */
const CONNECTING = ['text/event-stream', 'last-event-id', 'visibilitychange'];

describe.each([rollup, esbuild, webpack, vite])('$name', (tool) => {
  test('leaves the code of connections out where only createParser is imported', async () => {
    const page = await bundle(tool, 'page');
    const parser = await bundle(tool, 'parser');

    expect(CONNECTING.filter((word) => page.includes(word))).toEqual(CONNECTING);
    expect(CONNECTING.filter((word) => parser.includes(word))).toEqual([]);
  });

  test('leaves everything out where nothing is imported by name', async () => {
    expect(await bundle(tool, 'nothing')).toBe(await bundle(tool, 'empty'));
  });
});

/** All of the scripts that it makes of an entry. */
async function bundle(tool: Tool, entry: string): Promise<string> {
  const { dist } = await build(tool, entry);
  const names = await readdir(dist, { recursive: true });
  const scripts = names.filter((name) => name.endsWith('.js')).sort();
  const texts = await Promise.all(scripts.map((name) => readFile(join(dist, name), 'utf8')));
  return texts.join('\n');
}
