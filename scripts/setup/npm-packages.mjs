// Runs `npm ci` when the installed packages are not those of the lock file.
import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { run } from '../support/command.mjs';
import { root } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';

/** @param {string} [folder] with a package.json and its lock file; the repository unless told otherwise */
export async function ensurePackages(folder = root) {
  // npm writes this file last, so an interrupted installation has none.
  const installed = await modified(join(folder, 'node_modules', '.package-lock.json'));
  const locked = await modified(join(folder, 'package-lock.json'));
  if (!areOutdated(installed, locked)) return;
  // With NODE_ENV=production npm would leave out everything that this repository uses; and started by
  // `npm --silent test` it would fail without a word.
  const install = /** @type {const} */ (['npm', 'ci', '--include=dev', '--loglevel=notice']);
  const where = folder === root ? '' : ` of ${relative(root, folder)}`;
  await step(`Installing npm packages${where} (npm ci)`, () => run(install, { cwd: folder }));
}

/**
 * @param {number | undefined} installed when, if ever
 * @param {number | undefined} locked
 */
export function areOutdated(installed, locked) {
  return installed === undefined || (locked !== undefined && installed < locked);
}

/** @param {string} path */
async function modified(path) {
  return (await stat(path).catch(() => undefined))?.mtimeMs;
}
