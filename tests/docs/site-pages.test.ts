// How pages of docs/ become pages of the site: the sidebar, and links that were written for GitHub.
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { siteLink } from '../../docs/.vitepress/links.mjs';
import { sidebar } from '../../docs/.vitepress/pages.mjs';
import { inRoot } from '../../scripts/support/paths.mjs';

test('the sidebar has every page once', () => {
  const links = sidebar().flatMap(({ items }) => items.map(({ link }) => link));

  const pages = ['.', 'api', 'guides'].flatMap((folder) =>
    readdirSync(inRoot('docs', folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder === '.' ? '' : `/${folder}`}/${name.replace('.md', '')}`),
  );
  const expected = pages
    .filter((page) => !['/index', '/README', '/guides/README'].includes(page))
    .map((page) => page.replace('/README', '/'));
  expect(links.toSorted()).toEqual(expected.toSorted());
});

describe('a link', () => {
  const REPOSITORY = 'https://git.example.com/owner/name/blob/main';

  test.each([
    ['to another page', 'guides/errors.md', 'resuming.md#ids', 'resuming.md#ids'],
    ['to the README of a folder', 'comparison.md', 'guides/README.md', 'guides/index.md'],
    [
      'to a file of the repository',
      'guides/errors.md',
      '../../README.md#errors',
      `${REPOSITORY}/README.md#errors`,
    ],
    ['to a folder of the repository', 'design.md', '../tests', `${REPOSITORY}/tests`],
  ])('%s', (_where, page, href, expected) => {
    expect(siteLink(page, href, REPOSITORY)).toBe(expected);
  });

  test('to a file of the repository has no address if the repository is unknown', () => {
    expect(siteLink('design.md', '../README.md', undefined)).toBeUndefined();
  });

  test('to a file that does not exist fails the build', () => {
    expect(() => siteLink('design.md', '../LOST.md', REPOSITORY)).toThrow(
      'docs/design.md: expected a file or folder of the repository, got ../LOST.md',
    );
  });
});
