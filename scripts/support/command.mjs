// Runs other programs for the scripts.
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';
import { UserError } from './user-error.mjs';

/** @typedef {readonly [string, ...string[]]} Command a program and its arguments */

/**
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv | undefined, input?: string }} CommandOptions
 * `env` is the whole environment
 * @typedef {{ code: number, output: string }} Outcome the exit code, 127 if there is no such
 * program, 128 after a signal; and the whole output
 */

/**
 * Runs a program to its end without showing its output. Never throws.
 * @param {Command} command
 * @param {CommandOptions} [options]
 * @returns {Promise<Outcome>}
 */
export function capture([program, ...args], { cwd = root, env = process.env, input } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const chunks = [];
    const output = () => Buffer.concat(chunks).toString();
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    // A program that ends without reading its input breaks the pipe. Its exit code is sufficient.
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
 * Runs a program that must succeed. If it fails, the error has its whole output.
 * @param {Command} command
 * @param {CommandOptions} [options]
 * @returns {Promise<string>} its output
 */
export async function run(command, options) {
  const { code, output } = await capture(command, options);
  if (code !== 0) {
    throw new UserError(`${output.trimEnd()}\n\n${command.join(' ')}: exit code ${code}`);
  }
  return output;
}

/**
 * Runs a program whose output is shown to the user.
 * @param {Command} command
 * @param {Pick<CommandOptions, 'cwd' | 'env'>} [options]
 * @returns {Promise<number>} its exit code
 */
export function show([program, ...args], { cwd = root, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 128));
  });
}
