// The files that a release changes: the changelog, and the version in package.json and package-lock.json.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releasedChangelog } from './changelog.mjs';

/**
 * @typedef {object} Change
 * @property {string} path from the top of the repository
 * @property {string} before
 * @property {string} after
 */

/**
 * @param {string} folder
 * @param {string} version
 * @param {Date} today
 * @returns {Promise<Change[]>}
 */
export async function releasedFiles(folder, version, today) {
  /** @type {Record<string, (text: string) => string>} */
  const edits = {
    'CHANGELOG.md': (text) => releasedChangelog(text, version, today),
    'package.json': (text) => edited(text, (manifest) => void (manifest.version = version)),
    'package-lock.json': (text) =>
      edited(text, (lock) => {
        lock.version = version;
        lock.packages[''].version = version;
      }),
  };
  return Promise.all(
    Object.entries(edits).map(async ([path, edit]) => {
      const before = await readFile(join(folder, path), 'utf8');
      return { path, before, after: edit(before) };
    }),
  );
}

/**
 * @param {string} folder
 * @param {readonly Change[]} changes
 * @param {'before' | 'after'} state
 */
export async function writeFiles(folder, changes, state) {
  for (const change of changes) await writeFile(join(folder, change.path), change[state]);
}

/**
 * @param {string} text JSON as npm writes it
 * @param {(value: any) => void} edit
 */
function edited(text, edit) {
  const value = JSON.parse(text);
  edit(value);
  return `${JSON.stringify(value, null, 2)}\n`;
}
