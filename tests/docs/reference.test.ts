// docs/api/, the API reference: it equals the output of `npm run docs`, and every public name has a
// docstring.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application, Logger, LogLevel, TSConfigReader, type TypeDocOptions } from 'typedoc';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import options from '../../typedoc.config.mjs';
import { inRoot } from '../../scripts/support/paths.mjs';
import { headingsOf } from '../support/markdown.mjs';
import { root } from '../support/child.js';

// TypeDoc compiles the package, which is slow on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** Writes the reference as `npm run docs` does; throws TypeDoc's warnings. */
async function writeReference(others: TypeDocOptions): Promise<void> {
  const all: TypeDocOptions = { ...options, ...others, logLevel: 'Warn' };
  // Without the options reader of typedoc.config.mjs, whose tsconfig would replace the given one.
  const application = await Application.bootstrapWithPlugins(all, [new TSConfigReader()]);
  const warnings: string[] = [];
  application.logger = new (class extends Logger {
    override log(text: string, level: LogLevel): void {
      if (level >= LogLevel.Warn) warnings.push(text);
    }
  })();
  const project = await application.convert();
  if (project) application.validate(project);
  if (!project || warnings.length > 0) throw new Error(warnings.join('\n'));
  await application.generateOutputs(project);
}

const pages = ['README.md', 'chat.md'];
const readPage = (page: string): Promise<string> => readFile(inRoot('docs', 'api', page), 'utf8');

test('docs/api: equals the docstrings', async () => {
  const out = await mkdtemp(join(tmpdir(), 'reference-'));
  onTestFinished(() => rm(out, { recursive: true }));

  await writeReference({ out });

  expect((await readdir(out)).sort()).toEqual(pages);
  for (const page of pages) {
    expect(await readPage(page), 'run `npm run docs`').toBe(
      await readFile(join(out, page), 'utf8'),
    );
  }
});

describe.each(pages)('docs/api/%s', (name) => {
  test('has no dead links', async () => {
    const page = await readPage(name);
    const targets = Array.from(page.matchAll(/\]\(([^)]+)\)/g), ([, target = '']) => target);
    const known = new Set<string>();
    for (const file of pages) {
      for (const [, id = ''] of (await readPage(file)).matchAll(/^<a id="(.+)"><\/a>$/gm)) {
        known.add(`${file}#${id}`);
        if (file === name) known.add(`#${id}`);
      }
    }
    const lost = targets.filter((target) =>
      target.includes('#') && !target.startsWith('https:')
        ? !known.has(target)
        : !/^https:\/\/(?:\w+\.spec\.whatwg\.org|github\.com\/whatwg)\//.test(target) &&
          !existsSync(inRoot('docs', 'api', target)),
    );

    expect(targets.length).toBeGreaterThan(30);
    expect(lost).toEqual([]);
  });

  test('is the same on every machine and every day', async () => {
    const page = await readPage(name);

    expect(page).not.toContain(root);
    expect(page).not.toMatch(
      /node_modules|\/(?:home|tmp|root)\/|\/(?:blob|commit|tree)\/|\b20\d\d-\d\d/,
    );
  });
});

describe('docs/api: a name without a docstring', () => {
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
  ])('fails the build: %s', async (text, name) => {
    const entry = join(folder, 'index.ts');
    await writeFile(entry, `/** A name that has one. */\nexport const documented = 1;\n${text}\n`);

    const writing = writeReference({
      entryPoints: [entry],
      tsconfig: join(folder, 'tsconfig.json'),
      intentionallyNotExported: [],
      intentionallyNotDocumented: [],
      out: join(folder, 'out'),
    });

    await expect(writing).rejects.toThrow(name);
  });
});

test('docs/api: anchors are those that GitHub gives to headings', () => {
  const page = '# A `b` c\n## fetch()\n## fetch?\n```\n# code\n```\n### \\[dispose\\]() – *x*\n';

  expect(headingsOf(page).map(({ anchor }) => anchor)).toEqual([
    'a-b-c',
    'fetch',
    'fetch-1',
    'dispose--x',
  ]);
});
