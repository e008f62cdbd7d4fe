// Finds a tool by running it: a name on PATH proves little (Ubuntu's chromium-browser is a script that only says how
// to install Chromium).
import { constants } from 'node:fs';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * The parts of the machine that detection uses. Tests replace them.
 * @typedef {object} Machine
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {(program: string, args: readonly string[], options?: { input?: string }) => Promise<{ code: number, output: string }>} run
 *
 * @typedef {{ program: string, version: string }} Found
 * @typedef {{ fault: string }} Missing
 */

/**
 * The first of these programs that runs and is new enough. Its version is '' if it prints none.
 * @param {Machine} machine
 * @param {readonly string[]} programs
 * @param {string} [minimum] the oldest version that will do
 * @param {string} [question] the argument that makes it print its version and end
 * @returns {Promise<Found | Missing>}
 */
export async function findProgram(machine, programs, minimum = '', question = '--version') {
  /** @type {string[]} */
  const faults = [];
  for (const program of programs) {
    const { code, output } = await machine.run(program, [question]);
    if (code === 127) continue;
    const version = versionIn(output) ?? '';
    if (code !== 0) faults.push(`${program} ${question} does not work`);
    else if (!isOlder(version, minimum)) return { program, version };
    else faults.push(`${program} is ${version}, ${minimum} or newer is needed`);
  }
  return { fault: faults.join('; ') || 'not found' };
}

/**
 * The first C++ compiler that builds a program with these flags. Its version would not tell whether the
 * standard library, the sanitizers' runtime or Google Test are there.
 * @param {Machine} machine
 * @param {readonly string[]} flags
 * @param {string} source
 * @returns {Promise<Found | Missing>}
 */
export async function findCompiler(machine, flags, source) {
  const named = machine.env.CXX;
  // Not /dev/null: run by root, some linkers replace it by a file.
  const folder = await mkdtemp(join(tmpdir(), 'compiler-probe-'));
  try {
    let fault = 'not found';
    for (const program of named ? [named] : ['c++', 'g++', 'clang++']) {
      const found = await findProgram(machine, [program]);
      if ('fault' in found) continue;
      const args = ['-std=c++20', '-x', 'c++', '-', '-o', join(folder, 'probe'), ...flags];
      const { code } = await machine.run(program, args, { input: source });
      if (code === 0) return found;
      fault = `${program} ${found.version} cannot build a test program`;
    }
    return { fault };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Where a program is on PATH.
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>}
 */
export async function onPath(program, env) {
  for (const folder of (env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const candidate = join(folder, program);
    const isUsable = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isUsable) return candidate;
  }
  return undefined;
}

/** @param {string} text */
export const versionIn = (text) => /\d+(?:\.\d+)+/.exec(text)?.[0];

/**
 * @param {string} version
 * @param {string} minimum
 */
export function isOlder(version, minimum) {
  const have = version.split('.').map(Number);
  for (const [index, needed] of minimum.split('.').map(Number).entries()) {
    const part = have[index] ?? 0;
    if (part !== needed) return part < needed;
  }
  return false;
}
