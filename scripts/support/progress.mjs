// What the reader sees while the scripts work: one short line a step, with how long it took.
const slowAfter = 10_000;

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** @param {string} text */
export const say = (text) => void process.stdout.write(`${text}\n`);

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
  const alive = setInterval(() => process.stdout.write('.'), slowAfter);
  process.stdout.write(`${what} ...`);
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
