// docs/standard.md: the functions and test files that it names exist, and it names every file of
// vectors.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { headingsOf } from '../support/markdown.mjs';
import { root } from '../support/child.js';
import { sourceFiles, withoutComments } from '../support/source-files.js';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = read('docs/standard.md');

interface Row {
  readonly step: string;
  readonly implementedBy: readonly string[];
  readonly testedBy: readonly string[];
}

/** The rows of every table, without its two heading lines. */
const rows: Row[] = page
  .split('\n')
  .filter((line) => /^\| (?!step \||--- \|)/.test(line))
  .map((line) => {
    const [step = '', implementedBy = '', testedBy = ''] = line.slice(2, -2).split(' | ');
    return { step, implementedBy: codeIn(implementedBy), testedBy: codeIn(testedBy) };
  });

function codeIn(cell: string): string[] {
  return Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = '']) => code);
}

const vectorFiles = sourceFiles('tests/support/conformance', '.txt');

/** Escapes a text for a regular expression. */
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Whether a file of C++ or TypeScript defines a function or class of this name, and does not only
 * call it.
 */
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
    expect(
      rows.filter(
        ({ implementedBy, testedBy }) => implementedBy.length === 0 || testedBy.length === 0,
      ),
    ).toEqual([]);
  });

  test('names functions that are in the named files', () => {
    const lost = rows
      .flatMap(({ implementedBy }) => implementedBy)
      .filter((place) => {
        const [path = '', name = ''] = place.split(':');
        return !existsSync(join(root, path)) || !defines(path, name);
      });

    expect(lost).toEqual([]);
  });

  test('names test files that exist', () => {
    const named = rows.flatMap(({ testedBy }) => testedBy);

    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('names every file of vectors', () => {
    const named = new Set(rows.flatMap(({ testedBy }) => testedBy));

    expect(vectorFiles.length).toBeGreaterThan(5);
    expect(vectorFiles.filter(({ path }) => !named.has(path))).toEqual([]);
  });

  test('has no dead links', () => {
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

test('docs/standard.md: has the number of conformance vectors', () => {
  const count = /The (\d+) vectors/.exec(page)?.[1];

  const vectors = vectorFiles.flatMap(({ text }) => text.match(/^== /gm) ?? []);
  expect(Number(count)).toBe(vectors.length);
});

describe('definition search', () => {
  test.each([
    ['core/src/event_stream_parser.cpp', 'dispatch'],
    ['core/src/line_ends.cpp', 'find_line_end'],
    ['core/include/sse/internal/ignored_line.h', 'is_comment'],
    ['js/src/connecting/attempt.ts', 'close'],
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
  ])('ignores a call, a declaration or another name in %s: %s', (path, name) => {
    expect(defines(path, name)).toBe(false);
  });
});
