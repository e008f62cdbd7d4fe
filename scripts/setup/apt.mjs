// Installs Debian packages, saying so first; asks for root only when it is not root already.
import { mkdir, rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { onPath } from './detect.mjs';
import { aptCommands, aptInstall, aptUnpack, describeLacks, describeRemedies } from './advice.mjs';
import { capture, commandLine } from '../support/command.mjs';
import { root } from '../support/paths.mjs';
import { say, step } from '../support/progress.mjs';
import { UserError } from '../support/user-error.mjs';

/** @typedef {import('./advice.mjs').Lack} Lack */

// A fresh machine is often busy with its own updates; without this, apt-get fails at once.
const WAIT_FOR_LOCK = ['-o', 'DPkg::Lock::Timeout=300'];

/** @param {readonly Lack[]} lacks */
export async function installWithApt(lacks) {
  const asRoot = await rootLauncher(lacks);
  say(`Missing on this machine:\n${describeLacks(lacks)}`);
  // A question from a package's set-up would wait for an answer that nobody can give.
  const quietly = (/** @type {readonly string[]} */ command) =>
    capture([...asRoot, 'DEBIAN_FRONTEND=noninteractive', ...command]);
  const update = await step('Updating the package lists', () => quietly(['apt-get', 'update']));
  /** @type {(what: string, work: () => Promise<import('../support/command.mjs').Outcome>) => Promise<void>} */
  const succeed = async (what, work) => {
    const { code, output } = await step(what, work);
    if (code === 0) return;
    // An update complains of any broken source, also of one that does not matter: shown only now.
    throw new UserError(
      `${complaints(update.output)}${output}\n` +
        `apt-get could not install everything.\n\n${describeRemedies(lacks, 'linux')}`,
    );
  };
  const install = aptInstall(lacks);
  if (install !== undefined) {
    say(`Installing: ${commandLine(install)}`);
    await succeed('Downloading and installing', () => quietly([...install, ...WAIT_FOR_LOCK]));
  }
  for (const { folder, script } of aptUnpack(lacks)) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await succeed(`Unpacking into ${relative(root, folder)}`, () =>
      capture(['sh', '-c', script], { cwd: folder }),
    );
  }
}

/**
 * What apt-get update found wrong. Its exit code does not show it: an unreachable server is a warning.
 * @param {string} output
 */
export const complaints = (output) => output.replace(/^(?!(?:Err|W|E):).*\n?/gm, '');

/**
 * @param {readonly Lack[]} lacks
 * @returns {Promise<import('../support/command.mjs').Command>} runs a command as root, with an environment
 */
async function rootLauncher(lacks) {
  if (process.getuid?.() === 0) return ['env'];
  if ((await onPath('sudo', process.env)) !== undefined) {
    say('Administrator rights are needed to install packages; sudo may ask for your password.');
    return ['sudo', 'env'];
  }
  throw new UserError(
    `Missing on this machine:\n${describeLacks(lacks)}\n\n` +
      'They can be installed with apt-get, but not by you: you are not root and there is no sudo. As root, run:\n' +
      `  ${aptCommands(lacks)}`,
  );
}
