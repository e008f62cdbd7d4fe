// dist/index.js.map leads from the code that is published to the line of js/src/ that it was made of.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { published, runModule } from './support/child.js';

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
