// A guide of docs/guides/ as a folder: each block of code is a file in build/guides/, by the name beside its language.
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from '../../../../scripts/support/paths.mjs';
import { filesOf } from './blocks.js';

const packages = inRoot('tests', 'docs', 'guides', 'node_modules');

export interface Guide {
  /** The path of a file, which from then on counts as run. */
  readonly use: (file: string) => string;
  /** The files that nobody has used. */
  readonly unused: () => readonly string[];
}

export function openGuide(name: string): Guide {
  const folder = inRoot('build', 'guides', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  symlinkSync(packages, join(folder, 'node_modules'));

  const files = filesOf(readFileSync(inRoot('docs', 'guides', `${name}.md`), 'utf8'));
  for (const [file, code] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  const unused = new Set(files.keys());
  return {
    use: (file) => {
      if (!files.has(file)) throw new Error(`The guide ${name} has no ${file}`);
      unused.delete(file);
      return join(folder, file);
    },
    unused: () => [...unused],
  };
}
