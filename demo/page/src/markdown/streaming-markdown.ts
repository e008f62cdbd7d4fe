// Renders Markdown that grows: finished blocks are rendered once and never touched again, only the tail is redone.
// If a tail costs too much to parse, it is shown as plain text.

import type { Token, Tokens } from 'marked';
import { element } from '../view/dom.js';
import { CodeBlock } from './code-block.js';
import { isHarmless, toBlocks, toHtml, toSafeFragment } from './parse.js';
import { previewOf } from './preview.js';

/** A list may still join the block before it, so this many blocks stay open. */
const openBlocks = 2;
/** Plain text is cut into blocks of this length: only the last one is laid out again. */
const plainCharacters = 4000;

/** What is to be shown; `key` changes with the content. */
type Block = { type: 'code'; token: Tokens.Code } | { type: 'prose' | 'plain'; key: string };

interface View {
  type: Block['type'];
  node: HTMLElement;
  key: string;
  code?: CodeBlock;
}

export class StreamingMarkdown {
  readonly #parent: HTMLElement;
  #views: View[] = [];
  #settledViews = 0;
  #settledCharacters = 0;

  constructor(parent: HTMLElement) {
    this.#parent = parent;
  }

  /** Shows text whose end is still to come. */
  update(text: string): void {
    const tail = this.#tail(text);
    if (!isHarmless(tail)) {
      this.#show(plain(tail), this.#settledViews);
      return;
    }
    this.#show(toBlocks(previewOf(tail)).flatMap(blockOf), this.#settledViews);
    for (const token of toBlocks(tail).slice(0, -openBlocks)) {
      this.#settledCharacters += token.raw.length;
      this.#settledViews += blockOf(token).length;
    }
  }

  /** Shows the whole text; blocks that are already right keep their nodes, and the reader's selection in them. */
  finish(text: string): void {
    if (isHarmless(text)) this.#show(toBlocks(text).flatMap(blockOf), 0);
    else {
      const tail = this.#tail(text);
      const blocks = isHarmless(tail) ? toBlocks(tail).flatMap(blockOf) : plain(tail);
      this.#show(blocks, this.#settledViews);
    }
  }

  clear(): void {
    this.#parent.replaceChildren();
    this.#views = [];
    this.#settledViews = this.#settledCharacters = 0;
  }

  #tail(text: string): string {
    // The lexer counts line breaks as one character each; counting otherwise would lose or repeat text.
    return text.replace(/\r\n?/g, '\n').slice(this.#settledCharacters);
  }

  #show(blocks: Block[], from: number): void {
    blocks.forEach((block, index) => this.#showBlock(block, from + index));
    for (const extra of this.#views.splice(from + blocks.length)) extra.node.remove();
  }

  #showBlock(block: Block, index: number): void {
    const old = this.#views[index];
    const view = old?.type === block.type ? old : newView(block.type);
    if (block.type === 'code') view.code?.update(block.token.text, languageOf(block.token));
    else if (block.key !== view.key) {
      view.key = block.key;
      if (block.type === 'plain') view.node.textContent = block.key;
      else showHtml(view.node, block.key);
    }
    if (view === old) return;
    this.#views[index] = view;
    if (old === undefined) this.#parent.append(view.node);
    else old.node.replaceWith(view.node);
  }
}

function newView(type: Block['type']): View {
  if (type !== 'code') return { type, node: element('div', { class: `block ${type}` }), key: '' };
  const code = new CodeBlock();
  return { type, node: code.node, key: '', code };
}

function blockOf(token: Token): Block[] {
  if (token.type === 'space' || token.type === 'def') return [];
  if (token.type === 'code') return [{ type: 'code', token: token as Tokens.Code }];
  return [{ type: 'prose', key: toHtml(token) }];
}

function plain(text: string): Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start < text.length; start += plainCharacters) {
    blocks.push({ type: 'plain', key: text.slice(start, start + plainCharacters) });
  }
  return blocks;
}

function showHtml(node: HTMLElement, html: string): void {
  node.replaceChildren(toSafeFragment(html));
  // A wide table scrolls in a frame of its own instead of widening a phone's page.
  for (const table of node.querySelectorAll('table')) {
    const label = { role: 'group', 'aria-label': 'Table', tabindex: '0' };
    const frame = element('div', { class: 'table-frame', ...label });
    table.replaceWith(frame);
    frame.append(table);
  }
  // Code inside a list or a quotation gets the same frame as code on its own.
  for (const code of node.querySelectorAll('pre > code')) {
    const block = new CodeBlock();
    const language = /language-(\S+)/.exec(code.className)?.[1] ?? '';
    block.update(code.textContent.replace(/\n$/, ''), language);
    code.parentElement?.replaceWith(block.node);
  }
}

const languageOf = ({ lang }: Tokens.Code) => /^\S*/.exec(lang ?? '')?.[0].toLowerCase() ?? '';
