// Whether the build is reproducible: the sources, copied to another folder and built from nothing, make the same dist/.
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../support/command.mjs';
import { inPackages, inRoot } from '../support/paths.mjs';

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
    await run(['diff', '-rq', inRoot('dist'), join(elsewhere, 'dist')]);
  } finally {
    await rm(elsewhere, { recursive: true });
  }
}
