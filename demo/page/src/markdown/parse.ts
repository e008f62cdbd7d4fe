// Converts Markdown of a model, which may be hostile, to safe DOM: marked parses it, and DOMPurify removes everything that
// is not listed here.

import DOMPurify from 'dompurify';
import { Marked, type Token } from 'marked';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (mark) => escapes[mark] ?? mark);

const marked = new Marked({
  renderer: {
    // HTML is shown as text.
    html: ({ text }) => escape(text),
    // The page has an h1, and each answer a hidden h2.
    heading({ tokens, depth }) {
      const level = Math.min(depth + 1, 6);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
    link({ href, tokens }) {
      return link(href, this.parser.parseInline(tokens));
    },
    // The browser would load an image at once, and its address can contain words of the chat.
    image: ({ href, text }) => link(href, `🖼 ${escape(text || 'image')}`),
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

/** Relative addresses would be requests to the demo's server. */
function link(href: string, html: string): string {
  const isSafe =
    URL.canParse(href) && ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol);
  return isSafe ? `<a href="${escape(href)}">${html}</a>` : html;
}

const allowed = {
  ALLOWED_TAGS: (
    'a blockquote br code del em h2 h3 h4 h5 h6 hr li ol p pre span strong ' +
    'table tbody td th thead tr ul'
  ).split(' '),
  ALLOWED_ATTR: ['href', 'class', 'align', 'start'],
  RETURN_DOM_FRAGMENT: true as const,
};

DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName !== 'A') return;
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer nofollow');
});

/** The time of marked grows with the square of these, and its stack with the depth. */
const mostCharacters = 30_000;
const mostMarks = 3000;
const tooDeep = /^[ \t]*(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])[ \t]*){30}|^[ \t]{100,}[-*+\d]/m;

/** Whether the page can parse a text in every frame without freezing. */
export function isHarmless(markdown: string): boolean {
  return (
    markdown.length <= mostCharacters &&
    (markdown.match(/[[\]*_`<!~|\\&:]/g)?.length ?? 0) <= mostMarks &&
    !tooDeep.test(markdown)
  );
}

/** The `raw` texts of the blocks, joined, are the text. */
export const toBlocks = (markdown: string): Token[] => marked.lexer(markdown);

export const toHtml = (block: Token): string => marked.parser([block]).trim();

export const toSafeFragment = (html: string): DocumentFragment => DOMPurify.sanitize(html, allowed);
