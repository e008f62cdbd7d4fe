// Runs `npm ci` when the installed packages are not those of the lock file.
import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { run } from '../support/command.mjs';
import { root } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';

/** @param {string} [folder] with a package.json and its lock file; the repository by default */
export async function ensurePackages(folder = root) {
  const modified = async (/** @type {string[]} */ ...path) =>
    (await stat(join(folder, ...path)).catch(() => undefined))?.mtimeMs;
  // npm writes this file last: an interrupted installation has none.
  const installed = await modified('node_modules', '.package-lock.json');
  if (!areOutdated(installed, await modified('package-lock.json'))) return;
  const where = folder === root ? '' : ` of ${relative(root, folder)}`;
  await step(`Installing npm packages${where} (npm ci)`, () =>
    // With NODE_ENV=production npm would leave out all of them; under `npm --silent test` it would fail without a word.
    run(['npm', 'ci', '--include=dev', '--loglevel=notice'], { cwd: folder }),
  );
}

/**
 * @param {number | undefined} installed when, if ever
 * @param {number | undefined} locked
 */
export function areOutdated(installed, locked) {
  return installed === undefined || (locked !== undefined && installed < locked);
}
