// What is missing and why, and the commands that install it.

/**
 * @typedef {import('./requirements.mjs').Requirement} Requirement
 * @typedef {import('../support/command.mjs').Command} Command
 * @typedef {{ requirement: Requirement, fault: string }} Lack
 */

/** @param {readonly Lack[]} lacks */
export function describeLacks(lacks) {
  return lacks
    .map(({ requirement, fault }) => `  - ${requirement.name} (${requirement.why}): ${fault}`)
    .join('\n');
}

/**
 * How to get by hand what could not be installed.
 * @param {readonly Lack[]} lacks
 * @param {NodeJS.Platform} platform
 */
export function describeRemedies(lacks, platform) {
  const wanted = lacks.map(({ requirement }) => requirement);
  const debian = `Debian, Ubuntu, as root:\n  ${aptCommands(lacks)}`;
  const homebrew = `macOS with Homebrew:\n${brewLines(wanted)}`;
  const windows = 'Windows: inside the Windows Subsystem for Linux (wsl --install), as on Ubuntu.';
  const systems = platform === 'darwin' ? [homebrew] : [debian, homebrew];
  if (platform === 'win32') systems.unshift(windows);
  const hints = new Set(wanted.flatMap(({ hint }) => hint ?? []));
  const hintLines = [...hints].map((hint) => {
    const names = wanted.filter((one) => one.hint === hint).map(({ name }) => name);
    return `${names.join(', ')}:\n  ${hint.replaceAll('\n', '\n  ')}`;
  });
  const title = 'Install these, then run the command again:';
  return [title, describeLacks(lacks), ...systems, ...hintLines].join('\n\n');
}

/**
 * @param {readonly Lack[]} lacks
 * @returns {Command | undefined} the apt-get command for exactly these, if any is to be installed
 */
export function aptInstall(lacks) {
  const wanted = lacks.filter(({ requirement }) => requirement.unpacked === undefined);
  if (wanted.length === 0) return undefined;
  const packages = new Set(wanted.flatMap(({ requirement }) => requirement.debian.split(' ')));
  return ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
}

/**
 * @param {readonly Lack[]} lacks
 * @returns what unpacks the rest, each in its folder
 */
export function aptUnpack(lacks) {
  return lacks.flatMap(({ requirement: { debian, unpacked } }) =>
    unpacked === undefined
      ? []
      : { folder: unpacked, script: `apt-get download ${debian} && dpkg-deb -x ${debian}_*.deb .` },
  );
}

/**
 * The same as a line to type.
 * @param {readonly Lack[]} lacks
 */
export function aptCommands(lacks) {
  const unpack = aptUnpack(lacks).map(
    ({ folder, script }) => `(mkdir -p ${folder} && cd ${folder} && ${script})`,
  );
  return ['apt-get update', aptInstall(lacks)?.join(' ') ?? [], unpack].flat().join(' && ');
}

/** @param {readonly Requirement[]} wanted */
function brewLines(wanted) {
  const names = new Set(wanted.map(({ homebrew }) => homebrew).filter(Boolean));
  const [formulas, casks] = [false, true].map((isCask) =>
    [...names].filter((name) => name.startsWith('--') === isCask),
  );
  return [formulas?.join(' '), ...(casks ?? [])]
    .filter(Boolean)
    .map((line) => `  brew install ${line}`)
    .join('\n');
}
