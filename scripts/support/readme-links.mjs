// The links of README.md: relative until the repository has an address, absolute from the next
// release on, for npm's page.
import { format, resolveConfig } from 'prettier';

/**
 * @param {string} url `repository.url` of package.json
 * @returns {string} the base of the links of README.md: the newest files of the default branch
 */
export const filesAddress = (url) =>
  `${url.replace(/^git\+/, '').replace(/\.git$/, '')}/blob/HEAD/`;

/**
 * @param {string} path of README.md
 * @param {string} markdown its text
 * @param {string} url `repository.url` of package.json
 */
export async function withAbsoluteLinks(path, markdown, url) {
  const linked = markdown.replace(/\]\((?![a-z]+:|#)/g, () => `](${filesAddress(url)}`);
  // Longer links widen the columns of tables.
  return format(linked, { ...(await resolveConfig(path)), parser: 'markdown' });
}
