// SECURITY.md: every defence names test files, and these files exist.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/child.js';
import { sourceFiles } from '../support/source-files.js';

const page = readFileSync(join(root, 'SECURITY.md'), 'utf8');

/** The last cell of each row of every table. */
const testedBy = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:---|.* tested by \|$)/.test(line))
  .map((line) => line.slice(2, -2).split(' | ').at(-1) ?? '')
  .map((cell) => Array.from(cell.matchAll(/`(tests\/[^`]+)`/g), ([, path = '']) => path));

test('SECURITY.md: every defence names a test', () => {
  expect(testedBy.length).toBeGreaterThan(30);
  expect(testedBy.filter((paths) => paths.length === 0)).toEqual([]);
});

test('SECURITY.md: every named file exists', () => {
  expect(testedBy.flat().filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('SECURITY.md: every test of an attack is named', () => {
  const files = sourceFiles('tests/js', '.ts').map(({ path }) => path);
  const attacks = files.filter((path) => path.startsWith('tests/js/security/'));

  expect(attacks.length).toBeGreaterThan(3);
  expect(attacks.filter((path) => !testedBy.flat().includes(path))).toEqual([]);
});
