// When a build step runs again: if its content has changed or its last run has failed.
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { areOutdated } from '../../../scripts/building/prepare.mjs';
import { unlessFresh } from '../../../scripts/support/freshness.mjs';

/** @type {string} */
let folder;
/** @type {import('../../../scripts/support/freshness.mjs').Step} */
let step;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'freshness-'));
  await mkdir(join(folder, 'in'));
  await writeFile(join(folder, 'in', 'a'), 'a');
  step = {
    stamp: join(folder, 'stamp'),
    inputs: [join(folder, 'in'), join(folder, 'optional')],
    facts: ['compiler 1'],
    outputs: [join(folder, 'out')],
  };
});

afterEach(() => rm(folder, { recursive: true }));

const make = () => writeFile(join(folder, 'out'), 'result');

/** Whether a step has run. */
async function run(changed = {}) {
  const spy = vi.fn(make);
  await unlessFresh({ ...step, ...changed }, spy);
  return spy.mock.calls.length > 0;
}

test('build step: runs once and then not again', async () => {
  expect(await run()).toBe(true);
  expect(await run()).toBe(false);
});

test('build step: a new date on an unchanged file is not a change', async () => {
  await run();
  await utimes(join(folder, 'in', 'a'), new Date(), new Date());

  expect(await run()).toBe(false);
});

test.each([
  ['a changed file', () => writeFile(join(folder, 'in', 'a'), 'b')],
  ['a new file in a folder', () => writeFile(join(folder, 'in', 'b'), '')],
  ['a file that appears', () => writeFile(join(folder, 'optional'), '')],
  ['a deleted file', () => rm(join(folder, 'in', 'a'))],
  ['a lost output', () => rm(join(folder, 'out'))],
  ['a damaged output', () => writeFile(join(folder, 'out'), 'resul')],
])('build step: %s makes it run again', async (_, change) => {
  await run();
  await change();

  expect(await run()).toBe(true);
  expect(await run()).toBe(false);
});

test('build step: another compiler makes it run again', async () => {
  await run();

  expect(await run({ facts: ['compiler 2'] })).toBe(true);
});

test('build step: an incomplete output is not fresh, even if the input is restored', async () => {
  await run();
  await writeFile(join(folder, 'in', 'a'), 'broken');
  const failing = unlessFresh(step, async () => {
    await writeFile(join(folder, 'out'), 'half');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await writeFile(join(folder, 'in', 'a'), 'a');

  expect(await run()).toBe(true);
});

test('npm packages: are outdated when missing or older than the lock file', () => {
  expect(areOutdated(undefined, 1)).toBe(true);
  expect(areOutdated(1, 2)).toBe(true);
  expect(areOutdated(2, 1)).toBe(false);
});
