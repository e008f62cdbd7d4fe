// What npm would publish: its files, its entry points, its source maps, and what the code in it keeps away from.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './support/child.js';

interface Manifest {
  exports: Record<string, string | Record<string, string>>;
  types: string;
  sideEffects: boolean;
  type: string;
  license: string;
  scripts: Record<string, string>;
  [name: string]: unknown;
}

interface SourceMap {
  sources: string[];
  sourcesContent?: (string | null)[];
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const code = read('dist/index.js');

const packed = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
) as [{ files: { path: string }[] }];
const files = packed[0].files.map(({ path }) => path);

describe('files', () => {
  test('are those of dist/, and what describes the package', () => {
    const others = files.filter((path) => !path.startsWith('dist/'));

    const describing = ['LICENSE', 'README.md', 'package.json'];
    expect(others.filter((path) => path !== 'CHANGELOG.md').sort()).toEqual(describing);
    expect(files).toContain('dist/index.js');
    expect(files).toContain('dist/index.js.map');
    expect(files).toContain('dist/index.d.ts');
  });

  test('stay small', () => {
    const bytes = files.reduce((sum, path) => sum + statSync(join(root, path)).size, 0);

    expect(bytes).toBeLessThan(500_000);
  });
});

describe('package.json', () => {
  test('every entry point exists and is published', () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );

    expect(targets.length).toBeGreaterThan(1);
    for (const target of [...targets, manifest.types]) {
      expect(target).toMatch(/^\.\//);
      expect(files).toContain(target.slice(2));
    }
  });

  test('types come first, so that a bundler condition cannot hide them', () => {
    expect(Object.keys(manifest.exports['.'] ?? {})[0]).toBe('types');
  });

  test('asks for nothing at run time', () => {
    const wants = [
      'dependencies',
      'peerDependencies',
      'optionalDependencies',
      'bundleDependencies',
    ];
    const scripts = Object.keys(manifest.scripts);

    expect(wants.filter((name) => name in manifest)).toEqual([]);
    expect(scripts.filter((name) => /install|prepare|prepublish/.test(name))).toEqual([]);
  });

  test('is an ES module without side effects, under the MIT licence', () => {
    const { type, sideEffects, license } = manifest;

    expect({ type, sideEffects, license }).toEqual({
      type: 'module',
      sideEffects: false,
      license: 'MIT',
    });
  });
});

describe('dist/index.js', () => {
  test('makes no code from strings, and imports nothing', () => {
    expect(code).not.toMatch(/\beval\s*\(|\bnew Function\b|\bFunction\s*\(/);
    expect(code).not.toMatch(/\bimport\b\s*[({*'"]|^\s*import\s/m);
    expect(code).not.toMatch(/\brequire\s*\(|node:/);
  });

  test('exports exactly what index.ts names', async () => {
    const published = (await import(join(root, 'dist/index.js'))) as Record<string, unknown>;
    const names = Object.keys(published).sort();

    expect(names).toEqual(Object.keys(await import('../../js/src/index.js')).sort());
    expect(names).toContain('fetchEventSource');
    expect(names).not.toContain('default');
  });

  test('names its source map, which is there', () => {
    const [, name = ''] = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(code) ?? [];

    expect(files).toContain(`dist/${name}`);
  });
});

const maps = files.filter((path) => path.endsWith('.map'));

describe.each(maps)('%s', (path) => {
  const map = JSON.parse(read(path)) as SourceMap;

  test('carries its sources, or names files that are published with it', () => {
    expect(map.sources.length).toBeGreaterThan(0);
    const lost = map.sources.filter((source, index) => {
      const isPublished = files.includes(join(dirname(path), source));
      return !map.sourcesContent?.[index] && !isPublished;
    });

    expect(lost).toEqual([]);
  });

  test('names its sources as they lie in the repository', () => {
    for (const source of map.sources) {
      expect(existsSync(resolve(root, dirname(path), source)), source).toBe(true);
    }
  });
});

test('the source map holds the sources as they are', () => {
  const map = JSON.parse(read('dist/index.js.map')) as SourceMap;

  const sources = map.sources.filter((source) => source.includes('js/src/'));
  expect(sources.length).toBeGreaterThan(10);
  for (const source of sources) {
    const content = map.sourcesContent?.[map.sources.indexOf(source)];
    expect(content, source).toBe(readFileSync(resolve(root, 'dist', source), 'utf8'));
  }
});

test('the declarations refer to no file that is not published', () => {
  for (const path of files.filter((file) => file.endsWith('.d.ts'))) {
    const references = read(path).matchAll(/from '(\.[^']+)'|import\('(\.[^']+)'\)/g);
    for (const [, from, dynamic] of references) {
      const target = join(dirname(path), from ?? dynamic ?? '').replace(/\.js$/, '.d.ts');
      expect(files, `${path} refers to ${target}`).toContain(target);
    }
  }
});
