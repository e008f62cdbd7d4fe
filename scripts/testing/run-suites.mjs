// Runs suites side by side, timed; a suite that fails or breaks does not stop the others.
import { inspect } from 'node:util';
import { holdOutput, say, seconds } from '../support/progress.mjs';
import { UserError } from '../support/user-error.mjs';
import { judged } from './outcome.mjs';

/**
 * @typedef {import('./suites.mjs').Suite} Suite
 * @typedef {import('./suites.mjs').Machine} Machine
 * @typedef {import('./summary.mjs').Row} Row
 */

/** How many suites run at a time. A third one would make tests with clocks wait for a core. */
const LANES = 2;

/**
 * @param {readonly Suite[]} suites
 * @param {Readonly<Record<string, readonly string[]>>} groups names that stand for several suites
 * @param {readonly string[]} words names of suites and groups; without any, all suites
 * @returns {readonly Suite[]}
 */
export function chosenSuites(suites, groups, words) {
  const names = words.flatMap((word) => groups[word] ?? [word]);
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    const known = [...Object.keys(groups), ...suites.map(({ name }) => name)].join(', ');
    throw new UserError(`There is no suite ${unknown.join(', ')}. There are: ${known}.`);
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
}

/**
 * Starts suites in their order, each once those in its `after` have ended and a lane is free.
 * @param {readonly Suite[]} suites
 * @param {Machine} machine
 * @returns {Promise<Row[]>} in the order of the suites
 */
export async function runSuites(suites, machine) {
  const waiting = [...suites];
  /** @type {Map<Suite, Promise<void>>} */
  const running = new Map();
  /** @type {Map<Suite, Row>} */
  const rows = new Map();
  const start = (/** @type {Suite} */ suite) => {
    waiting.splice(waiting.indexOf(suite), 1);
    const ended = runSuite(suite, machine, suites.length > 1).then((row) => {
      running.delete(suite);
      rows.set(suite, row);
    });
    running.set(suite, ended);
  };
  while (waiting.length + running.size > 0) {
    const pending = [...waiting, ...running.keys()];
    const next = waiting.find((suite) => canStart(suite, [...running.keys()], pending));
    if (next === undefined) await Promise.race(running.values());
    else start(next);
  }
  return suites.flatMap((suite) => rows.get(suite) ?? []);
}

/**
 * @param {Suite} suite
 * @param {readonly Suite[]} running
 * @param {readonly Suite[]} pending all that have not ended
 */
function canStart({ after = [], alone = false }, running, pending) {
  if (running.length >= (alone ? 1 : LANES) || running.some((other) => other.alone)) return false;
  return !pending.some(({ name }) => after.includes(name));
}

/**
 * @param {Suite} suite
 * @param {Machine} machine
 * @param {boolean} hold whether its output waits for its end
 * @returns {Promise<Row>}
 */
async function runSuite({ title, run }, machine, hold) {
  say(`\n== ${title}${hold ? ' ...' : ''}`);
  const begun = performance.now();
  const work = () => run(machine).catch(broken);
  const { result, text } = hold ? await holdOutput(work) : { result: await work(), text: '' };
  const milliseconds = performance.now() - begun;
  if (hold) say(`\n== ${title}: ended after ${seconds(milliseconds)}\n${text.trimEnd()}`);
  return { name: title, milliseconds, ...judged(result, 0) };
}

/** @param {unknown} error */
function broken(error) {
  say(error instanceof UserError ? error.message : inspect(error));
  return { passed: 0, failed: 1 };
}
