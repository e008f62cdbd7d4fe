// `npm run release -- patch|minor|major|x.y.z`: makes the commit and the tag of a release. npm and git do the work.
// `--dry-run` does the same without the commit and the tag, and restores the files.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sbomOf } from '../release/sbom.mjs';
import { isOlder } from '../setup/detect.mjs';
import { capture, run } from '../support/command.mjs';
import { root } from '../support/paths.mjs';
import { withAbsoluteLinks } from '../support/readme-links.mjs';
import { UserError } from '../support/user-error.mjs';

const DRY_RUN = '--dry-run';
const CHANGED = ['CHANGELOG.md', 'README.md', 'package.json', 'package-lock.json'];
const SBOM_OPTIONS = [
  '--sbom-format=cyclonedx',
  '--omit=dev',
  '--package-lock-only',
  '--loglevel=error',
];
const UNRELEASED = /^## Unreleased\n(?<entries>[^]*?)(?=^## |(?![^]))/m;

/** @param {readonly string[]} words */
export const main = (words) =>
  release({
    folder: root,
    wanted: words.filter((word) => word !== DRY_RUN).join(' '),
    isDryRun: words.includes(DRY_RUN),
    today: new Date(),
  });

/**
 * Changes nothing before all tests have passed. If a step before the tag fails, the files are
 * restored.
 * @param {object} plan
 * @param {string} plan.folder the top of the repository
 * @param {string} plan.wanted `patch`, `minor`, `major` or a version
 * @param {Date} plan.today
 * @param {boolean} [plan.isDryRun] whether to stop before the commit, and to restore the files
 * @param {typeof run} [plan.runNpm] tests replace the steps that take long
 */
export async function release({ folder, wanted, today, isDryRun = false, runNpm = run }) {
  const git = async (/** @type {string[]} */ ...args) =>
    (await run(['git', ...args], { cwd: folder })).trim();
  const npm = (/** @type {string[]} */ ...args) => {
    console.log(`npm ${args.join(' ')}`);
    return runNpm(['npm', ...args], { cwd: folder });
  };
  const read = (/** @type {string} */ name) => readFile(join(folder, name), 'utf8');

  const version = nextVersion(JSON.parse(await read('package.json')).version, wanted);
  const tag = `v${version}`;
  const branch = await git('rev-parse', '--abbrev-ref', 'HEAD');
  expectThat(branch === 'main', `to be on the branch main, got ${branch}`);
  const changes = await git('status', '--porcelain');
  expectThat(changes === '', `everything to be committed, got:\n${changes}`);
  const tags = await git('tag', '--list', tag);
  expectThat(tags === '', `a version that is new, got ${tag}, which is a tag already`);
  const changelog = await read('CHANGELOG.md');
  const entries = UNRELEASED.exec(changelog)?.groups?.entries ?? '';
  const missing =
    'entries under "## Unreleased" in CHANGELOG.md, got none: there is nothing to release';
  expectThat(/^- \S/m.test(entries), missing);
  const origin = await capture(['git', 'remote', 'get-url', 'origin'], { cwd: folder });
  const url = origin.code === 0 ? repositoryUrl(origin.output.trim()) : undefined;
  console.log(
    url === undefined
      ? 'No git remote "origin" with a public address: package.json gets no repository, the links of README.md stay relative, and npm will publish without provenance.'
      : `The repository in package.json: ${url}`,
  );

  await npm('audit');
  await npm('test');
  try {
    // A function, because `$1` in the entries would be a reference in a replacement text.
    const heading = `## Unreleased\n\n## ${version} - ${today.toISOString().slice(0, 10)}\n`;
    const released = changelog.replace(UNRELEASED, () => heading + entries);
    await writeFile(join(folder, 'CHANGELOG.md'), released);
    await npm('version', version, '--no-git-tag-version', '--allow-same-version');
    // npm proves provenance only for the repository that package.json names.
    const repository = url && [`repository=${JSON.stringify({ type: 'git', url })}`];
    const provenance = `publishConfig.provenance=${url !== undefined}`;
    await npm('pkg', 'set', '--json', provenance, ...(repository || []));
    if (url !== undefined) {
      const path = join(folder, 'README.md');
      await writeFile(path, await withAbsoluteLinks(path, await read('README.md'), url));
    }
    await npm('run', 'build');
    const tarballs = join(folder, 'build', 'release');
    await rm(tarballs, { recursive: true, force: true });
    await mkdir(tarballs, { recursive: true });
    // `prepack` would build again.
    await npm('pack', '--ignore-scripts', '--pack-destination', tarballs);
    const manifest = JSON.parse(await read('package.json'));
    const sbom = sbomOf(await npm('sbom', ...SBOM_OPTIONS), manifest);
    await writeFile(join(tarballs, `${manifest.name}-${version}.cdx.json`), sbom);
    if (isDryRun) {
      await git('checkout', '--quiet', '--', ...CHANGED);
      console.log(`\nDry run: ${tag} is in build/release/. Nothing is committed or tagged.`);
      return;
    }
    await git('commit', '--quiet', '--message', `Release ${version}`, '--', ...CHANGED);
  } catch (error) {
    await git('checkout', '--quiet', '--', ...CHANGED);
    throw error;
  }
  await git('tag', '--annotate', '--message', `Release ${version}`, tag);
  const publish = url ? 'git push --follow-tags' : 'npm publish build/release/*.tgz';
  console.log(`\n${tag} is committed and tagged. To publish it: ${publish}`);
}

/** @type {(condition: boolean, expectation: string) => asserts condition} */
function expectThat(condition, expectation) {
  if (!condition) throw new UserError(`Expected ${expectation}`);
}

/**
 * @param {string} current the version in package.json, which may be unreleased
 * @param {string} wanted `patch`, `minor`, `major`, or a version that is not lower
 */
export function nextVersion(current, wanted) {
  const [major = 0, minor = 0, patch = 0] = current.split('.').map(Number);
  if (wanted === 'major') return `${major + 1}.0.0`;
  if (wanted === 'minor') return `${major}.${minor + 1}.0`;
  if (wanted === 'patch') return `${major}.${minor}.${patch + 1}`;
  const isVersion = /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(wanted);
  const examples = 'patch, minor, major or a version such as 1.2.3';
  expectThat(isVersion, `${examples}, got "${wanted}": npm run release -- minor`);
  const isLower = isOlder(wanted, current);
  expectThat(!isLower, `a version that is not lower than ${current}, got ${wanted}`);
  return wanted;
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
