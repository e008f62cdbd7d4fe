// Runs suites side by side, each in a process of its own, and measures their time. A suite that
// fails does not stop the others.
import { fork } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { UserError } from '../support/user-error.mjs';
import { outcomeOf, nothing, seconds } from './outcome.mjs';

/**
 * @typedef {import('./outcome.mjs').Outcome} Outcome
 * @typedef {import('./suites.mjs').Suite} Suite
 * @typedef {import('./suites.mjs').Machine} Machine
 * @typedef {Outcome & { name: string, milliseconds: number }} Row
 * @typedef {(suite: Suite, machine: Machine, hold: boolean) => Promise<{ outcome: Outcome, output: string }>} Start
 */

/** How many suites run at a time. With a third one, tests with timers would wait for a core. */
const SLOTS = 2;

/**
 * @param {readonly Suite[]} suites
 * @param {Readonly<Record<string, readonly string[]>>} groups names for several suites
 * @param {readonly string[]} words names of suites and groups; without any, all suites
 * @returns {readonly Suite[]}
 */
export function chosenSuites(suites, groups, words) {
  const names = words.flatMap((word) => groups[word] ?? [word]);
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    const known = [...Object.keys(groups), ...suites.map(({ name }) => name)].join(', ');
    throw new UserError(`Expected names of suites or groups (${known}), got ${unknown.join(', ')}`);
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
}

/**
 * Starts suites in their order, each once those in its `after` have ended and a slot is free.
 * @param {readonly Suite[]} suites
 * @param {Machine} machine
 * @param {Start} [start]
 * @returns {Promise<Row[]>} in the order of the suites
 */
export async function runSuites(suites, machine, start = startProcess) {
  const waiting = [...suites];
  /** @type {Map<Suite, Promise<void>>} */
  const running = new Map();
  /** @type {Map<Suite, Row>} */
  const rows = new Map();
  const hold = suites.length > 1;
  const runSuite = async (/** @type {Suite} */ suite) => {
    console.log(`\n== ${suite.title}${hold ? ' ...' : ''}`);
    const begun = performance.now();
    const { outcome, output } = await start(suite, machine, hold);
    const milliseconds = performance.now() - begun;
    if (hold) {
      console.log(`\n== ${suite.title}: ended after ${seconds(milliseconds)}\n${output.trimEnd()}`);
    }
    rows.set(suite, { name: suite.title, milliseconds, ...outcomeOf(outcome, 0) });
    running.delete(suite);
  };
  while (waiting.length + running.size > 0) {
    const pending = [...waiting, ...running.keys()];
    const next = waiting.findIndex((suite) => canStart(suite, running.size, pending));
    const [suite] = next < 0 ? [] : waiting.splice(next, 1);
    if (suite === undefined) await Promise.race(running.values());
    else running.set(suite, runSuite(suite));
  }
  return suites.flatMap((suite) => rows.get(suite) ?? []);
}

/** @param {Suite} suite @param {number} running @param {readonly Suite[]} pending all that have not ended */
function canStart({ after = [] }, running, pending) {
  return running < SLOTS && !pending.some(({ name }) => after.includes(name));
}

/**
 * Runs a suite in a process of its own, because its output and that of its programs is held until
 * its end if another suite runs beside it.
 * @type {Start}
 */
async function startProcess({ name }, machine, hold) {
  const output = hold ? 'pipe' : 'inherit';
  const child = fork(fileURLToPath(new URL('suite-process.mjs', import.meta.url)), [name], {
    stdio: ['ignore', output, output, 'ipc'],
    // Keeps a `Map` as a `Map`.
    serialization: 'advanced',
  });
  /** @type {Outcome} */
  let outcome = nothing;
  child.on('message', (message) => (outcome = /** @type {Outcome} */ (message)));
  child.send(machine);
  const texts = Promise.all([child.stdout, child.stderr].map((stream) => stream && text(stream)));
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  return { outcome, output: (await texts).join('') };
}
