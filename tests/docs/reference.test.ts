// docs/api/, the API reference, a page for each entry: that it says what the docstrings say, and that every public name has one.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { pages } from '../../scripts/building/reference-pages.mjs';
import { reference } from '../../scripts/building/reference.mjs';
import { headingsOf } from '../../scripts/support/markdown.mjs';
import { root } from '../support/child.js';

// TypeDoc compiles the package, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe.each(pages.map((page) => [page.entry, page] as const))('%s', (_entry, described) => {
  test('says what the docstrings say', async () => {
    const page = await readFile(described.file, 'utf8');

    expect(page, 'run `npm run docs`').toBe(await reference(described));
  });

  test('has links that lead somewhere', async () => {
    const page = await readFile(described.file, 'utf8');
    const anchors = new Set(await anchorsOf(described.file));
    const targets = Array.from(page.matchAll(/\]\(([^)]+)\)/g), ([, target = '']) => target);
    const other = described.elsewhere;
    const known = other === undefined ? [] : await anchorsOf(join(dirname(described.file), other));
    const elsewhere = new Set(known.map((anchor) => `${other ?? ''}${anchor}`));
    const lost = targets.filter((target) =>
      target.includes('#') && !target.startsWith('https:')
        ? !anchors.has(target) && !elsewhere.has(target)
        : !/^https:\/\/(?:\w+\.spec\.whatwg\.org|github\.com\/whatwg)\//.test(target) &&
          !existsSync(join(dirname(described.file), target)),
    );

    expect(targets.length).toBeGreaterThan(30);
    expect(lost).toEqual([]);
  });

  test('holds nothing that differs from machine to machine or from day to day', async () => {
    const page = await readFile(described.file, 'utf8');

    expect(page).not.toContain(root);
    expect(page).not.toMatch(
      /node_modules|\/(?:home|tmp|root)\/|\/(?:blob|commit|tree)\/|\b20\d\d-\d\d/,
    );
  });
});

async function anchorsOf(file: string): Promise<string[]> {
  return headingsOf(await readFile(file, 'utf8')).map(({ anchor }) => `#${anchor}`);
}

describe('a name without a docstring', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'undocumented-'));
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { types: [], lib: ['ES2020'] }, files: ['index.ts'] }),
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    ['export function bare(): void {}', 'bare'],
    ['export const bare = 1;', 'bare'],
    ['export type Bare = string;', 'Bare'],
    ['export interface Bare {}', 'Bare'],
    ['/** A class. */ export class Full { bare = 1; }', 'Full.bare'],
    ['/** A class. */ export class Full { bare(): void {} }', 'Full.bare'],
    ['/** A class. */ export class Full { constructor(readonly n = 1) {} }', 'Full.constructor'],
    ['/** An interface. */ export interface Full { bare: string }', 'Full.bare'],
    ['/** See {@link lost}. */ export const full = 1;', 'lost'],
  ])('stops the reference: %s', async (text, name) => {
    const entry = join(folder, 'index.ts');
    await writeFile(entry, `/** A name that has one. */\nexport const documented = 1;\n${text}\n`);

    const project = { entryPoints: [entry], tsconfig: join(folder, 'tsconfig.json') };
    const writing = reference({ entry: 'documented', file: join(folder, 'README.md'), project });

    await expect(writing).rejects.toThrow(name);
  });
});

test('anchors are those that GitHub gives to headings', () => {
  const page = '# A `b` c\n## fetch()\n## fetch?\n```\n# code\n```\n### \\[dispose\\]() – *x*\n';

  expect(headingsOf(page).map(({ anchor }) => anchor)).toEqual([
    'a-b-c',
    'fetch',
    'fetch-1',
    'dispose--x',
  ]);
});
