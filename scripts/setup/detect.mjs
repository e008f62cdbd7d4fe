// Finds a tool by running it, because a name on PATH may be something else (Ubuntu's
// chromium-browser is a script that only prints how to install Chromium).
import { constants } from 'node:fs';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * The parts of the machine that detection uses. Tests replace them.
 * @typedef {object} Machine
 * @property {NodeJS.ProcessEnv} env
 * @property {(program: string, args: readonly string[], options?: { input?: string }) => Promise<{ code: number, output: string }>} run
 *
 * @typedef {{ program: string, version: string }} Found
 * @typedef {{ fault: string }} Missing
 */

/**
 * The first of these programs that runs and is new enough. Its version is '' if it prints none.
 * @param {Machine} machine
 * @param {readonly string[]} programs
 * @param {string} [minimum] the oldest accepted version
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
 * The first C++ compiler that builds a program with these flags. Its version would not show whether
 * the standard library, the sanitizers' runtime or Google Test are available.
 * @param {Machine} machine
 * @param {readonly string[]} flags
 * @param {string} source
 * @returns {Promise<Found | Missing>}
 */
export async function findCompiler(machine, flags, source) {
  const named = machine.env.CXX;
  // Not /dev/null: if run by root, some linkers replace it by a file.
  const folder = await mkdtemp(join(tmpdir(), 'compiler-probe-'));
  const args = ['-std=c++20', '-x', 'c++', '-', '-o', join(folder, 'probe'), ...flags];
  try {
    let fault = 'not found';
    for (const program of named ? [named] : ['c++', 'g++', 'clang++']) {
      const found = await findProgram(machine, [program]);
      if ('fault' in found) continue;
      if ((await machine.run(program, args, { input: source })).code === 0) return found;
      fault = `${program} ${found.version} cannot build a test program`;
    }
    return { fault };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * The path of a program on PATH.
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>}
 */
export async function onPath(program, env) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = isAbsolute(program) ? [program] : folders.map((each) => join(each, program));
  for (const candidate of candidates) {
    const refusal = await access(candidate, constants.X_OK).catch((error) => error);
    if (refusal === undefined) return candidate;
  }
  return undefined;
}

/** @param {string} text */
export const versionIn = (text) => /\d+(?:\.\d+)+/.exec(text)?.[0];

/** @param {string} version @param {string} minimum */
export const isOlder = (version, minimum) =>
  version !== minimum && version.localeCompare(minimum, 'en', { numeric: true }) < 0;
