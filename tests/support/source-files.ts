// The source files of the repository, for tests of its structure.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { root } from './child.js';

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

const NOT_OURS = new Set(['node_modules', 'dist', 'build', 'coverage']);

/** Every file under `folder` with one of these extensions, or of these names. */
export function sourceFiles(folder: string, ...kinds: string[]): SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      return NOT_OURS.has(entry.name) ? [] : sourceFiles(path, ...kinds);
    }
    const isWanted = kinds.includes(extname(entry.name)) || kinds.includes(entry.name);
    return isWanted ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
  });
}

/**
 * The code of a TypeScript or C++ file without its comments, so that a comment cannot violate a
 * rule.
 */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"])\/\/.*$/gm, '$1');
}
