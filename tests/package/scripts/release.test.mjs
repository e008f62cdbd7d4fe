// Releases, in git repositories of their own: what one changes and makes, and that a refused one leaves all as it was.
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { nextVersion, release, repositoryUrl } from '../../../scripts/commands/release.mjs';
import { run } from '../../../scripts/support/command.mjs';
import { serve } from '../../support/test-server.js';
import { repositoryToRelease } from './repository-to-release.mjs';

// npm takes its time to begin on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

afterEach(() => void vi.unstubAllEnvs());

const TODAY = new Date('2026-11-21T23:59:59Z');

/** @param {import('./repository-to-release.mjs').RepositoryToRelease} repository */
const releaseOf = ({ folder }, wanted = 'minor') => release({ folder, wanted, today: TODAY });

describe('the version', () => {
  test.each([
    ['1.2.3', 'patch', '1.2.4'],
    ['1.2.3', 'minor', '1.3.0'],
    ['1.2.3', 'major', '2.0.0'],
    ['1.2.3', '1.10.0', '1.10.0'],
    ['0.9.9', '0.10.0', '0.10.0'],
    ['1.2.3', '1.2.3', '1.2.3'],
  ])('after %s, %s is %s', (current, wanted, next) => {
    expect(nextVersion(current, wanted)).toBe(next);
  });

  test.each(['', 'v1.3.0', '1.3', '1.3.0-rc.1', '01.3.0', 'minor patch', 'Minor'])(
    'is not "%s"',
    (wanted) => {
      expect(() => nextVersion('1.2.3', wanted)).toThrow(
        /Expected patch, minor, major or a version/,
      );
    },
  );

  test.each(['1.2.2', '1.1.9', '0.9.9'])('is not lower: %s', (wanted) => {
    expect(() => nextVersion('1.2.3', wanted)).toThrow(/not lower than 1\.2\.3, got/);
  });
});

test('a release moves the entries, sets the version, builds, packs, commits and tags', async () => {
  const repository = await repositoryToRelease();
  const before = await repository.git('rev-parse', 'HEAD');

  await releaseOf(repository);

  expect(await repository.read('CHANGELOG.md')).toBe(`# Changelog

What users notice.

## Unreleased

## 0.2.0 - 2026-11-21

### Added

- A name that costs $1, or $&.

## 0.1.0 - 2026-01-01

- The first.
`);
  const lock = JSON.parse(await repository.read('package-lock.json'));
  expect([lock.version, lock.packages[''].version]).toEqual(['0.2.0', '0.2.0']);
  expect(JSON.parse(await repository.read('package.json')).version).toBe('0.2.0');
  expect(await repository.git('rev-parse', 'HEAD^')).toBe(before);
  expect(await repository.git('log', '-1', '--format=%s')).toBe('Release 0.2.0');
  expect(await repository.git('show', '--name-only', '--format=', 'HEAD')).toBe(
    'CHANGELOG.md\npackage-lock.json\npackage.json',
  );
  expect(await repository.git('status', '--porcelain')).toBe('');
  // Annotated: `git push --follow-tags` sends no other.
  expect(await repository.git('cat-file', '-t', 'v0.2.0')).toBe('tag');
  expect(await repository.git('rev-parse', 'v0.2.0^{commit}')).toBe(
    await repository.git('rev-parse', 'HEAD'),
  );
});

test('the tests run before anything is changed, and what is built and packed has the version', async () => {
  const repository = await repositoryToRelease();

  await releaseOf(repository);

  expect(await repository.ran()).toEqual(['test 0.1.0', 'build 0.2.0']);
  const tarball = 'build/release/released-0.2.0.tgz';
  const manifest = await run(['tar', '-xzOf', tarball, 'package/package.json'], {
    cwd: repository.folder,
  });
  expect(JSON.parse(manifest).version).toBe('0.2.0');
});

describe('the repository in package.json', () => {
  /** @param {import('./repository-to-release.mjs').RepositoryToRelease} released */
  async function originOf(released) {
    const { repository, publishConfig } = JSON.parse(await released.read('package.json'));
    const tarball = join(released.folder, 'build', 'release', 'released-0.2.0.tgz');
    const packed = JSON.parse(await run(['tar', '-xzOf', tarball, 'package/package.json']));
    expect([packed.repository, packed.publishConfig]).toEqual([repository, publishConfig]);
    return { repository, ...publishConfig };
  }

  test('is the git remote "origin", with provenance', async () => {
    const repository = await repositoryToRelease();
    await repository.git('remote', 'add', 'origin', 'git@git.example.com:owner/name.git');

    await releaseOf(repository);

    expect(await originOf(repository)).toEqual({
      repository: { type: 'git', url: 'git+https://git.example.com/owner/name.git' },
      provenance: true,
    });
  });

  test('makes the links of README.md absolute', async () => {
    const repository = await repositoryToRelease();
    await repository.git('remote', 'add', 'origin', 'git@git.example.com:owner/name.git');

    await releaseOf(repository);

    const files = 'https://git.example.com/owner/name/blob/HEAD/';
    const readme = `[Errors](${files}docs/errors.md#list), [npm](https://npmjs.com), [below](#use)\n`;
    expect(await repository.read('README.md')).toBe(readme);
    expect(await repository.git('show', 'HEAD:README.md')).toBe(readme.trimEnd());
  });

  test('is missing without a remote: the release says so and goes without provenance', async () => {
    const output = vi.spyOn(console, 'log').mockReturnValue(undefined);
    const repository = await repositoryToRelease();

    await releaseOf(repository);

    expect(await originOf(repository)).toEqual({ provenance: false });
    expect(await repository.read('README.md')).toContain('](docs/errors.md#list)');
    expect(output.mock.calls.join('')).toContain(
      'No git remote "origin" with a public address: package.json gets no repository',
    );
  });

  test.each([
    ['https://git.example.com/owner/name', 'git+https://git.example.com/owner/name.git'],
    [
      'https://user:secret@git.example.com:8443/o/n.git',
      'git+https://git.example.com:8443/o/n.git',
    ],
    ['ssh://git@git.example.com:22/owner/name.git/', 'git+https://git.example.com/owner/name.git'],
    ['git@git.example.com:group/sub/name', 'git+https://git.example.com/group/sub/name.git'],
    ['file:///srv/git/name.git', undefined],
    ['../name', undefined],
  ])('for %s is %s', (remote, url) => {
    expect(repositoryUrl(remote)).toBe(url);
  });
});

