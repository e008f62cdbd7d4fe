// The site of the documentation: docs/ -> build/site/, by VitePress. `npm run docs` builds it.
import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/support/paths.mjs';
import { anchorOf } from './anchors.mjs';
import { useSiteLinks } from './links.mjs';
import { navigation, sidebar } from './pages.mjs';

const { name, description, version, repository } = JSON.parse(
  readFileSync(inRoot('package.json'), 'utf8'),
);

// GitHub Actions sets these. Without an address of the repository, the site has no links to it.
const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, SITE_BASE } = process.env;
const address =
  repository?.url.replace(/^git\+|\.git$/g, '') ??
  (GITHUB_REPOSITORY && `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`);

/** Keeps front matter out of the Markdown, where GitHub would show it. @type {Record<string, object>} */
const FRONT_MATTER = {
  'index.md': {
    layout: 'home',
    hero: {
      name,
      text: 'Server-Sent Events over fetch()',
      tagline: 'POST, headers and a body. The parser is C++, compiled to WebAssembly.',
      actions: [
        { text: 'Stream a chat', link: '/guides/streaming', theme: 'brand' },
        { text: 'API reference', link: '/api/', theme: 'alt' },
        { text: 'Playground', link: '/playground', theme: 'alt' },
      ],
    },
    features: [
      {
        title: 'Follows the standard',
        details: 'It does each step of WHATWG section 9.2, wherever chunks end.',
        link: '/standard',
      },
      {
        title: 'Resumes, or reports',
        details: 'A POST is not sent again after a message, unless you allow it.',
        link: '/reconnecting',
      },
      {
        title: 'Reads chat APIs',
        details: 'Text, reasoning and tool calls, and whether the answer is complete.',
        link: '/guides/parts',
      },
      {
        title: 'Loads anywhere',
        details: 'Where WebAssembly is refused, the same C++ runs as JavaScript.',
        link: '/design',
      },
    ],
  },
  'playground.md': { sidebar: false, aside: false, prev: false, pageClass: 'wide' },
};

/** @type {(page: string) => string} */
const outputOf = (page) => page.replace(/(^|\/)README\.md$/, '$1index.md');

export default {
  title: name,
  description,
  lang: 'en',
  // Without this, browsers ask for /favicon.ico.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  base: SITE_BASE ?? '/',
  outDir: inRoot('build', 'site'),
  cacheDir: inRoot('build', 'site-cache'),
  cleanUrls: true,
  // The home page of the site is index.md. A README.md beside it is the one that GitHub shows.
  srcExclude: ['README.md', 'node_modules/**'],
  rewrites: outputOf,
  transformPageData: (/** @type {any} */ page) => {
    Object.assign(page.frontmatter, FRONT_MATTER[page.relativePath]);
  },
  markdown: {
    anchor: { slugify: anchorOf },
    config: (/** @type {any} */ md) => {
      useSiteLinks(md, address && `${address}/blob/HEAD`);
    },
  },
  vite: {
    resolve: { alias: { 'post-event-source': inRoot('dist', 'index.js') } },
    // The page loads one file of the package, and the fallback only where WebAssembly is refused.
    build: { chunkSizeWarningLimit: 1000 },
  },
  themeConfig: {
    nav: [
      ...navigation(),
      { text: version, link: 'https://www.npmjs.com/package/post-event-source' },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: 'local' },
    ...(address && { socialLinks: [{ icon: 'github', link: address }] }),
    footer: { message: 'MIT License' },
  },
};
