// The pages of docs/ and their order in the sidebar. A new file appears by itself, under its first heading.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../scripts/support/paths.mjs';

/** The order of the pages at the top of docs/. Other pages follow in the order of their names. */
const REFERENCE = ['usage', 'reconnecting', 'errors', 'limits', 'support'];
const BACKGROUND = ['comparison', 'performance', 'standard', 'design'];

/** @type {readonly Item[]} */
const NAVIGATION = [
  { text: 'Guides', link: '/guides/' },
  { text: 'API', link: '/api/' },
  { text: 'Comparison', link: '/comparison' },
  { text: 'Performance', link: '/performance' },
  { text: 'Playground', link: '/playground' },
];

/** Pages that the list of remaining pages leaves out. */
const ELSEWHERE = ['index', 'README', 'playground'];

const folder = inRoot('docs');

/**
 * @typedef {{ text: string, link: string }} Item
 * @typedef {{ text: string, collapsed?: boolean, items: Item[] }} Group
 */

/** The links at the top of the site, to pages that exist. */
export const navigation = () =>
  NAVIGATION.filter(({ link }) => existsSync(join(folder, `${link.replace(/\/$/, '/README')}.md`)))
    // So that a guide has its link highlighted too.
    .map(({ text, link }) => ({ text, link, activeMatch: link }));

/** @returns {Group[]} */
export function sidebar() {
  const pages = pagesIn('.').filter((name) => !ELSEWHERE.includes(name));
  const others = pages.filter((name) => ![...REFERENCE, ...BACKGROUND].includes(name));
  const present = (/** @type {readonly string[]} */ names) =>
    names.filter((name) => pages.includes(name));
  /** @type {Group[]} */
  const groups = [
    { text: 'Guides', items: guides().map((name) => item(`guides/${name}`)) },
    {
      text: 'Reference',
      items: [
        { text: 'post-event-source', link: '/api/' },
        { text: 'post-event-source/chat', link: '/api/chat' },
        ...present(REFERENCE).map(item),
      ],
    },
    { text: 'Background', items: [...present(BACKGROUND), ...others].map(item) },
    { text: 'Try it', items: [item('playground')] },
  ];
  return groups.map((group) => ({ ...group, collapsed: false }));
}

/** In the order of the links in guides/README.md. Guides without a link there come last. */
function guides() {
  const contents = read('guides/README');
  const position = (/** @type {string} */ name) => {
    const found = contents.indexOf(`](${name}.md)`);
    return found < 0 ? contents.length : found;
  };
  return pagesIn('guides')
    .filter((name) => name !== 'README')
    .sort((one, other) => position(one) - position(other));
}

/** @param {string} below a folder of docs/ @returns {string[]} names without `.md`, sorted */
const pagesIn = (below) =>
  readdirSync(join(folder, below))
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -'.md'.length))
    .sort();

/** @param {string} path below docs/, without `.md` @returns {Item} */
function item(path) {
  const [, heading = path] = /^# (.+)$/m.exec(read(path)) ?? [];
  return { text: heading.replaceAll('`', ''), link: `/${path}` };
}

/** @param {string} path below docs/, without `.md` */
const read = (path) => readFileSync(join(folder, `${path}.md`), 'utf8');
