// The contents of the tarball: each file by its name, the sizes, and nothing of the machine that
// built it.
import { stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.mjs';
import {
  copyOfTarball,
  files,
  installed,
  manifest,
  read,
  type Conditions,
  type Manifest,
} from './support/installed.js';

const KIBIBYTE = 1024;

/**
 * In KiB. Two thirds of the unpacked size are source maps: each form of the package has one, with
 * its sources. A commit that raises a budget explains the bytes.
 */
const BUDGETS = { packed: 870, unpacked: 2840 };

describe('tarball: files', () => {
  // No changelog: readers of an update need that of the newer version, which is in the repository.
  test('are the entries, what they load, and the description of the package', () => {
    expect(files).toEqual([
      'LICENSE',
      'README.md',
      'THIRD-PARTY-NOTICES.txt',
      'chat/package.json',
      'dist/chat.cjs',
      'dist/chat.cjs.map',
      'dist/chat.d.cts',
      'dist/chat.d.ts',
      'dist/chat.js',
      'dist/chat.js.map',
      'dist/chat.workerd.js',
      'dist/chat.workerd.js.map',
      'dist/event-stream.wasm',
      'dist/fallback.js',
      'dist/index.cjs',
      'dist/index.d.cts',
      'dist/index.d.ts',
      'dist/index.js',
      'dist/index.workerd.js',
      'dist/message-shapes.wasm',
      'dist/post-event-source.global.js',
      'dist/post-event-source.global.js.map',
      'dist/shared.cjs',
      'dist/shared.cjs.map',
      'dist/shared.d.cts',
      'dist/shared.d.ts',
      'dist/shared.js',
      'dist/shared.js.map',
      'dist/shared.workerd.js',
      'dist/shared.workerd.js.map',
      'dist/static-fallback.cjs',
      'dist/static-fallback.d.cts',
      'dist/static-fallback.d.ts',
      'dist/static-fallback.js',
      'dist/static-fallback.workerd.js',
      'fallback/package.json',
      'package.json',
    ]);
  });

  test('are within their budgets', async () => {
    const sizes = await Promise.all(
      files.map(async (path) => (await stat(join(installed, path))).size),
    );
    const packed = (await stat(await copyOfTarball())).size / KIBIBYTE;
    const unpacked = sizes.reduce((sum, size) => sum + size, 0) / KIBIBYTE;
    const lines = files.map(
      (path, index) => `${kibibytes((sizes[index] ?? 0) / KIBIBYTE)} ${path}`,
    );
    console.log(
      [...lines, `${kibibytes(unpacked)} unpacked`, `${kibibytes(packed)} packed`].join('\n'),
    );

    expect(packed).toBeLessThanOrEqual(BUDGETS.packed);
    expect(unpacked).toBeLessThanOrEqual(BUDGETS.unpacked);
  });

  test.each(files)('%s names no folder of the machine on which it was built', (path) => {
    const text = read(path);

    const folders = [inRoot(), `${homedir()}/`, `${tmpdir()}/`, 'file://'];
    expect(folders.filter((name) => text.includes(name))).toEqual([]);
  });
});

describe('package.json', () => {
  test('every entry point exists', () => {
    const { main, module, types, unpkg, jsdelivr, exports } = manifest;
    const targets = [main, module, types, unpkg, jsdelivr, ...targetsOf(exports)];

    expect(targets.length).toBeGreaterThan(10);
    for (const target of targets) {
      expect(target).toMatch(/^\.\//);
      expect(files).toContain(target.slice(2));
    }
  });

  test.each([
    ['.', 'package.json'],
    ['./chat', 'chat/package.json'],
    ['./fallback', 'fallback/package.json'],
  ])('%s is the same for tools without exports, and resolves to %s', (entry, path) => {
    const { main, module, types } = JSON.parse(read(path)) as Manifest;
    const { import: esm, require: commonJs } = manifest.exports[entry] as Conditions;
    const named = [main, module, types].map((target) => `./${join(dirname(path), target)}`);

    expect(named).toEqual([
      (commonJs as Conditions).default,
      (esm as Conditions).default,
      (commonJs as Conditions).types,
    ]);
  });

  test('has no dependencies and no install scripts', () => {
    const asking = [
      'dependencies',
      'peerDependencies',
      'optionalDependencies',
      'bundleDependencies',
    ];
    const running = Object.keys(manifest.scripts).filter((name) =>
      /^(pre|post)?(install|uninstall|prepare|publish|dependencies)$|^prepublishOnly$/.test(name),
    );

    expect(asking.filter((name) => name in manifest)).toEqual([]);
    expect(running).toEqual([]);
    expect(files).not.toContain('binding.gyp');
  });

  test('has the fields that bundlers and registries read', () => {
    const { name, type, sideEffects, license, engines } = manifest;

    expect({ name, type, sideEffects, license, engines }).toEqual({
      name: 'post-event-source',
      type: 'module',
      sideEffects: files
        .filter((path) => /static-fallback\.\S*js$/.test(path))
        .map((path) => `./${path}`),
      license: 'MIT',
      engines: { node: '>=20.19' },
    });
  });
});

/** What each module imports, and that its code is not made from strings. */
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  'dist/chat.cjs': ['./shared.cjs'],
  'dist/chat.js': ['./shared.js'],
  'dist/chat.workerd.js': ['./shared.workerd.js', './message-shapes.wasm'],
  'dist/fallback.js': [],
  'dist/index.cjs': ['./shared.cjs'],
  'dist/index.js': ['./shared.js'],
  'dist/index.workerd.js': ['./shared.workerd.js'],
  'dist/shared.cjs': ['./fallback.js'],
  'dist/shared.js': ['./fallback.js'],
  'dist/shared.workerd.js': ['./event-stream.wasm', './fallback.js'],
  // It includes the fallback, which is an ES module.
  'dist/static-fallback.cjs': ['./shared.cjs'],
  'dist/static-fallback.js': ['./fallback.js', './shared.js'],
  'dist/static-fallback.workerd.js': ['./fallback.js', './shared.workerd.js'],
  // It reads the URL of its script from the document, and loads the fallback from the same folder.
  'dist/post-event-source.global.js': [],
};

describe.each(files.filter((path) => /\.c?js$/.test(path)))('%s', (path) => {
  const code = read(path);

  test('makes no code from strings', () => {
    expect(code).not.toMatch(/\beval\s*\(|\bFunction\s*\(|\bsetTimeout\s*\(\s*["'`]/);
  });

  test('imports only files beside it, and nothing of Node', () => {
    const imports = /\b(?:from|import|require)\s*\(?\s*(["'`])(?<name>[\w@:./-]+)\1/g;

    const names = Array.from(code.matchAll(imports), ({ groups }) => groups?.name);
    expect([...new Set(names)]).toEqual(IMPORTS[path]);
  });
});

test('tarball: the script for pages is ASCII, so that it works in any encoding', () => {
  expect(read('dist/post-event-source.global.js')).not.toMatch(/[\u0080-\uffff]/);
});

function targetsOf(conditions: Conditions): string[] {
  return Object.values(conditions).flatMap((target) =>
    typeof target === 'string' ? [target] : targetsOf(target),
  );
}

function kibibytes(size: number): string {
  return `${size.toFixed(1).padStart(8)} KiB`;
}
