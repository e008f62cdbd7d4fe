// Configures and builds one CMake tree, native or WebAssembly.
import { readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../support/command.mjs';
import { root } from '../support/paths.mjs';

/** @typedef {import('../support/command.mjs').Command} Command */

/**
 * @typedef {object} CMakeTree
 * @property {string} folder the build folder, absolute
 * @property {readonly string[]} settings arguments such as `-DCMAKE_BUILD_TYPE=Debug`
 * @property {string} compiler program and version
 * @property {Command} [launcher] what configures, if not CMake alone: `emcmake cmake`
 * @property {NodeJS.ProcessEnv} [env]
 */

/** @param {CMakeTree} tree */
export async function buildTree({ folder, settings, compiler, launcher = ['cmake'], env }) {
  await forgetOtherCompiler(folder, compiler);
  await run([...launcher, '-S', root, '-B', folder, '-G', 'Ninja', ...settings], { env });
  await run(['cmake', '--build', folder], { env });
}

/**
 * CMake remembers the compiler of the first configuration for ever: after a change from one Emscripten to
 * another it would go on with the old one, or with half of each.
 * @param {string} folder
 * @param {string} compiler
 */
async function forgetOtherCompiler(folder, compiler) {
  const note = join(folder, 'compiler.txt');
  const previous = await readFile(note, 'utf8').catch(() => undefined);
  if (previous === compiler) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(note, compiler);
}
