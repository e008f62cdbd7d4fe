// Prepares a command: installs the tools and the npm packages and, for most commands, builds the
// package.
import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ensureToolchain, tool } from '../setup/toolchain.mjs';
import { withBuildLock } from '../support/build-lock.mjs';
import { show } from '../support/command.mjs';
import { root } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';
import { emscripten } from './emscripten.mjs';

/**
 * Installs what is missing.
 * @param {import('../setup/requirements.mjs').Purpose} purpose
 */
export async function prepare(purpose) {
  const toolchain = await ensureToolchain(purpose);
  await withBuildLock(ensurePackages);
  return { toolchain, compiler: await emscripten(tool(toolchain, 'Emscripten').version) };
}

/**
 * The same, then builds dist/.
 * @param {import('../setup/requirements.mjs').Purpose} purpose
 */
export async function prepareAndBuild(purpose) {
  const { toolchain, compiler } = await prepare(purpose);
  // Imported here because it needs npm packages that may have been installed just now.
  const { buildPackage } = await import('./package.mjs');
  await buildPackage(compiler);
  return toolchain;
}

/**
 * Runs `npm ci` when the installed packages are not those of the lock file.
 * @param {string} [folder] with a package.json and its lock file; the repository by default
 */
export async function ensurePackages(folder = root) {
  const modified = async (/** @type {string[]} */ ...path) =>
    (await stat(join(folder, ...path)).catch(() => undefined))?.mtimeMs;
  // npm writes this file last, so an interrupted installation has none.
  const installed = await modified('node_modules', '.package-lock.json');
  if (!areOutdated(installed, await modified('package-lock.json'))) return;
  const where = relative(root, folder) || 'the repository';
  console.log(`Installing npm packages of ${where} (npm ci)`);
  // With NODE_ENV=production npm would skip all of them; under `npm --silent test` it would fail
  // silently.
  const options = ['--include=dev', '--loglevel=notice', '--no-audit', '--no-fund'];
  const code = await show(['npm', 'ci', ...options], { cwd: folder });
  if (code !== 0) throw new UserError(`npm ci failed in ${where}: see above`);
}

/** @param {number | undefined} installed when, if ever @param {number | undefined} locked */
export function areOutdated(installed, locked) {
  return installed === undefined || (locked !== undefined && installed < locked);
}
