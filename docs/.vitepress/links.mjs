// A markdown-it plugin: relative links, which are written for GitHub, become links of the site.
import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { inRoot } from '../../scripts/support/paths.mjs';

/**
 * The link that the site uses for a relative link of a page.
 * @param {string} page its path below docs/
 * @param {string} href
 * @param {string | undefined} repository the address of the repository's files
 * @returns {string | undefined} undefined for a file outside docs/ if the address of the repository is unknown
 */
export function siteLink(page, href, repository) {
  const [path = '', ...anchor] = href.split(/(?=#)/);
  const target = posix.join('docs', posix.dirname(page), path);
  if (!existsSync(inRoot(target))) {
    throw new Error(`docs/${page}: expected a file or folder of the repository, got ${href}`);
  }
  if (target.startsWith('docs/') && target.endsWith('.md')) {
    return [path.replace(/README\.md$/, 'index.md'), ...anchor].join('');
  }
  return repository && [`${repository}/${target}`, ...anchor].join('');
}

/** @type {(md: any, repository: string | undefined) => void} `md` is a `MarkdownIt` */
export function useSiteLinks(md, repository) {
  md.core.ruler.push('site-links', (/** @type {any} */ { tokens, env }) => {
    const links = tokens
      .flatMap((/** @type {any} */ token) => token.children ?? [])
      .filter((/** @type {any} */ token) => token.type === 'link_open');
    for (const link of links) {
      const href = link.attrGet('href') ?? '';
      if (/^([a-z]+:|#|\/)/.test(href)) continue;
      const target = siteLink(env.relativePath, href, repository);
      // An anchor without an address is shown as text.
      if (target === undefined) link.attrs = [];
      else link.attrSet('href', target);
    }
  });
}
