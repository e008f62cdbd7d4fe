// Rules for every guide.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.mjs';
import { filesOf } from './support/blocks.js';

const guides = readdirSync(inRoot('docs', 'guides')).filter((file) => file !== 'README.md');
const read = (file: string): string => readFileSync(inRoot('docs', 'guides', file), 'utf8');

test.each(guides)('%s has a test that runs all of its blocks', (file) => {
  const path = inRoot('tests', 'docs', 'guides', file.replace(/\.md$/, '.test.ts'));

  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8')).toContain('expect(guide.unused()).toEqual([])');
});

test('the index names every guide', () => {
  const index = read('README.md');

  expect(guides.filter((file) => !index.includes(`](${file})`))).toEqual([]);
});

test('filesOf throws for a block without a name, and for a duplicate name', () => {
  const fence = '```';
  expect(() => filesOf(`${fence}js\n1;\n${fence}\n`)).toThrow('A block has no name');
  expect(() => filesOf(`${fence}js a.js\n1;\n${fence}\n${fence}js a.js\n2;\n${fence}\n`)).toThrow(
    'Two blocks have the name a.js',
  );
});

test('filesOf returns the code before and after a diff', () => {
  const files = filesOf('```diff a.js\n-before();\n+after();\n \n both();\n```\n');

  expect([...files]).toEqual([
    ['a.before.js', 'before();\n\nboth();\n'],
    ['a.after.js', 'after();\n\nboth();\n'],
  ]);
});
