// Every form of the package has the names of js/src/index.ts, and the declarations have them too.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { installed, read } from './support/installed.js';

const names = Object.keys(await import('../../js/src/index.js')).sort();

test('as a module', async () => {
  const url = pathToFileURL(join(installed, 'dist', 'index.js')).href;

  expect(Object.keys((await import(url)) as object).sort()).toEqual(names);
});

test('as CommonJS', () => {
  const published = createRequire(import.meta.url)(join(installed, 'dist', 'index.cjs')) as object;

  expect(Object.keys(published).sort()).toEqual(names);
});

test('as a script for pages, which adds one global variable', () => {
  const page: Record<string, object> = { EventTarget, TransformStream };
  const before = Object.keys(page);

  runInNewContext(read('dist/post-event-source.global.js'), page);

  expect(Object.keys(page)).toEqual([...before, 'PostEventSource']);
  expect(Object.keys(page.PostEventSource ?? {}).sort()).toEqual(names);
});

test('as modules in workerd', () => {
  const [, exported = ''] = /\bexport \{([^}]*)\};/.exec(read('dist/index.workerd.js')) ?? [];

  expect(listOf(exported)).toEqual(names);
});

test.each(['dist/index.d.ts', 'dist/index.d.cts'])('in %s', (path) => {
  const [, values = ''] = /^export \{([^}]*)\};/m.exec(read(path)) ?? [];

  expect(listOf(values)).toEqual(names);
});

test('the program that types.test.ts compiles uses all of them, and all types', () => {
  const declared = Array.from(
    read('dist/index.d.ts').matchAll(/^export (?:type )?\{([^}]*)\};/gm),
    ([, list = '']) => listOf(list),
  ).flat();
  const program = readFileSync(new URL('consumer.ts', import.meta.url), 'utf8');

  // Once where it is imported, once where it is used.
  const unused = declared.filter(
    (name) => (program.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length < 2,
  );
  expect(declared.length).toBeGreaterThan(names.length);
  expect(unused).toEqual([]);
});

/** The names between commas, in order. */
function listOf(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .sort();
}
