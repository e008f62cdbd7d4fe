// Markdown to safe DOM: marked makes tokens and HTML, DOMPurify lets through only what is listed here.
// The text comes from a model, so it may be hostile.

import DOMPurify from 'dompurify';
import { Marked, type Token } from 'marked';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (mark) => escapes[mark] ?? mark);

const marked = new Marked({
  renderer: {
    // Raw HTML is shown as it was written.
    html: ({ text }) => escape(text),
    // The page has an h1 and each answer an h2 for screen readers.
    heading({ tokens, depth }) {
      const level = Math.min(depth + 1, 6);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      return isSafeLink(href) ? `<a href="${escape(href)}">${text}</a>` : text;
    },
    // An image would be fetched without being asked for, and its address can carry words of the chat away.
    image({ href, text }) {
      const label = `🖼 ${escape(text || 'image')}`;
      return isSafeLink(href) ? `<a href="${escape(href)}">${label}</a>` : label;
    },
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

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

/** marked's time grows with the square of these, and its stack with the depth. */
const mostCharacters = 30_000;
const mostMarks = 3000;
const tooDeep = /^[ \t]*(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])[ \t]*){30}|^[ \t]{100,}[-*+\d]/m;

/** Whether a text can be parsed once a frame without the page standing still. */
export function isHarmless(markdown: string): boolean {
  return (
    markdown.length <= mostCharacters &&
    (markdown.match(/[[\]*_`<!~|\\&:]/g)?.length ?? 0) <= mostMarks &&
    !tooDeep.test(markdown)
  );
}

/** The blocks' `raw` joined is the text again. */
export const toBlocks = (markdown: string): Token[] => marked.lexer(markdown);

export const toHtml = (block: Token): string => marked.parser([block]).trim();

export const toSafeFragment = (html: string): DocumentFragment => DOMPurify.sanitize(html, allowed);

function isSafeLink(href: string): boolean {
  // Relative addresses would lead into this page's own server.
  return URL.canParse(href) && ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol);
}
