// Markdown to safe DOM: marked makes tokens and HTML, DOMPurify lets through only what is listed here.
// The text comes from a model, so it is treated as a stranger's. streaming-markdown.ts calls it block by block.

import DOMPurify from 'dompurify';
import { Marked, type Token } from 'marked';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (mark) => escapes[mark] ?? mark);

const marked = new Marked({
  gfm: true,
  renderer: {
    // Raw HTML is shown as it was written; the reader sees what the model tried.
    html: ({ text }) => escape(text),
    // The page has its own h1 and each answer an h2 for screen readers.
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

/** Together the blocks' `raw` is the text again, so that a caller can tell how far it has come. */
export function toBlocks(markdown: string): Token[] {
  return marked.lexer(markdown);
}

export function toHtml(block: Token): string {
  return marked.parser([block]).trim();
}

export function toSafeFragment(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, allowed);
}

function isSafeLink(href: string): boolean {
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol);
  } catch {
    // Relative addresses would lead into this page's own server.
    return false;
  }
}
