// Decides whether a build step has to run again, by content: a git checkout touches times, not bytes.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/**
 * @typedef {object} Step
 * @property {string} stamp the file that remembers the last success
 * @property {readonly string[]} inputs files and folders, absolute
 * @property {readonly string[]} facts anything else that the result depends on: versions, flags
 * @property {readonly string[]} outputs files and folders, absolute
 */

/**
 * Runs `make` unless its outputs are those of the last success and nothing it depends on has changed.
 * @param {Step} step
 * @param {() => Promise<void>} make
 * @returns {Promise<boolean>} whether it ran
 */
export async function unlessFresh({ stamp, inputs, facts, outputs }, make) {
  const before = await digest(inputs, facts);
  // The outputs count too: an interrupted step or a file edited by hand is not up to date.
  const state = async () => `${before} ${await digest(outputs, [])}`;
  const last = await readFile(stamp, 'utf8').catch(() => undefined);
  if (last === (await state())) return false;
  await make();
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, await state());
  return true;
}

/**
 * A hash of names and contents. A missing path counts as such: deleting a file is a change.
 * @param {readonly string[]} paths
 * @param {readonly string[]} facts
 */
async function digest(paths, facts) {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const path of paths) {
    for (const file of await filesUnder(path)) {
      const bytes = await readFile(file).catch(() => undefined);
      hash.update(JSON.stringify([relative(path, file), bytes?.length ?? 'missing']));
      if (bytes !== undefined) hash.update(bytes);
    }
  }
  return hash.digest('hex');
}

/**
 * Every file under a folder in a fixed order, or the path itself when it is not a folder.
 * @param {string} path
 * @returns {Promise<string[]>}
 */
export async function filesUnder(path) {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return [path];
  const names = (await readdir(path)).sort();
  return (await Promise.all(names.map((name) => filesUnder(join(path, name))))).flat();
}
