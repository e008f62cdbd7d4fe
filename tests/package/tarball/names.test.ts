// Every form of the package has the exports of js/src/, and so have the declarations.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { installed, read } from './support/installed.js';

const main = Object.keys(await import('../../../js/src/index.js')).sort();
const chat = Object.keys(await import('../../../js/src/chat/index.js')).sort();

describe.each([
  ['index', main, 'consumer.ts'],
  ['chat', chat, 'chat-consumer.ts'],
])('%s', (entry, names, consumer) => {
  const published = (extension: string): string => join(installed, 'dist', `${entry}.${extension}`);

  test('as a module', async () => {
    const loaded = (await import(pathToFileURL(published('js')).href)) as object;

    expect(Object.keys(loaded).sort()).toEqual(names);
  });

  test('as CommonJS', () => {
    const loaded = createRequire(import.meta.url)(published('cjs')) as object;

    expect(Object.keys(loaded).sort()).toEqual(names);
  });

  test('as CommonJS that a module imports', async () => {
    const loaded = (await import(pathToFileURL(published('cjs')).href)) as object;

    expect(Object.keys(loaded)).toEqual(expect.arrayContaining(names));
  });

  test('as a module in workerd', () => {
    const [, exported = ''] = /\bexport \{([^}]*)\};/.exec(read(`dist/${entry}.workerd.js`)) ?? [];

    expect(listOf(exported)).toEqual(names);
  });

  test.each(['d.ts', 'd.cts'])('in the declarations, %s', (extension) => {
    const declared = exportsOf(`dist/${entry}.${extension}`, /^export \{([^}]*)\}/gm);
    const types = exportsOf(`dist/shared.${extension}`, /^export type \{([^}]*)\}/gm);

    expect(declared.filter((name) => !types.includes(name))).toEqual(names);
  });

  test(`${consumer}, which types.test.ts compiles, uses all of them, and all types`, () => {
    const declared = exportsOf(`dist/${entry}.d.ts`, /^export (?:type )?\{([^}]*)\}/gm);
    const program = readFileSync(new URL(consumer, import.meta.url), 'utf8');

    // Once where it is imported, once where it is used.
    const uses = (name: string): number => program.split(new RegExp(`\\b${name}\\b`)).length - 1;
    expect(declared.length).toBeGreaterThan(names.length);
    expect(declared.filter((name) => uses(name) < 2)).toEqual([]);
  });
});

test('names: as a script for pages, which adds one global variable', () => {
  const page: Record<string, object> = { EventTarget, TransformStream };
  const before = Object.keys(page);

  runInNewContext(read('dist/post-event-source.global.js'), page);

  expect(Object.keys(page)).toEqual([...before, 'PostEventSource']);
  expect(Object.keys(page.PostEventSource ?? {}).sort()).toEqual(main);
});

/** The names that a file exports in statements of this form, in order. */
function exportsOf(path: string, statement: RegExp): string[] {
  return Array.from(read(path).matchAll(statement), ([, list = '']) => listOf(list)).flat();
}

/** The names between commas, in order. */
function listOf(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .sort();
}
