// Words for what is missing: what, why, and the commands that would bring it.

/**
 * @typedef {import('./requirements.mjs').Requirement} Requirement
 * @typedef {{ requirement: Requirement, fault: string }} Lack
 */

/**
 * @param {readonly Lack[]} lacks
 */
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
  return [
    'Install these, then run the command again:',
    describeLacks(lacks),
    ...systems,
    ...hints(wanted),
  ].join('\n\n');
}

/**
 * @param {readonly Lack[]} lacks
 * @returns {import('../support/command.mjs').Command | undefined} the apt-get command for exactly these, if any is to be installed
 */
export function aptInstall(lacks) {
  const packages = new Set(
    lacks.flatMap(({ requirement: { debian, unpacked } }) =>
      unpacked === undefined ? debian.split(' ') : [],
    ),
  );
  if (packages.size === 0) return undefined;
  return ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
}

/**
 * @param {readonly Lack[]} lacks
 * @returns {{ folder: string, command: import('../support/command.mjs').Command }[]} what unpacks the rest, each in its folder
 */
export function aptUnpack(lacks) {
  return lacks.flatMap(({ requirement: { debian, unpacked } }) =>
    unpacked === undefined
      ? []
      : [
          {
            folder: unpacked,
            command: /** @type {const} */ ([
              'sh',
              '-c',
              `apt-get download ${debian} && dpkg-deb -x ${debian}_*.deb .`,
            ]),
          },
        ],
  );
}

/**
 * The same for a reader to type.
 * @param {readonly Lack[]} lacks
 */
export function aptCommands(lacks) {
  const unpack = aptUnpack(lacks).map(
    ({ folder, command }) => `(mkdir -p ${folder} && cd ${folder} && ${command.at(-1)})`,
  );
  return ['apt-get update', aptInstall(lacks)?.join(' ') ?? [], unpack].flat().join(' && ');
}

/** @param {readonly Requirement[]} wanted */
function brewLines(wanted) {
  const names = wanted.flatMap(({ homebrew }) => homebrew ?? []);
  const plain = names.filter((name) => !name.startsWith('--'));
  const casks = names.filter((name) => name.startsWith('--'));
  const lines = plain.length > 0 ? [[...new Set(plain)].join(' '), ...casks] : casks;
  return lines.map((line) => `  brew install ${line}`).join('\n');
}

/** @param {readonly Requirement[]} wanted */
function hints(wanted) {
  const said = new Map();
  for (const { name, hint } of wanted) {
    if (hint !== undefined) said.set(hint, [...(said.get(hint) ?? []), name]);
  }
  return [...said].map(
    ([hint, names]) => `${names.join(', ')}:\n  ${hint.replaceAll('\n', '\n  ')}`,
  );
}
