// Suites that pass or fail as a whole: formatters, linters, types, and whether the build is
// reproducible.
import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderOf } from '../building/cmake.mjs';
import { run } from '../support/command.mjs';
import { inPackages, inRoot } from '../support/paths.mjs';
import { total } from './outcome.mjs';
import { check } from './runners.mjs';

/** @param {import('../support/command.mjs').Command} command whose program is in node_modules */
const runPackage = ([program, ...args]) => run([process.execPath, inPackages(program), ...args]);

export async function formatting() {
  return total([
    await check('Prettier', () => runPackage(['prettier/bin/prettier.cjs', '--check', '.'])),
    await check('clang-format', async () =>
      run(['clang-format', '--dry-run', '--Werror', ...(await cppFiles())]),
    ),
  ]);
}

export const lint = () =>
  check('ESLint', () => runPackage(['eslint/bin/eslint.js', '--max-warnings=0', '.']));

export async function types() {
  const outcomes = [];
  for (const project of ['tsconfig.json', 'tsconfig.build.json', 'demo/page', 'demo/server']) {
    outcomes.push(
      await check(`tsc -p ${project}`, () =>
        // The compiler in Go, whose API typescript-eslint, TypeDoc and Rollup cannot use yet.
        runPackage(['typescript-7/bin/tsc', '-p', project, '--noEmit']),
      ),
    );
  }
  return total(outcomes);
}

/**
 * Needs the compile_commands.json of the Debug build and of the WebAssembly build.
 * @param {{ compiler: import('../building/emscripten.mjs').Emscripten }} machine
 */
export async function clangTidy({ compiler: { env } }) {
  // The options that em++ passes to its Clang, which clang-tidy does not have: target and system
  // headers.
  const flags = (await run(['em++', '--cflags'], { env })).trim().split(/\s+/);
  const extra = flags.map((flag) => `-extra-arg=${flag}`);
  const tidy = (/** @type {string} */ preset, /** @type {string[]} */ ...args) =>
    check(preset, () => run(['run-clang-tidy', '-quiet', '-p', folderOf(preset), ...args]));
  return total([await tidy('native', '/core/src/'), await tidy('wasm', ...extra, '/wasm/')]);
}

async function cppFiles() {
  const folders = ['core', 'wasm', 'tests', 'bench', 'examples'];
  const found = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(inRoot(folder), { recursive: true })).map((name) => `${folder}/${name}`),
    ),
  );
  // Some tests have npm packages of their own, with C++ that is not ours.
  return found.flat().filter((path) => /\.(cpp|h)$/.test(path) && !path.includes('node_modules'));
}

/** The inputs of the build. */
const SOURCES = [
  ...['core', 'js', 'scripts', 'wasm', 'CMakeLists.txt', 'CMakePresets.json'],
  ...['package.json', 'package-lock.json', 'tsconfig.base.json', 'tsconfig.build.json'],
];

/** Throws a `UserError` that names the files of dist/ that differ. */
export async function reproducible() {
  // In another folder, so that a path of this folder in dist/ is a difference, too.
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
