// A release: the version, the changelog, the repository's address, the tarball, the commit and the tag. npm and git do the work.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOlder } from '../setup/detect.mjs';
import { capture, run } from '../support/command.mjs';
import { say, step } from '../support/progress.mjs';
import { UserError } from '../support/user-error.mjs';

const BRANCH = 'main';
const CHANGED = ['CHANGELOG.md', 'package.json', 'package-lock.json'];
const UNRELEASED = /^## Unreleased\n(?<entries>[^]*?)(?=^## |(?![^]))/m;

/**
 * Changes nothing before all tests have passed. If a step before the tag fails, the files are restored.
 * @param {object} plan
 * @param {string} plan.folder the top of the repository
 * @param {string} plan.wanted `patch`, `minor`, `major` or a version
 * @param {Date} plan.today
 */
export async function release({ folder, wanted, today }) {
  const git = async (/** @type {string[]} */ ...args) =>
    (await run(['git', ...args], { cwd: folder })).trim();
  const npm = (/** @type {string[]} */ ...args) => run(['npm', ...args], { cwd: folder });
  const read = (/** @type {string} */ name) => readFile(join(folder, name), 'utf8');

  const version = nextVersion(JSON.parse(await read('package.json')).version, wanted);
  const [tag, subject] = [`v${version}`, `Release ${version}`];
  await requireReleasable(git, tag);
  const changelog = releasedChangelog(await read('CHANGELOG.md'), version, today);
  const origin = await capture(['git', 'remote', 'get-url', 'origin'], { cwd: folder });
  const repository = origin.code === 0 ? repositoryUrl(origin.output.trim()) : undefined;
  say(
    repository === undefined
      ? 'No git remote "origin" with a public address: package.json gets no repository, and npm will publish without provenance.'
      : `The repository in package.json: ${repository}`,
  );

  await step('Known vulnerabilities (npm audit)', () => npm('audit'));
  await step('Every test (npm test)', () => npm('test'));
  try {
    await writeFile(join(folder, 'CHANGELOG.md'), changelog);
    await npm('version', version, '--no-git-tag-version', '--allow-same-version');
    // npm proves provenance only for the repository that package.json names.
    const origins = repository
      ? [`repository=${JSON.stringify({ type: 'git', url: repository })}`]
      : [];
    const provenance = `publishConfig.provenance=${repository !== undefined}`;
    await npm('pkg', 'set', '--json', ...origins, provenance);
    await step(`Building ${version}`, () => npm('run', 'build'));
    await step('Packing', () => pack(join(folder, 'build', 'release'), npm));
    await git('commit', '--quiet', '--message', subject, '--', ...CHANGED);
  } catch (error) {
    await git('checkout', '--quiet', '--', ...CHANGED);
    throw error;
  }
  await git('tag', '--annotate', '--message', subject, tag);
  const publish = repository ? 'git push --follow-tags' : 'npm publish build/release/*.tgz';
  say(`\n${tag} is committed and tagged. To publish it: ${publish}`);
}

/**
 * @param {(...args: string[]) => Promise<string>} git
 * @param {string} tag
 */
async function requireReleasable(git, tag) {
  const branch = await git('rev-parse', '--abbrev-ref', 'HEAD');
  if (branch !== BRANCH)
    throw new UserError(`Expected to be on the branch ${BRANCH}, got ${branch}`);
  const changes = await git('status', '--porcelain');
  if (changes !== '') throw new UserError(`Expected everything to be committed, got:\n${changes}`);
  if ((await git('tag', '--list', tag)) !== '') {
    throw new UserError(`Expected a version that is new, got ${tag}, which is a tag already`);
  }
}

/**
 * @param {string} current the version in package.json
 * @param {string} wanted `patch`, `minor`, `major`, or a version that is not lower; `current` may be unreleased
 */
export function nextVersion(current, wanted) {
  const [major = 0, minor = 0, patch = 0] = current.split('.').map(Number);
  if (wanted === 'major') return `${major + 1}.0.0`;
  if (wanted === 'minor') return `${major}.${minor + 1}.0`;
  if (wanted === 'patch') return `${major}.${minor}.${patch + 1}`;
  if (!/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(wanted)) {
    throw new UserError(
      `Expected patch, minor, major or a version such as 1.2.3, got "${wanted}": npm run release -- minor`,
    );
  }
  if (isOlder(wanted, current)) {
    throw new UserError(`Expected a version that is not lower than ${current}, got ${wanted}`);
  }
  return wanted;
}

/**
 * Moves the entries under "Unreleased" to the version and its day.
 * @param {string} changelog
 * @param {string} version
 * @param {Date} today
 */
function releasedChangelog(changelog, version, today) {
  const entries = UNRELEASED.exec(changelog)?.groups?.entries ?? '';
  if (!/^- \S/m.test(entries)) {
    throw new UserError(
      'Expected entries under "## Unreleased" in CHANGELOG.md, got none: there is nothing to release',
    );
  }
  const day = today.toISOString().slice(0, 10);
  // A function, because `$1` in the entries would be a reference in a replacement text.
  return changelog.replace(UNRELEASED, () => `## Unreleased\n\n## ${version} - ${day}\n${entries}`);
}

/**
 * @param {string} remote as git names it
 * @returns {string | undefined} the public address, without credentials; `undefined` for a folder
 */
export function repositoryUrl(remote) {
  const address = remote.replace(/^[\w.-]+@([\w.-]+):/, 'ssh://$1/');
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, hostname, pathname } = new URL(address);
  if (!['https:', 'http:', 'ssh:', 'git:'].includes(protocol)) return undefined;
  const path = pathname.replace(/(\.git)?\/?$/, '.git');
  return `git+https://${protocol === 'https:' ? host : hostname}${path}`;
}

/**
 * @param {string} destination
 * @param {(...args: string[]) => Promise<string>} npm
 */
async function pack(destination, npm) {
  await rm(destination, { recursive: true, force: true });
  await mkdir(destination, { recursive: true });
  // `prepack` would build once more.
  await npm('pack', '--ignore-scripts', '--pack-destination', destination);
}
