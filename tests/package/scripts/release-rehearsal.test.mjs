// Rehearsed releases: a dry run, and a release of this repository in a clone, without slow steps.
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { release } from '../../../scripts/commands/release.mjs';
import { run } from '../../../scripts/support/command.mjs';
import { inRoot, root } from '../../../scripts/support/paths.mjs';
import { repositoryToRelease } from './repository-to-release.mjs';

// npm takes its time to begin on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

test('a dry run packs, and commits, tags and changes nothing', async () => {
  const repository = await repositoryToRelease();
  const { folder } = repository;
  const before = await repository.state();

  await release({ folder, wanted: 'minor', today: new Date(), isDryRun: true });

  expect(await repository.state()).toEqual(before);
  expect(await repository.ran()).toEqual(['test 0.1.0', 'build 0.2.0']);
  expect((await readdir(join(folder, 'build', 'release'))).sort()).toEqual([
    'released-0.2.0.cdx.json',
    'released-0.2.0.tgz',
  ]);
});

const REPOSITORY = 'https://git.example.com/owner/post-event-source.git';

/** A clone of what is committed, on `main`, with the dist/ of this folder and something to release. */
async function cloned() {
  const folder = await mkdtemp(join(tmpdir(), 'rehearsal-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const git = (/** @type {string[]} */ ...args) => run(['git', ...args], { cwd: folder });
  await run(['git', 'clone', '--quiet', '--depth=1', `file://${root}`, folder]);
  await git('checkout', '--quiet', '-B', 'main');
  await git('remote', 'set-url', 'origin', REPOSITORY);
  const settings = { 'user.name': 'A', 'user.email': 'a@example.com', 'commit.gpgSign': 'false' };
  for (const [name, value] of Object.entries({ ...settings, 'tag.gpgSign': 'false' })) {
    await git('config', name, value);
  }
  const changelog = join(folder, 'CHANGELOG.md');
  const entry = '## Unreleased\n\n- A rehearsed change.\n';
  const text = (await readFile(changelog, 'utf8')).replace('## Unreleased\n', () => entry);
  await writeFile(changelog, text);
  await git('commit', '--quiet', '--all', '--message', 'Change something');
  return { folder, git };
}

test('a release of this repository: changelog, version, tarball, SBOM, commit and tag', async () => {
  const { folder, git } = await cloned();
  /** @type {string[]} */
  const replaced = [];
  /** @type {typeof run} */
  const runNpm = async (command, options) => {
    const [, ...args] = command;
    const words = args.join(' ');
    if (!['audit', 'test', 'run build'].includes(words)) return run(command, options);
    replaced.push(words);
    if (words === 'run build') await cp(inRoot('dist'), join(folder, 'dist'), { recursive: true });
    return '';
  };

  await release({ folder, wanted: '9.0.0', today: new Date('2030-01-02T00:00:00Z'), runNpm });

  expect(replaced).toEqual(['audit', 'test', 'run build']);
  expect(await readFile(join(folder, 'CHANGELOG.md'), 'utf8')).toContain(
    '## Unreleased\n\n## 9.0.0 - 2030-01-02\n\n- A rehearsed change.\n',
  );
  expect((await git('describe', '--exact-match')).trim()).toBe('v9.0.0');
  expect((await git('status', '--porcelain')).trim()).toBe('');
  const released = join(folder, 'build', 'release');
  const tarball = 'post-event-source-9.0.0.tgz';
  expect((await readdir(released)).sort()).toEqual(['post-event-source-9.0.0.cdx.json', tarball]);
  const packed = (/** @type {string} */ path) =>
    run(['tar', '-xzOf', join(released, tarball), `package/${path}`]);
  expect(JSON.parse(await packed('package.json'))).toMatchObject({
    version: '9.0.0',
    repository: { type: 'git', url: `git+${REPOSITORY}` },
    publishConfig: { provenance: true },
  });
  expect(await packed('THIRD-PARTY-NOTICES.txt')).toContain('Emscripten');
  const sbom = JSON.parse(
    await readFile(join(released, 'post-event-source-9.0.0.cdx.json'), 'utf8'),
  );
  expect(sbom).toMatchObject({
    bomFormat: 'CycloneDX',
    metadata: { component: { name: 'post-event-source', version: '9.0.0' } },
  });
  const names = sbom.components.map((/** @type {{ name: string }} */ { name }) => name);
  expect(names).toEqual(['Emscripten', 'musl', 'libc++', 'Binaryen', 'esbuild']);
  const dependsOn = sbom.components.map((/** @type {{ purl: string }} */ { purl }) => purl);
  expect(sbom.dependencies).toContainEqual({ ref: 'post-event-source@9.0.0', dependsOn });
});
