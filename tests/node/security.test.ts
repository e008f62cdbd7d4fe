// SECURITY.md: every defence that it names has a test, and every test that it names exists.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './support/child.js';
import { isNamedTest } from './support/named-tests.js';
import { sourceFiles } from './support/source-files.js';

const page = readFileSync(join(root, 'SECURITY.md'), 'utf8');

/** The last cell of each row of every table. */
const heldBy = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:---|.* held by \|$)/.test(line))
  .map((line) => line.slice(2, -2).split(' | ').at(-1) ?? '')
  .map((cell) => Array.from(cell.matchAll(/`(tests\/[^`]+)`/g), ([, place = '']) => place));

test('every defence names a test', () => {
  expect(heldBy.length).toBeGreaterThan(30);
  expect(heldBy.filter((places) => places.length === 0)).toEqual([]);
});

test('every test that is named exists', () => {
  expect(heldBy.flat().filter((place) => !isNamedTest(place))).toEqual([]);
});

test('no test of an attack is left out', () => {
  const files = sourceFiles('tests/js', '.ts').map(({ path }) => path);
  const attacks = files.filter((path) => path.startsWith('tests/js/security.'));

  expect(attacks.length).toBeGreaterThan(3);
  const named = heldBy.flat().map((place) => place.replace(/:.*/, ''));
  expect(attacks.filter((path) => !named.includes(path))).toEqual([]);
});

test('a test that is not there is missed', () => {
  const [known = ''] = heldBy.flat();

  expect(isNamedTest(known)).toBe(true);
  expect(isNamedTest(`${known} too`)).toBe(false);
  expect(isNamedTest('tests/js/nothing.test.ts: a')).toBe(false);
});
