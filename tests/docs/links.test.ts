// Links between the documents: the file exists, and so does the heading. A release makes those of
// README.md absolute.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { inRoot } from '../../scripts/support/paths.mjs';
import { filesAddress } from '../../scripts/support/readme-links.mjs';
import { headingsOf } from '../support/markdown.mjs';
import { sourceFiles } from '../support/source-files.js';

const FOLDERS = ['bench', 'core', 'demo', 'docs', 'examples', 'js', 'scripts', 'tests', 'wasm'];
const IN_ROOT = ['CHANGELOG.md', 'CONTRIBUTING.md', 'README.md', 'SECURITY.md'];
const documents = [
  ...IN_ROOT,
  ...FOLDERS.flatMap((folder) => sourceFiles(folder, '.md').map(({ path }) => path)),
];
const read = (path: string): string => readFileSync(inRoot(path), 'utf8');

interface Manifest {
  readonly repository?: { readonly url: string };
}
const { repository } = JSON.parse(read('package.json')) as Manifest;

/** A link of README.md before the first release of the repository. */
const asRelative = (link: string): string =>
  repository === undefined ? link : link.replace(filesAddress(repository.url), '');

const anchorsOf = (path: string): ReadonlySet<string> => {
  const text = read(path);
  const explicit = Array.from(text.matchAll(/<a id="([^"]+)"><\/a>/g), ([, id = '']) => id);
  return new Set([...headingsOf(text).map(({ anchor }) => anchor), ...explicit]);
};

/** Why a link of the document at `path` is dead; `undefined` if it is not. */
function faultOf(path: string, link: string): string | undefined {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? path : posix.join(posix.dirname(path), file);
  if (!existsSync(inRoot(target))) return `${link}: no such file`;
  if (anchor === undefined) return undefined;
  const isFile = statSync(inRoot(target)).isFile();
  return isFile && anchorsOf(target).has(anchor) ? undefined : `${link}: no such heading`;
}

test.each(documents)('links: %s', (path) => {
  const withoutCode = read(path)
    .replace(/^(```+)[^]*?^\1$/gm, '')
    .replace(/`[^`\n]*`/g, '');
  const links = Array.from(withoutCode.matchAll(/\]\(([^()\s]+)\)/g), ([, link = '']) =>
    path === 'README.md' ? asRelative(link) : link,
  );
  const inside = links.filter((link) => !/^[a-z]+:/.test(link));

  expect(inside.map((link) => faultOf(path, link)).filter(Boolean)).toEqual([]);
});
