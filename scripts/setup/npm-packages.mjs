// Runs `npm ci` when the installed packages are not those of the lock file.
import { stat } from 'node:fs/promises';
import { run } from '../support/command.mjs';
import { inPackages, inRoot } from '../support/paths.mjs';
import { step } from '../support/progress.mjs';

export async function ensurePackages() {
  // npm writes this file last, so an interrupted installation has none.
  const installed = await modified(inPackages('.package-lock.json'));
  const locked = await modified(inRoot('package-lock.json'));
  if (!areOutdated(installed, locked)) return;
  // With NODE_ENV=production npm would leave out everything that this repository uses; and started by
  // `npm --silent test` it would fail without a word.
  const install = /** @type {const} */ (['npm', 'ci', '--include=dev', '--loglevel=notice']);
  await step('Installing npm packages (npm ci)', () => run(install));
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
