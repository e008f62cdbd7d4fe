// Decides whether a build step has to run again, by content, because a git checkout changes dates.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * @typedef {object} Step
 * @property {string} stamp the file that records the last success
 * @property {readonly string[]} inputs files and folders, absolute
 * @property {readonly string[]} [facts] anything else that the result depends on: versions, flags
 * @property {readonly string[]} outputs files and folders, absolute
 */

/**
 * Runs `make` unless its inputs and outputs are unchanged since the last success.
 * @param {Step} step
 * @param {() => Promise<void>} make
 */
export async function unlessFresh({ stamp, inputs, facts = [], outputs }, make) {
  const before = await digest(inputs);
  // Outputs are compared, too: after an interrupted step or an edit by hand they are not up to
  // date.
  const state = async () => JSON.stringify([facts, before, await digest(outputs)]);
  const last = await readFile(stamp, 'utf8').catch(() => undefined);
  if (last === (await state())) return;
  await make();
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, await state());
}

/** @param {readonly string[]} paths missing ones count: deleting a file is a change */
async function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    // With the name of each file, but without the folder of the repository.
    for (const name of await filesUnder(path)) {
      const bytes = await readFile(join(path, name)).catch(() => 'missing');
      hash.update(`${name}\0${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {Promise<string[]>} the files below a folder in a fixed order, or '' for a path that is
 * not a folder
 */
async function filesUnder(path) {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  if (files.length === 0) return [''];
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(path.length)).sort();
}
