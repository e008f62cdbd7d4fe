// Missing tools: the commands that install them, and the installation itself if apt-get is
// available.
import { onPath } from './detect.mjs';
import { nginxFolder } from './requirements.mjs';
import { show } from '../support/command.mjs';
import { UserError } from '../support/user-error.mjs';

/** @typedef {{ requirement: import('./requirements.mjs').Requirement, fault: string }} Lack */

/** @param {readonly Lack[]} lacks */
const describe = (lacks) =>
  lacks.map(({ requirement: { name, why }, fault }) => `  - ${name} (${why}): ${fault}`).join('\n');

/**
 * @param {readonly Lack[]} lacks @returns {readonly string[]} the commands; `apt-get` needs root
 */
export function aptLines(lacks) {
  const packages = new Set(lacks.flatMap(({ requirement }) => requirement.debian));
  const unpacksNginx = packages.delete('nginx');
  const install = `apt-get install -y --no-install-recommends ${[...packages].join(' ')}`;
  const unpack = `rm -rf ${nginxFolder} && mkdir -p ${nginxFolder} && cd ${nginxFolder} && apt-get download nginx && dpkg-deb -x nginx_*.deb .`;
  return [
    'apt-get update',
    ...(packages.size > 0 ? [install] : []),
    ...(unpacksNginx ? [unpack] : []),
  ];
}

/** Instructions for an installation by hand. @param {readonly Lack[]} lacks */
export function describeRemedies(lacks) {
  const homebrew = [...new Set(lacks.map(({ requirement }) => requirement.homebrew))];
  const casks = homebrew.filter((name) => name.startsWith('--cask'));
  const formulas = homebrew.filter((name) => name !== '' && !casks.includes(name));
  const installs = [formulas.join(' '), ...casks].filter(Boolean);
  return `Install these, then run the command again:
${describe(lacks)}

Debian, Ubuntu, as root:
  ${aptLines(lacks).join(' && ')}
macOS with Homebrew:
  ${installs.map((names) => `brew install ${names}`).join(' && ')}
Windows: in the Windows Subsystem for Linux (wsl --install), as on Ubuntu.
CONTRIBUTING.md (Set up) says how to name programs that are not on PATH, and where else to get Emscripten.`;
}

/**
 * Prints what is missing, then installs it.
 * @param {readonly Lack[]} lacks
 */
export async function installWithApt(lacks) {
  const lines = aptLines(lacks);
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && (await onPath('sudo', process.env)) === undefined) {
    throw new UserError(
      `Missing on this machine:\n${describe(lacks)}\n\n` +
        'apt-get can install them, but needs root, and sudo is not available. As root, run:\n' +
        `  ${lines.join(' && ')}`,
    );
  }
  console.log(`Missing on this machine:\n${describe(lacks)}\nInstalling: ${lines.join(' && ')}`);
  // A question of a package's set-up would wait forever for an answer. A new machine is often busy
  // with its own updates: without a timeout, apt-get fails at once.
  const quietly = 'DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300';
  for (const line of lines) {
    const command = line.replace(/^apt-get/, `${isRoot ? '' : 'sudo '}env ${quietly}`);
    const code = await show(['sh', '-c', command]);
    // An update fails for any broken source, even an irrelevant one.
    if (code === 0 || line === 'apt-get update') continue;
    throw new UserError(
      `apt-get could not install everything: see above.\n\n${describeRemedies(lacks)}`,
    );
  }
}
