// Decides whether a build step has to run again, by content: a git checkout touches times, not bytes.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/**
 * @typedef {object} Step
 * @property {string} stamp file that remembers the last success
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
export async function unlessFresh(step, make) {
  const inputs = await digest(step.inputs, step.facts);
  // The outputs count too, so that neither an interrupted step nor a file edited by hand looks finished.
  if ((await readStamp(step.stamp)) === `${inputs} ${await digest(step.outputs, [])}`) return false;
  await make();
  await mkdir(dirname(step.stamp), { recursive: true });
  await writeFile(step.stamp, `${inputs} ${await digest(step.outputs, [])}`);
  return true;
}

/** @param {string} file */
async function readStamp(file) {
  return readFile(file, 'utf8').catch(() => undefined);
}

/**
 * One hash over names and contents. A path that does not exist counts as such, so deleting a file is a change.
 * @param {readonly string[]} paths
 * @param {readonly string[]} facts
 */
export async function digest(paths, facts) {
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
