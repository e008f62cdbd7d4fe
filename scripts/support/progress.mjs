// What the reader sees while the scripts work: one short line a step, with how long it took.
import { AsyncLocalStorage } from 'node:async_hooks';

const slowAfter = 10_000;

/** What a suite has printed while another one runs. @type {AsyncLocalStorage<string[]>} */
const heldText = new AsyncLocalStorage();

/** @param {string} text */
export function print(text) {
  const held = heldText.getStore();
  if (held === undefined) process.stdout.write(text);
  else held.push(text);
}

export const isHeld = () => heldText.getStore() !== undefined;

/**
 * Holds what `work` prints until it ends, so that the output of two suites is not mixed.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<{ result: T, text: string }>}
 */
export async function holdOutput(work) {
  /** @type {string[]} */
  const held = [];
  const result = await heldText.run(held, work);
  return { result, text: held.join('') };
}

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** @param {string} text */
export const say = (text) => print(`${text}\n`);

/**
 * Says what begins, then how long it took. Dots show that a slow step is alive: an installation
 * that downloads for minutes in silence is taken for a hang and interrupted.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const begun = performance.now();
  const alive = setInterval(() => print('.'), slowAfter);
  print(`${what} ...`);
  try {
    const result = await work();
    say(` ${seconds(performance.now() - begun)}`);
    return result;
  } catch (error) {
    say(` failed after ${seconds(performance.now() - begun)}`);
    throw error;
  } finally {
    clearInterval(alive);
  }
}
