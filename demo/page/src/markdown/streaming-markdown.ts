// Renders Markdown while it arrives. Finished blocks are rendered once; only the blocks at the end are rendered again.
// If the end takes too long to parse, it is shown as plain text.

import type { Token, Tokens } from 'marked';
import remend from 'remend';
import { element } from '../view/dom.js';
import { CodeBlock } from './code-block.js';
import { isHarmless, toBlocks, toHtml, toSafeFragment } from './parse.js';

/** A list can still merge with the block before it, so two blocks stay open. */
const openBlocks = 2;
/** Plain text is split into blocks of this length: only the last one is laid out again. */
const plainCharacters = 4000;

/** A block to show. `content` is HTML or text. */
interface Block {
  type: 'code' | 'prose' | 'plain';
  content: string;
  language?: string;
}

interface View {
  type: Block['type'];
  node: HTMLElement;
  show: (block: Block) => void;
}

export class StreamingMarkdown {
  #views: View[] = [];
  #settledViews = 0;
  #settledCharacters = 0;

  constructor(private readonly parent: HTMLElement) {}

  /** Shows text whose end has not arrived. */
  update(text: string): void {
    const tail = this.#tail(text);
    if (!isHarmless(tail)) {
      this.#show(plain(tail), this.#settledViews);
      return;
    }
    // Completes marks that are still open.
    const tokens = toBlocks(remend(tail));
    // A table is a paragraph of pipes until its second row is complete.
    const last = tokens.at(-1);
    const isHalfTable = last?.type === 'paragraph' && /^\|.*(\n.*)?$/.test(last.raw);
    this.#show(tokens.slice(0, isHalfTable ? -1 : undefined).flatMap(blockOf), this.#settledViews);
    for (const token of tokens.slice(0, -openBlocks)) {
      this.#settledCharacters += token.raw.length;
      this.#settledViews += blockOf(token).length;
    }
  }

  /** Shows the whole text. Blocks that do not change keep their nodes, and a selection in them. */
  finish(text: string): void {
    const isWhole = isHarmless(text);
    const rest = isWhole ? text : this.#tail(text);
    const blocks = isHarmless(rest) ? toBlocks(rest).flatMap(blockOf) : plain(rest);
    this.#show(blocks, isWhole ? 0 : this.#settledViews);
  }

  clear(): void {
    this.parent.replaceChildren();
    this.#views = [];
    this.#settledViews = this.#settledCharacters = 0;
  }

  /** marked replaces line ends in the same way, so its characters can be counted. */
  #tail(text: string): string {
    return text.replace(/\r\n?/g, '\n').slice(this.#settledCharacters);
  }

  #show(blocks: Block[], from: number): void {
    blocks.forEach((block, index) => this.#showBlock(block, from + index));
    for (const extra of this.#views.splice(from + blocks.length)) extra.node.remove();
  }

  #showBlock(block: Block, index: number): void {
    const old = this.#views[index];
    const view = old?.type === block.type ? old : newView(block.type);
    view.show(block);
    this.#views[index] = view;
    if (old === undefined) this.parent.append(view.node);
    else if (view !== old) old.node.replaceWith(view.node);
  }
}

function newView(type: Block['type']): View {
  if (type === 'code') {
    const code = new CodeBlock();
    return { type, node: code.node, show: (block) => code.update(block.content, block.language) };
  }
  const node = element('div', { class: `block ${type}` });
  let shown: string | undefined;
  const show = ({ content }: Block) => {
    if (content === shown) return;
    shown = content;
    if (type === 'plain') node.textContent = content;
    else showHtml(node, content);
  };
  return { type, node, show };
}

function blockOf(token: Token): Block[] {
  if (token.type === 'space' || token.type === 'def') return [];
  if (token.type !== 'code') return [{ type: 'prose', content: toHtml(token) }];
  const { text, lang = '' } = token as Tokens.Code;
  return [{ type: 'code', content: text, language: lang.split(/\s/)[0]?.toLowerCase() ?? '' }];
}

function plain(text: string): Block[] {
  const pieces = text.match(new RegExp(`[^]{1,${plainCharacters}}`, 'g')) ?? [];
  return pieces.map((content) => ({ type: 'plain', content }));
}

function showHtml(node: HTMLElement, html: string): void {
  node.replaceChildren(toSafeFragment(html));
  // A wide table scrolls in its own frame instead of widening the page of a phone.
  for (const table of node.querySelectorAll('table')) {
    const label = { role: 'group', 'aria-label': 'Table', tabindex: '0' };
    const frame = element('div', { class: 'table-frame', ...label });
    table.replaceWith(frame);
    frame.append(table);
  }
  // Code inside a list or a quotation.
  for (const code of node.querySelectorAll('pre > code')) {
    const block = new CodeBlock();
    const language = /language-(\S+)/.exec(code.className)?.[1] ?? '';
    block.update(code.textContent.replace(/\n$/, ''), language);
    code.parentElement?.replaceWith(block.node);
  }
}
