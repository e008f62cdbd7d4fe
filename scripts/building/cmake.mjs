// Configures and builds one CMake tree, native or WebAssembly.
import { readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../support/command.mjs';
import { inRoot } from '../support/paths.mjs';

/** @typedef {import('../support/command.mjs').Command} Command */

/**
 * @typedef {object} CMakeTree
 * @property {string} preset of CMakePresets.json
 * @property {string} compiler program and version
 * @property {readonly string[]} [settings] what the preset cannot know, such as `-DCMAKE_CXX_COMPILER=g++`
 * @property {Command} [launcher] the program that configures, if not CMake alone: `emcmake cmake`
 * @property {NodeJS.ProcessEnv} [env]
 */

/** @param {string} preset */
export const folderOf = (preset) => inRoot('build', preset);

/** @param {CMakeTree} tree */
export async function buildTree({ preset, settings = [], compiler, launcher = ['cmake'], env }) {
  await forgetOtherCompiler(folderOf(preset), compiler);
  await run([...launcher, '--preset', preset, ...settings], { env });
  await run(['cmake', '--build', '--preset', preset], { env });
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
