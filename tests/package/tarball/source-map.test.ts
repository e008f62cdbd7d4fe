// The source maps contain their sources, and map the published code to the lines of the sources.
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.mjs';
import { files, installed, node, read } from './support/installed.js';

const maps = files.filter((path) => path.endsWith('.map'));

test('source maps: every file with our own code has one', () => {
  // The other files have only imports, names, or code generated from C++.
  const forms = files.filter((path) => /\/(?:shared|chat|post-event-source)\..*js$/.test(path));

  expect(maps).toEqual(forms.map((path) => `${path}.map`));
});

test('source maps: the code of chat/ is only in the files of its entry', () => {
  const withChat = maps.filter((path) =>
    (JSON.parse(read(path)) as SourceMapPayload).sources.some((source) =>
      source.includes('/chat/'),
    ),
  );

  expect(withChat).toEqual(['dist/chat.cjs.map', 'dist/chat.js.map', 'dist/chat.workerd.js.map']);
});

describe.each(maps)('source map of %s', (path) => {
  const map = JSON.parse(read(path)) as SourceMapPayload;
  const code = read(path.replace(/\.map$/, ''));

  test('is the one that its code names', () => {
    const [, name] = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(code) ?? [];

    expect(`dist/${name ?? ''}`).toBe(path);
  });

  test('names its sources relative to the repository', () => {
    expect(map.sources.length).toBeGreaterThan(5);
    const others = map.sources.filter((source) => !/^\.\.\/(js\/src|build\/wasm)\/./.test(source));
    expect(others).toEqual([]);
    expect(map.sources.filter((source) => !existsSync(inRoot('dist', source)))).toEqual([]);
    expect(map).not.toHaveProperty('sourceRoot');
  });

  test('contains the unchanged text of each source', () => {
    const others = map.sources.filter(
      (source, index) => map.sourcesContent[index] !== readFileSync(inRoot('dist', source), 'utf8'),
    );
    expect(others).toEqual([]);
  });

  test.each(textsOf(path))('maps “%s” to %s', (text, file) => {
    const lines = code.slice(0, code.indexOf(text)).split('\n');
    const entry = new SourceMap(map).findEntry(lines.length - 1, lines.at(-1)?.length ?? 0);

    if (!('originalSource' in entry)) {
      throw new Error(`Expected a mapping for ${text}, got none`);
    }
    expect(entry.originalSource).toMatch(new RegExp(`/${file}$`));
    const source = map.sourcesContent[map.sources.indexOf(entry.originalSource)] ?? '';
    expect(source.split('\n')[entry.originalLine]).toContain(text);
  });
});

test.each([
  ['createParser()', /throw new TypeError/],
  ['new EventSourceParserStream({ maxEventBytes: 0 })', /throw new RangeError/],
  ['new EventSource()', /throw new TypeError/],
])('source maps: the stack of %s begins at a line that throws', async (call, line) => {
  const stack = await node(
    '--enable-source-maps',
    '--input-type=module',
    '--eval',
    `import { createParser, EventSource, EventSourceParserStream } from 'post-event-source';
    void [createParser, EventSource, EventSourceParserStream];
    try {
      ${call};
    } catch (error) {
      console.log(error.stack);
    }`,
  );

  const [, file = '', number = ''] =
    /^ +at .*?\/(js\/src\/.+?\.ts):(\d+):\d+\)?$/m.exec(stack) ?? [];
  const { sources, sourcesContent } = JSON.parse(read('dist/shared.js.map')) as SourceMapPayload;
  const source = sourcesContent[sources.indexOf(`../${file}`)] ?? '';
  expect(source.split('\n')[Number(number) - 1]).toMatch(line);
  expect(stack).toContain(join(installed, file));
});

/** Texts that occur once in the code of a form, and the file that each comes from. */
function textsOf(path: string): [text: string, file: string][] {
  return path.startsWith('dist/chat.')
    ? [['Expected an answer, got an error', 'chat-error.ts']]
    : [
        ['Expected one loop over a stream', 'steps.ts'],
        ['Expected a ReadableStream, got', 'event-source.ts'],
        ['Expected a global TransformStream', 'parser-stream.ts'],
      ];
}
