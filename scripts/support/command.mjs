// Runs other programs for the scripts: quiet while all is well, their whole output when they fail.
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';
import { isHeld, print } from './progress.mjs';
import { UserError } from './user-error.mjs';

/** @typedef {readonly [string, ...string[]]} Command a program and its arguments */

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd] the repository unless told otherwise
 * @property {NodeJS.ProcessEnv | undefined} [env] the whole environment, not additions to it
 * @property {string} [input] text for standard input, which is empty otherwise
 */

/**
 * @typedef {object} Outcome
 * @property {number} code 127 when there is no such program, 128 when a signal ended it
 * @property {string} output standard output and standard error, in the order they came
 */

/**
 * Runs a program to its end and reports how it went; never throws.
 * @param {Command} command
 * @param {CommandOptions} [options]
 * @returns {Promise<Outcome>}
 */
export function capture([program, ...args], { cwd = root, env = process.env, input } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const chunks = [];
    const collect = (/** @type {Buffer} */ chunk) => void chunks.push(chunk);
    const output = () => Buffer.concat(chunks).toString();
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    // A program that ends without reading its input breaks the pipe; its exit code tells the story.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (error) => resolve({ code: 127, output: output() + error.message }));
    child.on('close', (code, signal) => {
      const ended = signal === null ? '' : `\n${program} was ended by ${signal}\n`;
      resolve({ code: code ?? 128, output: output() + ended });
    });
  });
}

/**
 * Runs a program that has to succeed; its whole output is in the error when it does not.
 * @param {Command} command
 * @param {CommandOptions} [options]
 * @returns {Promise<string>} what it printed
 */
export async function run(command, options) {
  const { code, output } = await capture(command, options);
  if (code !== 0) {
    throw new UserError(`${output.trimEnd()}\n\n${commandLine(command)}: exit code ${code}`);
  }
  return output;
}

/**
 * Runs a program whose output is for the reader. It writes straight to the terminal, unless output is held.
 * @param {Command} command
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code
 */
export function show([program, ...args], env = process.env) {
  return new Promise((resolve, reject) => {
    const output = isHeld() ? 'pipe' : 'inherit';
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', output, output] });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', print);
    }
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 128));
  });
}

/**
 * A command as one would type it.
 * @param {Command} command
 */
export function commandLine(command) {
  return command.map((word) => (/[\s"'$&;|<>()*]/.test(word) ? `'${word}'` : word)).join(' ');
}
