// dist/ -> build/tarball/, the package as npm would publish it, and its installation into the
// folder of a test.
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withBuildLock } from '../support/build-lock.mjs';
import { run } from '../support/command.mjs';
import { unlessFresh } from '../support/freshness.mjs';
import { inRoot } from '../support/paths.mjs';
import { ensurePackages } from './prepare.mjs';

const folder = inRoot('build', 'tarball');

/** What `npm pack` reads, and adds by itself. */
const CONTENTS = [
  ...['dist', 'chat', 'fallback', 'package.json'],
  ...['README.md', 'LICENSE', 'THIRD-PARTY-NOTICES.txt'],
];

/** @returns {Promise<string>} the path of the .tgz that `npm publish` would send */
export async function packTarball() {
  const { name, version } = JSON.parse(await readFile(inRoot('package.json'), 'utf8'));
  const tarball = join(folder, `${name}-${version}.tgz`);
  const inputs = CONTENTS.map((path) => inRoot(path));
  const stamp = join(folder, 'packed.txt');
  await unlessFresh({ stamp, inputs, outputs: [tarball] }, async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    // `prepack` would build again.
    await run([
      'npm',
      'pack',
      '--ignore-scripts',
      '--loglevel=error',
      '--pack-destination',
      folder,
    ]);
  });
  return tarball;
}

/**
 * Installs the npm packages of a folder, and this package from its tarball, so that a file that
 * `npm pack` omits is missing.
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
