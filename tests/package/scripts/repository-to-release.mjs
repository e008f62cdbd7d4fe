// A git repository for the tests of releases: a small package whose tests and build record that
// they ran.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { run } from '../../../scripts/support/command.mjs';

const CHANGELOG = `# Changelog

What users notice.

## Unreleased

### Added

- A name that costs $1, or $&.

## 0.1.0 - 2026-01-01

- The first.
`;

const README = '[Errors](docs/errors.md#list), [npm](https://npmjs.com), [below](#use)\n';

/** Appends the step and the current version of package.json to a file that git ignores. */
const NOTE = `
const { appendFileSync, mkdirSync, readFileSync } = require('node:fs');
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
mkdirSync('build', { recursive: true });
appendFileSync('build/ran.txt', process.argv[2] + ' ' + version + '\\n');
if (process.argv[2] === process.env.FAILING) {
  console.error(process.argv[2] + ' fails');
  process.exit(1);
}
`;

export class RepositoryToRelease {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  /** @param {string} path */
  read(path) {
    return readFile(join(this.folder, path), 'utf8');
  }

  /** @param {string} path @param {string} text */
  async write(path, text) {
    await writeFile(join(this.folder, path), text);
  }

  /** @param {string[]} args */
  async git(...args) {
    return (await run(['git', ...args], { cwd: this.folder })).trim();
  }

  /** @param {string} path @param {string} text */
  async commit(path, text) {
    await this.write(path, text);
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--message', `Change ${path}`);
  }

  /** The recorded steps of a release, in order. */
  async ran() {
    return (await this.read('build/ran.txt').catch(() => '')).split('\n').filter(Boolean);
  }

  /** Everything that a failed release must not change. */
  async state() {
    const files = ['CHANGELOG.md', 'README.md', 'package.json', 'package-lock.json'];
    return {
      commit: await this.git('rev-parse', 'HEAD'),
      tags: await this.git('tag'),
      changes: await this.git('status', '--porcelain'),
      files: await Promise.all(files.map((path) => this.read(path))),
    };
  }
}

/**
 * On `main`, at version 0.1.0, with unreleased entries. Removed when the test ends.
 * @param {{ registry?: string }} [setting] where npm asks for vulnerabilities of the one package it
 * depends on
 */
export async function repositoryToRelease({ registry } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'release-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const repository = new RepositoryToRelease(folder);
  const wanted = registry === undefined ? undefined : { needed: '1.0.0' };
  const manifest = {
    name: 'released',
    version: '0.1.0',
    files: ['index.js'],
    scripts: {
      test: 'node note.cjs test',
      build: 'node note.cjs build',
      prepack: 'node note.cjs prepack',
    },
    devDependencies: wanted,
  };
  const locked = { version: '1.0.0', dev: true, integrity: 'sha512-AAAA' };
  const lock = {
    name: 'released',
    version: '0.1.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'released', version: '0.1.0', devDependencies: wanted },
      ...(wanted && { 'node_modules/needed': locked }),
    },
  };
  await repository.git('init', '--quiet', '--initial-branch', 'main');
  const settings = { 'user.name': 'A', 'user.email': 'a@example.com', 'commit.gpgSign': 'false' };
  // Excludes the machine's own git settings.
  const others = { 'tag.gpgSign': 'false', 'core.hooksPath': join(folder, 'no-hooks') };
  for (const [name, value] of Object.entries({ ...settings, ...others })) {
    await repository.git('config', name, value);
  }
  await mkdir(join(folder, 'build'));
  await repository.write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
  await repository.write('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
  await repository.write('.gitignore', 'build/\n');
  if (registry !== undefined) await repository.write('.npmrc', `registry=${registry}\n`);
  await repository.write('note.cjs', NOTE);
  await repository.write('README.md', README);
  await repository.write('index.js', '');
  await repository.commit('CHANGELOG.md', CHANGELOG);
  return repository;
}
