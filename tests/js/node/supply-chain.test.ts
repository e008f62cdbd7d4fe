// What npm installs for this repository: exactly the packages of the lock files, checked by hash,
// from any registry.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../support/child.js';
import { sourceFiles } from '../../support/source-files.js';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
}

interface Manifest {
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const inTests = sourceFiles('tests', 'package-lock.json').map(({ path }) => path);
const locks = ['package-lock.json', ...inTests];

test('lock files: there are some', () => {
  expect(locks).toContain('tests/package/tarball/package-lock.json');
});

describe.each(locks)('lock file %s', (path) => {
  const text = read(path);
  const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, LockedPackage>> };
  const locked = Object.entries(packages).filter(([name]) => name !== '');

  test('has no download addresses', () => {
    const isAddress = ([, { version }]: (typeof locked)[number]): boolean =>
      !/^\d+\.\d+\.\d+[\w.+-]*$/.test(version ?? '');

    expect(locked.length).toBeGreaterThan(10);
    expect(text).not.toMatch(/"resolved"|registry\./);
    expect(locked.filter(isAddress)).toEqual([]);
  });

  test('has the hash of every package', () => {
    const unchecked = locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));

    expect(unchecked).toEqual([]);
  });

  test('stays without addresses: .npmrc omits them', () => {
    expect(read(join(dirname(path), '.npmrc'))).toMatch(/^omit-lockfile-registry-resolved=true$/m);
  });

  test('belongs to a package.json with exact versions', () => {
    const { devDependencies = {} } = JSON.parse(
      read(join(dirname(path), 'package.json')),
    ) as Manifest;

    const ranges = Object.values(devDependencies).filter(
      (version) => !/^(?:npm:[\w@/-]+@)?\d+\.\d+\.\d+[\w.-]*$/.test(version),
    );
    expect(ranges).toEqual([]);
  });
});
