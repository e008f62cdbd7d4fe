// Answers "is this tool here, and does it work?" by running it: a name on PATH proves little (Ubuntu's
// chromium-browser is a script that only says how to install Chromium).
import { constants } from 'node:fs';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * What detection may ask of the machine; tests answer in its place.
 * @typedef {object} Machine
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {(program: string, args: readonly string[], options?: { input?: string }) => Promise<{ code: number, output: string }>} run
 */

/**
 * @typedef {{ program: string, version: string }} Found
 * @typedef {{ fault: string }} Missing
 */

/**
 * The first of these programs that runs, and is new enough.
 * @param {Machine} machine
 * @param {readonly string[]} programs
 * @param {string} [minimum] oldest version that will do
 * @param {string} [question] what it tells its version to
 * @returns {Promise<Found | Missing>}
 */
export async function findProgram(machine, programs, minimum, question = '--version') {
  /** @type {string[]} */
  const faults = [];
  for (const program of programs) {
    const { code, output } = await machine.run(program, [question]);
    if (code === 127) continue;
    const version = versionIn(output);
    if (code !== 0 || version === undefined) faults.push(`${program} ${question} does not work`);
    else if (minimum !== undefined && isOlder(version, minimum)) {
      faults.push(`${program} is ${version}, ${minimum} or newer is needed`);
    } else return { program, version };
  }
  return { fault: faults.join('; ') || 'not found' };
}

/**
 * A program that does not tell its version, but works.
 * @param {Machine} machine
 * @param {string} program
 * @param {string} question which it answers and ends
 * @returns {Promise<Found | Missing>}
 */
export async function findSilent(machine, program, question) {
  const { code } = await machine.run(program, [question]);
  if (code === 127) return { fault: 'not found' };
  return code === 0 ? { program, version: '' } : { fault: `${program} ${question} does not work` };
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
  const candidates = named ? [named] : ['c++', 'g++', 'clang++'];
  // Not /dev/null: run by root, some linkers replace it by a file.
  const folder = await mkdtemp(join(tmpdir(), 'compiler-probe-'));
  try {
    let fault = 'not found';
    for (const program of candidates) {
      const version = await findProgram(machine, [program]);
      if ('fault' in version) continue;
      const args = ['-std=c++20', '-x', 'c++', '-', '-o', join(folder, 'probe'), ...flags];
      const { code } = await machine.run(program, args, { input: source });
      if (code === 0) return version;
      fault = `${program} ${version.version} cannot build a test program`;
    }
    return { fault };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Where a program is on PATH. Emscripten needs this: its neighbours are called from the same folder.
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>}
 */
export async function onPath(program, env) {
  for (const folder of (env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const candidate = join(folder, program);
    const usable = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return candidate;
  }
  return undefined;
}

/**
 * @param {string} text
 * @returns {string | undefined} the first thing in it that looks like a version
 */
export function versionIn(text) {
  return /\d+(?:\.\d+)+/.exec(text)?.[0];
}

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
