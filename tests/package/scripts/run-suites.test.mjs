// The order in which `npm test` runs suites, two at a time, and its output.
import { beforeEach, expect, test, vi } from 'vitest';
import { chosenSuites, runSuites } from '../../../scripts/testing/run-suites.mjs';
import { groups, suites } from '../../../scripts/testing/suites.mjs';

// One test starts processes.
vi.setConfig({ testTimeout: 60_000 });

/** @typedef {import('../../../scripts/testing/suites.mjs').Suite} Suite */

/** @type {import('../../../scripts/testing/suites.mjs').Machine} */
const machine = {
  toolchain: new Map(),
  compiler: { version: '', env: {} },
};

/** @type {string[]} */
let printed = [];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((text) => void printed.push(`${text}\n`));
});

/** @param {string} name @param {Partial<Suite>} [rules] @returns {Suite} */
const suite = (name, rules = {}) => ({
  name,
  title: name,
  run: () => Promise.reject(new Error('never called: the test passes another start')),
  ...rules,
});

/** Starts suites that end when the test decides, and returns the running ones. */
class Started {
  /** @type {Map<string, () => void>} */
  #ends = new Map();
  /** Whether the output was to be held. @type {boolean[]} */
  held = [];

  /** @type {import('../../../scripts/testing/run-suites.mjs').Start} */
  start = async ({ name }, _machine, hold) => {
    this.held.push(hold);
    await new Promise((resolve) => this.#ends.set(name, () => resolve(undefined)));
    return { outcome: { passed: 1, failed: 0 }, output: `${name} begins\n${name} ends\n` };
  };

  get names() {
    return [...this.#ends.keys()];
  }

  /** @param {string} name */
  async end(name) {
    this.#ends.get(name)?.();
    this.#ends.delete(name);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('suites: two run at a time, and the rows have the order of the table', async () => {
  const started = new Started();
  const rows = runSuites(
    ['a', 'b', 'c'].map((name) => suite(name)),
    machine,
    started.start,
  );

  expect(started.names).toEqual(['a', 'b']);
  await started.end('b');
  expect(started.names).toEqual(['a', 'c']);
  await started.end('c');
  await started.end('a');
  expect((await rows).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
});

test('suites: one waits for those that must end first, and a later one runs before it', async () => {
  const started = new Started();
  const table = [suite('a'), suite('b', { after: ['a', 'absent'] }), suite('c')];
  const rows = runSuites(table, machine, started.start);

  expect(started.names).toEqual(['a', 'c']);
  await started.end('c');
  expect(started.names).toEqual(['a']);
  await started.end('a');
  expect(started.names).toEqual(['b']);
  await started.end('b');
  await rows;
});

test('suites: the output of each is printed whole when it has ended', async () => {
  const started = new Started();
  const rows = runSuites(
    ['a', 'b'].map((name) => suite(name)),
    machine,
    started.start,
  );
  await started.end('b');
  await started.end('a');
  await rows;

  const text = printed.join('');
  expect(text.indexOf('b begins\nb ends\n')).toBeGreaterThan(0);
  expect(text.indexOf('a begins\na ends\n')).toBeGreaterThan(text.indexOf('b ends'));
});

test('suites: output is held if others run', async () => {
  const started = new Started();
  const both = runSuites([suite('a'), suite('b')], machine, started.start);
  await started.end('a');
  await started.end('b');
  await both;
  const one = runSuites([suite('a')], machine, started.start);
  await started.end('a');
  await one;

  expect(started.held).toEqual([true, true, false]);
});

test('suites: one that runs nothing counts as failed, and the others run', async () => {
  const rows = await runSuites([suite('empty'), suite('passes')], machine, ({ name }) =>
    Promise.resolve({ outcome: { passed: name === 'empty' ? 0 : 2, failed: 0 }, output: '' }),
  );

  expect(rows.map(({ passed, failed }) => [passed, failed])).toEqual([
    [0, 1],
    [2, 0],
  ]);
});

test('suites: one whose process fails counts as failed, and its error is printed', async () => {
  // Both need a compiler, which this machine does not have.
  const rows = await runSuites(
    suites.filter(({ name }) => ['native', 'native-release'].includes(name)),
    machine,
  );

  expect(rows.map(({ passed, failed }) => [passed, failed])).toEqual([
    [0, 1],
    [0, 1],
  ]);
  expect(printed.join('')).toContain('Error: C++20 compiler is not among the required tools');
});

test('suites: are selected by name or group; an error for an unknown name lists the known ones', () => {
  const titles = (/** @type {string[]} */ ...words) =>
    chosenSuites(
      ['breaks', 'empty', 'passes'].map((name) => suite(name)),
      { two: ['passes', 'empty'] },
      words,
    ).map(({ title }) => title);

  expect(titles('passes')).toEqual(['passes']);
  expect(titles('two')).toEqual(['empty', 'passes']);
  expect(titles()).toHaveLength(3);
  expect(() => titles('pases')).toThrow(
    'Expected names of suites or groups (two, breaks, empty, passes), got pases',
  );
});

test('suites: the table names existing suites, each after those that it waits for', () => {
  const names = suites.map(({ name }) => name);

  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(Object.values(groups).flat()));
  for (const [index, { after = [] }] of suites.entries()) {
    expect(names.slice(0, index)).toEqual(expect.arrayContaining([...after]));
  }
});
