// What bundlers leave out: the code of connections if a page only parses, and all code if it
// imports no name.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from './support/build.js';
import { esbuild, rollup, vite, webpack, type Tool } from './support/tools.js';

/** Header and property names of the code of connections, which no minifier changes. */
const CONNECTING = ['text/event-stream', 'last-event-id', 'visibilitychange'];

describe.each([rollup, esbuild, webpack, vite])('tree shaking: $name', (tool) => {
  test('drops the code of connections if only createParser is imported', async () => {
    const page = await bundle(tool, 'page');
    const parser = await bundle(tool, 'parser');

    expect(CONNECTING.filter((word) => page.includes(word))).toEqual(CONNECTING);
    expect(CONNECTING.filter((word) => parser.includes(word))).toEqual([]);
  });

  test('drops everything if no name is imported', async () => {
    expect(await bundle(tool, 'nothing')).toBe(await bundle(tool, 'empty'));
  });
});

/** All scripts of an entry's build. */
async function bundle(tool: Tool, entry: string): Promise<string> {
  const { dist } = await build(tool, entry);
  const names = await readdir(dist, { recursive: true });
  const scripts = names.filter((name) => name.endsWith('.js')).sort();
  const texts = await Promise.all(scripts.map((name) => readFile(join(dist, name), 'utf8')));
  return texts.join('\n');
}
