// dist/ -> build/tarball/, the package as npm would publish it, and from there to where a test uses it.
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePackages } from '../setup/npm-packages.mjs';
import { withBuildLock } from '../support/build-lock.mjs';
import { run } from '../support/command.mjs';
import { inRoot } from '../support/paths.mjs';

const folder = inRoot('build', 'tarball');

/** @returns {Promise<string>} the path of the .tgz that `npm publish` would send */
export async function packTarball() {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // `prepack` would build what is built already.
  const options = ['--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(await run(['npm', 'pack', ...options]));
  return join(folder, filename);
}

/**
 * Installs the npm packages of a folder, and this package from its tarball: a file that `npm pack` leaves out is missing.
 * @param {string} consumer with a package.json and its lock file
 */
export async function installTarball(consumer) {
  await withBuildLock(async () => {
    await ensurePackages(consumer);
    await run(['tar', '-xzf', await packTarball(), '-C', folder]);
    const installed = join(consumer, 'node_modules', 'post-event-source');
    await rm(installed, { recursive: true, force: true });
    await cp(join(folder, 'package'), installed, { recursive: true });
  });
}
