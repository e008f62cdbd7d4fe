// Writes the code blocks of a guide to files in build/guides/, with the names beside their languages.
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from '../../../../scripts/support/paths.mjs';
import { filesOf } from './blocks.js';

const packages = inRoot('tests', 'docs', 'guides', 'node_modules');

export interface Guide {
  /** Returns the path of a file, and marks it as used. */
  readonly use: (file: string) => string;
  /** Returns the files that were not used. */
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
      if (!files.has(file))
        throw new Error(
          `Expected a block ${file} in docs/guides/${name}.md, found: ${[...files.keys()].join(', ')}`,
        );
      unused.delete(file);
      return join(folder, file);
    },
    unused: () => [...unused],
  };
}
