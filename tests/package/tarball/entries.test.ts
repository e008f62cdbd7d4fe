// A program that loads several entries has one parser and one class of each error, and `fallback`
// works without `import()`.
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { emptyFolder, installed, node } from './support/installed.js';

const NO_WEBASSEMBLY = `delete globalThis.WebAssembly; process.on('unhandledRejection', () => {});`;

/** Reads Chinese text with the package. Returns the text and the runtime. */
const READ = `
  const backend = await ready();
  const texts = [];
  createParser({ onEvent: ({ data }) => texts.push(data) }).feed('data: 你好 🎉\\n\\n');
  console.log(texts.join(), 'by', backend);`;

const kinds = [
  { kind: 'import', extension: 'js', load: (url: string) => `await import('${url}')` },
  {
    kind: 'require',
    extension: 'cjs',
    load: (url: string) => `createRequire('file:///')(fileURLToPath('${url}'))`,
  },
] as const;

const run = (...statements: string[]): Promise<string> =>
  node(
    '--input-type=module',
    '--eval',
    [
      `import { createRequire } from 'node:module';`,
      `import { fileURLToPath } from 'node:url';`,
      ...statements,
    ].join('\n'),
  );

describe.each(kinds)('entries: $kind', ({ extension, load }) => {
  const entry = (name: string, folder = installed): string =>
    load(pathToFileURL(join(folder, 'dist', `${name}.${extension}`)).href);

  /** A copy of the package in which `import()` fails, as in a service worker. */
  async function withoutImport(): Promise<string> {
    const folder = await emptyFolder();
    await cp(installed, folder, { recursive: true });
    const shared = join(folder, 'dist', `shared.${extension}`);
    const code = await readFile(shared, 'utf8');
    const refused = `Promise.reject(new TypeError('import() is refused'))`;
    await writeFile(shared, code.replace(/\bimport\("\.\/fallback\.js"\)/, refused));
    return folder;
  }

  test("errors of the chat entry are instances of the main entry's class", async () => {
    const output = await run(
      `const { EventStreamError } = ${entry('index')};`,
      `const { ChatError } = ${entry('chat')};`,
      `console.log(ChatError.prototype instanceof EventStreamError);`,
    );

    expect(output).toBe('true');
  });

  test('without import(), the error names the fallback entry', async () => {
    const output = await run(
      NO_WEBASSEMBLY,
      `const { ready } = ${entry('index', await withoutImport())};`,
      `await ready().catch(({ message }) => console.log(message));`,
    );

    expect(output).toMatch(/import\(\) is refused.* import post-event-source\/fallback once$/);
  });

  test.each(['before', 'after'])(
    'the fallback entry makes the fallback available, loaded %s the main entry',
    async (order) => {
      const folder = await withoutImport();
      const statements = [
        `${entry('static-fallback', folder)};`,
        `const { createParser, ready } = ${entry('index', folder)};`,
      ];
      if (order === 'after') statements.reverse();

      const output = await run(NO_WEBASSEMBLY, ...statements, READ);

      expect(output).toBe('你好 🎉 by js');
    },
  );

  test('WebAssembly is used beside the fallback entry if it is available', async () => {
    const output = await run(
      `${entry('static-fallback')};`,
      `const { createParser, ready } = ${entry('index')};`,
      READ,
    );

    expect(output).toBe('你好 🎉 by wasm');
  });
});

test('entries: `post-event-source/fallback` is found by its name by both loaders', async () => {
  const output = await node(
    '--input-type=module',
    '--eval',
    `import 'post-event-source/fallback';
    import { createRequire } from 'node:module';
    createRequire('${pathToFileURL(join(installed, '..', '..', 'index.js')).href}')('post-event-source/fallback');
    console.log('found');`,
  );

  expect(output).toBe('found');
});
