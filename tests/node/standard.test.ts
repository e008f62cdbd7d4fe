// docs/standard.md, the standard step by step: that the functions, vectors and tests it names exist, and no vector is missing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { headingsOf } from '../../scripts/support/markdown.mjs';
import { root } from './support/child.js';
import { escaped, isNamedTest } from './support/named-tests.js';
import { sourceFiles, withoutComments } from './support/source-files.js';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = read('docs/standard.md');

interface Row {
  readonly step: string;
  readonly doneBy: readonly string[];
  readonly heldBy: readonly string[];
}

/** The rows of every table, without its two lines of heading. */
const rows: Row[] = page
  .split('\n')
  .filter((line) => /^\| (?!step \||--- \|)/.test(line))
  .map((line) => {
    const [step = '', doneBy = '', heldBy = ''] = line.slice(2, -2).split(' | ');
    return { step, doneBy: codeIn(doneBy), heldBy: codeIn(heldBy) };
  });

function codeIn(cell: string): string[] {
  return Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = '']) => code);
}

const vectors = sourceFiles('tests/conformance', '.txt').flatMap(({ path, text }) =>
  Array.from(
    text.matchAll(/^== (.+)$/gm),
    ([, name = '']) => `${path.slice('tests/conformance/'.length)} == ${name}`,
  ),
);

/** Whether a file of C++ or TypeScript defines, and does not only call, a function (or a class) of this name. */
function defines(path: string, name: string): boolean {
  const code = withoutComments(read(path));
  const plain = escaped(name);
  const patterns = path.endsWith('.ts')
    ? [
        `^ *(?:export )?(?:async )?function ${plain}\\b`,
        `^ +(?:(?:static|async|get|set|override|private|readonly) )*${plain}(?:<[^>]*>)?\\((?:.*|\\n(?: {4}.*\\n)+  )\\)(?:: .+)? \\{$`,
        `^  (?:readonly ${plain} =|${plain}:) (?:async )?\\(.*=>`,
      ]
    : [
        `^(?!\\s*(?:return|if|while|else)\\b)[^\\n;=]*[\\s:*&]${plain}\\([^;]*?\\)[^;]*?\\{`,
        `^(?:class|struct) ${plain} `,
      ];
  return patterns.some((pattern) => new RegExp(pattern, 'm').test(code));
}

describe('docs/standard.md', () => {
  test('has rows of three cells', () => {
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter(({ doneBy, heldBy }) => doneBy.length === 0 || heldBy.length === 0)).toEqual(
      [],
    );
  });

  test('has a section for each one of the standard that has steps', () => {
    const headings = headingsOf(page).map(({ text }) => text);

    for (const section of ['9.2.1', '9.2.2', '9.2.3', '9.2.4', '9.2.5', '9.2.6', '9.2.7']) {
      expect(headings).toContainEqual(expect.stringContaining(section));
    }
  });

  test('names functions that are in the files it names', () => {
    const lost = rows
      .flatMap(({ doneBy }) => doneBy)
      .filter((place) => {
        const [path = '', name = ''] = place.split(':');
        return !existsSync(join(root, path)) || !defines(path, name);
      });

    expect(lost).toEqual([]);
  });

  test('names vectors and tests that exist', () => {
    const lost = rows
      .flatMap(({ heldBy }) => heldBy)
      .filter((place) => !isNamedTest(place) && !vectors.includes(place));

    expect(lost).toEqual([]);
  });

  test('names every vector: each one holds a rule', () => {
    const named = new Set(rows.flatMap(({ heldBy }) => heldBy));

    expect(vectors.length).toBeGreaterThan(100);
    expect(vectors.filter((vector) => !named.has(vector))).toEqual([]);
  });

  test('has links that lead somewhere', () => {
    const anchors = new Set(headingsOf(page).map(({ anchor }) => `#${anchor}`));
    const targets = Array.from(page.matchAll(/\]\(([^)]+)\)/g), ([, target = '']) => target);

    expect(
      targets.filter((target) =>
        target.startsWith('#')
          ? !anchors.has(target)
          : !target.startsWith('https://') && !existsSync(join(root, 'docs', target)),
      ),
    ).toEqual([]);
  });
});

test('README.md says how many vectors there are', () => {
  const said = /held by (\d+) vectors/.exec(read('README.md'))?.[1];

  expect(Number(said)).toBe(vectors.length);
});

describe('the reader of this test', () => {
  test.each([
    ['core/src/event_stream_parser.cpp', 'dispatch'],
    ['core/src/line_ends.cpp', 'find_line_end'],
    ['core/include/sse/internal/ignored_line.h', 'is_comment'],
    ['js/src/connecting/attempt.ts', 'nextBytes'],
    ['js/src/shapes/event-source/event-source.ts', '#dispatch'],
    ['js/src/connecting/connection.ts', 'open'],
    ['js/src/platform/environment.ts', 'wait'],
    ['js/src/shapes/event-source/event-source.ts', 'url'],
    ['js/src/platform/base-url.ts', 'baseUrl'],
  ])('finds what %s defines: %s', (path, name) => {
    expect(defines(path, name)).toBe(true);
  });

  test.each([
    ['core/src/event_stream_parser.cpp', 'append_text'],
    ['core/src/event_stream_parser.cpp', 'dispatch_event'],
    ['core/include/sse/event_stream_parser.h', 'dispatch'],
    ['js/src/connecting/attempt.ts', 'load'],
    ['js/src/connecting/attempt.ts', 'accept'],
    ['js/src/connecting/delivery.ts', 'isSeen'],
    ['js/src/shapes/event-source/event-source.ts', 'streamOptions'],
    ['js/src/shapes/event-source/event-source.ts', 'baseUrl'],
  ])('does not take a call, a declaration or another name in %s for it: %s', (path, name) => {
    expect(defines(path, name)).toBe(false);
  });
});
