// Runs `npm ci` when the installed packages are not those of the lock file.
import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { show } from '../support/command.mjs';
import { root } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';

/** @param {string} [folder] with a package.json and its lock file; the repository by default */
export async function ensurePackages(folder = root) {
  const modified = async (/** @type {string[]} */ ...path) =>
    (await stat(join(folder, ...path)).catch(() => undefined))?.mtimeMs;
  // npm writes this file last: an interrupted installation has none.
  const installed = await modified('node_modules', '.package-lock.json');
  if (!areOutdated(installed, await modified('package-lock.json'))) return;
  const where = relative(root, folder) || 'the repository';
  console.log(`Installing npm packages of ${where} (npm ci)`);
  // With NODE_ENV=production npm would leave out all of them; under `npm --silent test` it would fail without a word.
  const options = ['--include=dev', '--loglevel=notice', '--no-audit', '--no-fund'];
  const code = await show(['npm', 'ci', ...options], { cwd: folder });
  if (code !== 0) throw new UserError(`npm ci failed in ${where}: see above`);
}

/**
 * @param {number | undefined} installed when, if ever
 * @param {number | undefined} locked
 */
export function areOutdated(installed, locked) {
  return installed === undefined || (locked !== undefined && installed < locked);
}
