// Whether the build is reproducible: the sources, copied to another folder and built from nothing, make the same dist/.
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { run } from '../support/command.mjs';
import { filesUnder } from '../support/freshness.mjs';
import { inPackages, inRoot } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';

/** What the build reads. */
const SOURCES = [
  ...['core', 'js', 'scripts', 'wasm', 'CMakeLists.txt', 'CMakePresets.json'],
  ...['package.json', 'package-lock.json', 'tsconfig.base.json', 'tsconfig.build.json'],
];

/** Throws a `UserError` that names the files of dist/ which are others. */
export async function reproducible() {
  // Elsewhere, so that a path of this folder in dist/ is a difference too.
  const elsewhere = await mkdtemp(join(tmpdir(), 'reproducible-'));
  try {
    for (const name of SOURCES) {
      await cp(inRoot(name), join(elsewhere, name), { recursive: true, preserveTimestamps: true });
    }
    await symlink(inPackages(), join(elsewhere, 'node_modules'));
    await run([process.execPath, join('scripts', 'run.mjs'), 'build'], { cwd: elsewhere });
    const [here, there] = [await contents(inRoot('dist')), await contents(join(elsewhere, 'dist'))];
    const names = [...new Set([...here.keys(), ...there.keys()])];
    const others = names.filter((name) => here.get(name) !== there.get(name));
    if (others.length > 0) {
      throw new UserError(`Built again elsewhere, dist/ has other bytes: ${others.join(', ')}`);
    }
  } finally {
    await rm(elsewhere, { recursive: true });
  }
}

/**
 * @param {string} folder
 * @returns {Promise<Map<string, string>>} the bytes of each file, by its name
 */
async function contents(folder) {
  const files = await filesUnder(folder);
  const entries = files.map(async (file) => {
    const text = await readFile(file, 'latin1');
    return /** @type {const} */ ([relative(folder, file), text]);
  });
  return new Map(await Promise.all(entries));
}
