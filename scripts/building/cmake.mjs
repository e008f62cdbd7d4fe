// Configures and builds one CMake tree, native or WebAssembly.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tool } from '../setup/toolchain.mjs';
import { withBuildLock } from '../support/build-lock.mjs';
import { run } from '../support/command.mjs';
import { inRoot } from '../support/paths.mjs';

/**
 * @typedef {object} CMakeTree
 * @property {string} preset of CMakePresets.json
 * @property {string} compiler program and version
 * @property {readonly string[]} [settings] that depend on the machine, such as
 * `-DCMAKE_CXX_COMPILER=g++`
 * @property {import('../support/command.mjs').Command} [launcher] the program that configures, if
 * it is not CMake: `emcmake cmake`
 * @property {NodeJS.ProcessEnv} [env]
 */

/** The native trees, and the names of their compilers among the requirements. */
const NATIVE_COMPILERS = {
  native: 'Clang with libFuzzer',
  'native-release': 'C++20 compiler',
  fuzz: 'Clang with libFuzzer',
  'bench-native': 'Google Benchmark',
};

/** @param {string} preset */
export const folderOf = (preset) => inRoot('build', preset);

/**
 * @param {keyof typeof NATIVE_COMPILERS} preset
 * @param {import('../setup/toolchain.mjs').Toolchain} toolchain
 * @returns {Promise<string>} the folder of the tree
 */
export async function buildNative(preset, toolchain) {
  const { program, version } = tool(toolchain, NATIVE_COMPILERS[preset]);
  const settings = [`-DCMAKE_CXX_COMPILER=${program}`];
  console.log(`Building build/${preset}/`);
  await withBuildLock(() => buildTree({ preset, settings, compiler: `${program} ${version}` }));
  return folderOf(preset);
}

/** @param {CMakeTree} tree */
export async function buildTree({ preset, settings = [], compiler, launcher = ['cmake'], env }) {
  await forgetOtherCompiler(folderOf(preset), compiler);
  await run([...launcher, '--preset', preset, ...settings], { env });
  await run(['cmake', '--build', '--preset', preset], { env });
}

/**
 * CMake keeps the compiler of the first configuration: after a change of Emscripten it would use
 * the old one, or a mix of both.
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
