// The order in which `npm test` runs suites, two at a time, and what it prints of them.
import { beforeEach, expect, test, vi } from 'vitest';
import { say } from '../../../scripts/support/progress.mjs';
import { chosenSuites, runSuites } from '../../../scripts/testing/run-suites.mjs';
import { groups, suites } from '../../../scripts/testing/suites.mjs';

/** @typedef {import('../../../scripts/testing/suites.mjs').Suite} Suite */

const machine = /** @type {import('../../../scripts/testing/suites.mjs').Machine} */ ({});

/** @type {string[]} */
let printed = [];
beforeEach(() => {
  printed = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
});

/** Suites that end when the test says so, and the names of those that run. */
class Started {
  /** @type {Map<string, () => void>} */
  #ends = new Map();

  /** @param {string} name @param {Partial<Suite>} [rules] @returns {Suite} */
  suite(name, rules = {}) {
    const run = async () => {
      say(`${name} begins`);
      await new Promise((resolve) => this.#ends.set(name, () => resolve(undefined)));
      say(`${name} ends`);
      return { passed: 1, failed: 0 };
    };
    return { name, title: name, run, ...rules };
  }

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

test('two suites run at a time, and the rows have the order of the table', async () => {
  const started = new Started();
  const rows = runSuites(
    ['a', 'b', 'c'].map((name) => started.suite(name)),
    machine,
  );

  expect(started.names).toEqual(['a', 'b']);
  await started.end('b');
  expect(started.names).toEqual(['a', 'c']);
  await started.end('c');
  await started.end('a');
  expect((await rows).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
});

test('a suite waits for those that have to end first, and a later suite takes its place', async () => {
  const started = new Started();
  const table = [
    started.suite('a'),
    started.suite('b', { after: ['a', 'absent'] }),
    started.suite('c'),
  ];
  const rows = runSuites(table, machine);

  expect(started.names).toEqual(['a', 'c']);
  await started.end('c');
  expect(started.names).toEqual(['a']);
  await started.end('a');
  expect(started.names).toEqual(['b']);
  await started.end('b');
  await rows;
});

test('a suite that needs the machine alone has nothing beside it', async () => {
  const started = new Started();
  const table = [started.suite('a'), started.suite('b', { alone: true }), started.suite('c')];
  const rows = runSuites(table, machine);

  expect(started.names).toEqual(['a', 'c']);
  await started.end('a');
  expect(started.names).toEqual(['c']);
  await started.end('c');
  expect(started.names).toEqual(['b']);
  await started.end('b');
  await rows;

  const inOtherOrder = runSuites([...table].slice(1), machine);
  expect(started.names).toEqual(['b']);
  await started.end('b');
  await started.end('c');
  await inOtherOrder;
});

test('the output of each suite is printed whole, once the suite has ended', async () => {
  const started = new Started();
  const rows = runSuites(
    ['a', 'b'].map((name) => started.suite(name)),
    machine,
  );
  await started.end('b');
  await started.end('a');
  await rows;

  const text = printed.join('');
  expect(text.indexOf('b begins\nb ends\n')).toBeGreaterThan(0);
  expect(text.indexOf('a begins\na ends\n')).toBeGreaterThan(text.indexOf('b ends'));
});

test('the output of a suite that runs by itself is printed at once', async () => {
  const started = new Started();
  const rows = runSuites([started.suite('a')], machine);

  expect(printed.join('')).toContain('a begins\n');
  await started.end('a');
  await rows;
});

/** @type {Suite[]} */
const others = [
  { name: 'breaks', title: 'Breaks', run: () => Promise.reject(new Error('on purpose')) },
  { name: 'empty', title: 'Empty', run: () => Promise.resolve({ passed: 0, failed: 0 }) },
  { name: 'passes', title: 'Passes', run: () => Promise.resolve({ passed: 2, failed: 0 }) },
];

test('a suite that breaks counts as failed and the others run', async () => {
  const rows = await runSuites(others, machine);

  expect(rows.map(({ passed, failed }) => [passed, failed])).toEqual([
    [0, 1],
    [0, 1],
    [2, 0],
  ]);
  expect(printed.join('')).toContain('Error: on purpose');
});

test('suites are chosen by name or by group, and an unknown name is answered with the known ones', () => {
  const titles = (/** @type {string[]} */ ...words) =>
    chosenSuites(others, { two: ['passes', 'empty'] }, words).map(({ title }) => title);

  expect(titles('passes')).toEqual(['Passes']);
  expect(titles('two')).toEqual(['Empty', 'Passes']);
  expect(titles()).toHaveLength(3);
  expect(() => titles('pases')).toThrow('There are: two, breaks, empty, passes.');
});

test('the table names suites that exist, each after those that it waits for', () => {
  const names = suites.map(({ name }) => name);

  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(Object.values(groups).flat()));
  for (const [index, { after = [] }] of suites.entries()) {
    expect(names.slice(0, index)).toEqual(expect.arrayContaining([...after]));
  }
});