test('a version that has never been released may be the current one, and a second time it may not', async () => {
  const repository = await repositoryToRelease();

  await releaseOf(repository, '0.1.0');

  expect(await repository.git('tag')).toBe('v0.1.0');
  await expect(releaseOf(repository, '0.1.0')).rejects.toThrow(
    /got v0\.1\.0, which is a tag already/,
  );
});

describe('refused', () => {
  /**
   * @param {import('./repository-to-release.mjs').RepositoryToRelease} repository
   * @param {RegExp} reason
   * @param {readonly string[]} ran
   */
  async function expectRefusal(repository, reason, ran) {
    const before = await repository.state();

    await expect(releaseOf(repository)).rejects.toThrow(reason);

    expect(await repository.state()).toEqual(before);
    expect(await repository.ran()).toEqual(ran);
  }

  test('on another branch', async () => {
    const repository = await repositoryToRelease();
    await repository.git('checkout', '--quiet', '-b', 'other');

    await expectRefusal(repository, /on the branch main, got other/, []);
  });

  test('on no branch', async () => {
    const repository = await repositoryToRelease();
    await repository.git('checkout', '--quiet', '--detach');

    await expectRefusal(repository, /on the branch main, got HEAD/, []);
  });

  test.each([
    ['changed', 'index.js', ' M index.js'],
    ['new', 'other.js', '?? other.js'],
  ])('with a file that is %s', async (_how, path, status) => {
    const repository = await repositoryToRelease();
    await repository.write(path, '1;\n');

    await expectRefusal(
      repository,
      new RegExp(`committed, got:\\n ?${status.trim().replaceAll('?', '\\?')}$`),
      [],
    );
  });

  test.each([
    ['nothing under it', '# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- The first.\n'],
    ['a heading alone', '# Changelog\n\n## Unreleased\n\n### Added\n'],
    ['no such heading', '# Changelog\n\n## 0.1.0\n\n- The first.\n'],
  ])('without entries in the changelog: %s', async (_how, changelog) => {
    const repository = await repositoryToRelease();
    await repository.commit('CHANGELOG.md', changelog);

    await expectRefusal(repository, /entries under "## Unreleased" in CHANGELOG\.md, got none/, []);
  });

  test('for a version that is there', async () => {
    const repository = await repositoryToRelease();
    await repository.git('tag', 'v0.2.0');

    await expectRefusal(repository, /got v0\.2\.0, which is a tag already/, []);
  });

  test('where tests fail', async () => {
    vi.stubEnv('FAILING', 'test');

    await expectRefusal(await repositoryToRelease(), /test fails/, ['test 0.1.0']);
  });

  test('where the build fails', async () => {
    vi.stubEnv('FAILING', 'build');

    await expectRefusal(await repositoryToRelease(), /build fails/, ['test 0.1.0', 'build 0.2.0']);
  });

  test('where the commit fails', async () => {
    const repository = await repositoryToRelease();
    await repository.git('config', 'user.useConfigOnly', 'true');
    await repository.git('config', '--unset', 'user.email');
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
    for (const name of ['EMAIL', 'GIT_AUTHOR_EMAIL', 'GIT_COMMITTER_EMAIL'])
      vi.stubEnv(name, undefined);

    await expectRefusal(repository, /git commit .*exit code/, ['test 0.1.0', 'build 0.2.0']);
  });

  test('where a package has a known vulnerability', async () => {
    const registry = await startRegistry({
      needed: [
        {
          id: 1,
          url: 'https://example.com/advisory',
          title: 'It reads what it must not',
          severity: 'high',
          vulnerable_versions: '<2.0.0',
          cwe: [],
          cvss: { score: 0, vectorString: null },
        },
      ],
    });

    const repository = await repositoryToRelease({ registry });

    await expectRefusal(repository, /It reads what it must not[^]*npm audit: exit code 1/, []);
  });
});

test('a package without a known vulnerability is no reason to refuse', async () => {
  const repository = await repositoryToRelease({ registry: await startRegistry({}) });

  await releaseOf(repository);

  expect(await repository.git('tag')).toBe('v0.2.0');
});

/**
 * What `npm audit` asks of a registry, on a socket of this machine.
 * @param {object} advisories by the name of a package
 */
async function startRegistry(advisories) {
  const { url } = await serve((request, response) => {
    const isQuestion = request.url === '/-/npm/v1/security/advisories/bulk';
    const versions = { '1.0.0': { name: 'needed', version: '1.0.0' } };
    const answer = isQuestion
      ? advisories
      : { name: 'needed', 'dist-tags': { latest: '1.0.0' }, versions };
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  // It counts for more than a file of the repository, and the machine may have set it.
  vi.stubEnv('npm_config_registry', url);
  vi.stubEnv('npm_config_noproxy', '127.0.0.1');
  return url;
}
