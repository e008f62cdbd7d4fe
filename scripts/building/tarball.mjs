// dist/ -> build/tarball/, the package as npm would publish it, and from there to where a test uses it.
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePackages } from '../setup/npm-packages.mjs';
import { withBuildLock } from '../support/build-lock.mjs';
import { run } from '../support/command.mjs';
import { inRoot } from '../support/paths.mjs';

const folder = inRoot('build', 'tarball');

/** What `npm pack` leaves out is not there, so that a missing file is missed. */
const unpacked = join(folder, 'package');

/**
 * What `npm publish` would send.
 * @returns {Promise<string>} the path of a .tgz
 */
export async function packTarball() {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // Scripts of the package would run first, and `prepack` builds what is built already.
  const pack = /** @type {const} */ ([
    'npm',
    'pack',
    '--ignore-scripts',
    '--json',
    '--loglevel=error',
  ]);
  const [{ filename }] = JSON.parse(await run([...pack, '--pack-destination', folder]));
  return join(folder, filename);
}

/**
 * A folder's own npm packages, and this one beside them, as somebody who installs it gets it.
 * @param {string} consumer with a package.json and its lock file
 */
export async function installTarball(consumer) {
  await withBuildLock(async () => {
    await ensurePackages(consumer);
    await run(['tar', '-xzf', await packTarball(), '-C', folder]);
    const installed = join(consumer, 'node_modules', 'post-event-source');
    await rm(installed, { recursive: true, force: true });
    await cp(unpacked, installed, { recursive: true });
  });
}
