// Checks that the tools for a build or for the tests are on this machine, and prints what it found
// or installed.
import { describeRemedies, installWithApt } from './apt.mjs';
import { onPath } from './detect.mjs';
import { requirementsFor } from './requirements.mjs';
import { capture } from '../support/command.mjs';
import { UserError } from '../support/user-error.mjs';

/**
 * @typedef {import('./detect.mjs').Found} Found
 * @typedef {import('./detect.mjs').Machine} Machine
 * @typedef {ReadonlyMap<string, Found>} Toolchain by the names of the requirements
 */

/** The environment variables with the paths of browsers for the tests. */
const VARIABLES = {
  CHROMIUM_PATH: 'Chromium',
  HEADLESS_CHROMIUM_PATH: 'Headless Chromium',
  FIREFOX_PATH: 'Firefox',
  WEBKIT_DRIVER_PATH: 'WebKitGTK driver',
  XVFB_PATH: 'Xvfb',
};

/** @type {Machine} */
const thisMachine = {
  env: process.env,
  run: (program, args, options) => capture([program, ...args], options),
};

/**
 * Installs what is missing, if possible, and sets the environment variables of the browsers.
 * @param {import('./requirements.mjs').Purpose} purpose
 * @returns {Promise<Toolchain>}
 */
export async function ensureToolchain(purpose) {
  let { found, lacks } = await survey(requirementsFor(purpose), thisMachine);
  let fault = '';
  if (lacks.length > 0 && (await onPath('apt-get', process.env)) !== undefined) {
    await installWithApt(lacks);
    ({ found, lacks } = await survey(requirementsFor(purpose), thisMachine));
    fault = 'Still missing after the installation.\n\n';
  }
  if (lacks.length > 0) throw new UserError(fault + describeRemedies(lacks));
  console.log(
    `Tools: ${[...found].map(([name, { version }]) => `${name} ${version}`.trim()).join(', ')}`,
  );
  for (const [variable, name] of Object.entries(VARIABLES)) {
    const program = found.get(name)?.program;
    // A browser's driver does not search PATH.
    if (program !== undefined) process.env[variable] = await onPath(program, process.env);
  }
  return found;
}

/** @param {readonly import('./requirements.mjs').Requirement[]} wanted @param {Machine} machine */
export async function survey(wanted, machine) {
  /** @type {Map<string, Found>} */
  const found = new Map();
  /** @type {import('./apt.mjs').Lack[]} */
  const lacks = [];
  const answers = await Promise.all(wanted.map(({ find }) => find(machine)));
  for (const [index, requirement] of wanted.entries()) {
    const answer = answers[index] ?? { fault: '' };
    if ('fault' in answer) lacks.push({ requirement, fault: answer.fault });
    else found.set(requirement.name, answer);
  }
  return { found, lacks };
}

/** @param {Toolchain} toolchain @param {string} name */
export function tool(toolchain, name) {
  const found = toolchain.get(name);
  if (found === undefined) throw new Error(`${name} is not among the required tools`);
  return found;
}
