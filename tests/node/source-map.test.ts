// dist/index.js.map leads from the code that is published to the line of js/src/ that it was made of, and to no folder of a machine.
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { published, root, runModule } from './support/child.js';

test.each([
  ['createParser()', /throw new TypeError/],
  ['new EventSourceParserStream({ maxEventBytes: 0 })', /throw new RangeError/],
  ['new EventSource()', /throw new TypeError/],
])('the stack of %s begins at a line that throws', async (call, line) => {
  const stack = await runModule(
    `import * as library from ${JSON.stringify(published)};
    const { createParser, EventSource, EventSourceParserStream } = library;
    try {
      ${call};
    } catch (error) {
      console.log(error.stack);
    }`,
    '--enable-source-maps',
  );

  const [, file = '', number = ''] = /^ +at .*?(file:.+?|\/.+?):(\d+):\d+\)?$/m.exec(stack) ?? [];
  expect(file).toMatch(/\/js\/src\/.+\.ts$/);
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  expect(readFileSync(path, 'utf8').split('\n')[Number(number) - 1]).toMatch(line);
});

test('no file of dist/ names a folder of the machine that it was built on', () => {
  const files = readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

  expect(files.length).toBeGreaterThan(2);
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    expect(
      [root, `${homedir()}/`, 'file://'].filter((path) => text.includes(path)),
      file,
    ).toEqual([]);
  }
});
