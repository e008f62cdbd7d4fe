// Which declarations the package carries: those that the public one leads to, all of them and no others.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepReachable, relativeImports } from '../../scripts/building/declarations.mjs';
import { filesUnder } from '../../scripts/support/freshness.mjs';

/** @type {string} */
let folder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'declarations-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** @param {Record<string, string>} files */
async function write(files) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, `${name}.d.ts`), text);
  }
}

test('what the entry does not lead to is removed, with its folder', async () => {
  await write({
    index: "export * from './shapes/stream.js';\n",
    'shapes/stream': "import type { A } from '../types.ts';\nexport declare const a: A;\n",
    types: 'export interface A {}\n',
    'inside/secret': 'export {};\n',
  });
  await writeFile(join(folder, 'index.js'), '');
  await keepReachable(folder, 'index.d.ts');

  expect((await filesUnder(folder)).map((file) => relative(folder, file))).toEqual([
    'index.d.ts',
    'index.js',
    'shapes/stream.d.ts',
    'types.d.ts',
  ]);
  expect(existsSync(join(folder, 'inside'))).toBe(false);
});

test('an import that leads nowhere is refused', async () => {
  await write({ index: "export * from './gone.js';\n" });

  await expect(keepReachable(folder, 'index.d.ts')).rejects.toThrow("'./gone.js'");
});

test('imports are found in every form, and not in comments', () => {
  const text = [
    "/** @example import { x } from './example.js' */",
    "import type { A } from './a.js';",
    "export type { B } from '../b.ts';",
    "export type C = import('./c.js').C;",
    "import './d.js';",
    "import type { E } from 'package';",
  ].join('\n');

  expect(relativeImports(text)).toEqual(['./a.js', '../b.ts', './c.js', './d.js']);
});
