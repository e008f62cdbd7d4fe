// Imports between the files of the package, the demo, the benchmarks and the scripts form no cycle,
// including type imports.
import { posix } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { sourceFiles } from '../../support/source-files.js';

const FOLDERS = ['js/src', 'bench', 'demo', 'scripts', 'wasm'];
const sources = FOLDERS.flatMap((folder) => sourceFiles(folder, '.ts', '.js', '.mjs'));

type Imports = ReadonlyMap<string, readonly string[]>;

function importsOf(files: typeof sources): Imports {
  const known = new Set(files.map(({ path }) => path));
  return new Map(
    files.map(({ path, text }) => {
      const names = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
      const targets = names.map((name) => posix.join(posix.dirname(path), name));
      const found = targets.flatMap((target) => [target, target.replace(/\.js$/, '.ts')]);
      return [path, found.filter((target) => known.has(target))];
    }),
  );
}

/**
 * The cycles that a depth-first search finds, each as a list of files from the first to the first.
 */
function cyclesIn(imports: Imports): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push([...path.slice(start), file].join(' -> '));
    if (start >= 0 || done.has(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return cycles;
}

test('import cycles: a cycle is found, also one of type imports and one of dynamic imports', () => {
  const files = [
    { path: 'a.ts', text: "import type { B } from './folder/b.js';" },
    { path: 'folder/b.ts', text: "export { c } from './c.mjs';" },
    { path: 'folder/c.mjs', text: "await import('../a.js');\nimport './d.mjs';" },
    { path: 'folder/d.mjs', text: '' },
  ];

  expect(cyclesIn(importsOf(files))).toEqual(['a.ts -> folder/b.ts -> folder/c.mjs -> a.ts']);
});

test('import cycles: there are none', () => {
  const imports = importsOf(sources);

  expect([...imports.values()].flat().length).toBeGreaterThan(300);
  expect(cyclesIn(imports)).toEqual([]);
});
