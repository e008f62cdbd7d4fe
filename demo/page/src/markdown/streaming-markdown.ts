// Renders Markdown that grows: finished blocks are rendered once and never touched again, only the tail is redone.
// Called by answer-view.ts with what a frame brings; uses parse.ts for the blocks and code-block.ts for code.

import type { Token, Tokens } from 'marked';
import { element } from '../view/dom.js';
import { CodeBlock } from './code-block.js';
import { toBlocks, toHtml, toSafeFragment } from './parse.js';
import { previewOf } from './preview.js';

/** A block and what it became. A list may still join the block before it, so this many stay open. */
const openBlocks = 2;

type View =
  | { kind: 'code'; node: HTMLElement; code: CodeBlock }
  | { kind: 'prose'; node: HTMLElement; html: string };

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
    // The lexer counts line breaks as one character each; counting otherwise would lose or repeat text.
    const tail = text.replace(/\r\n?/g, '\n').slice(this.#settledCharacters);
    this.#show(toBlocks(previewOf(tail)), this.#settledViews);
    this.#settle(toBlocks(tail));
  }

  /** Shows the whole text; blocks that are already right keep their nodes, and the reader's selection in them. */
  finish(text: string): void {
    this.#show(toBlocks(text), 0);
  }

  clear(): void {
    this.#parent.replaceChildren();
    this.#views = [];
    this.#settledViews = 0;
    this.#settledCharacters = 0;
  }

  #settle(blocks: Token[]): void {
    for (const block of blocks.slice(0, Math.max(0, blocks.length - openBlocks))) {
      this.#settledCharacters += block.raw.length;
      if (isVisible(block)) this.#settledViews += 1;
    }
  }

  #show(blocks: Token[], from: number): void {
    const visible = blocks.filter(isVisible);
    visible.forEach((block, index) => this.#showBlock(block, from + index));
    for (const extra of this.#views.splice(from + visible.length)) extra.node.remove();
  }

  #showBlock(block: Token, index: number): void {
    const old = this.#views[index];
    const view =
      block.type === 'code' ? showCode(block as Tokens.Code, old) : showProse(block, old);
    if (view === old) return;
    this.#views[index] = view;
    if (old === undefined) this.#parent.append(view.node);
    else old.node.replaceWith(view.node);
  }
}

const isVisible = ({ type }: Token) => type !== 'space' && type !== 'def';

function showCode(block: Tokens.Code, old: View | undefined): View {
  const view: View = old?.kind === 'code' ? old : newCodeView();
  if (view.kind === 'code') view.code.update(block.text, languageOf(block));
  return view;
}

function newCodeView(): View {
  const code = new CodeBlock();
  return { kind: 'code', node: code.node, code };
}

function showProse(block: Token, old: View | undefined): View {
  const html = toHtml(block);
  if (old?.kind === 'prose' && old.html === html) return old;
  const view: View =
    old?.kind === 'prose' ? old : { kind: 'prose', node: element('div', { class: 'block' }), html };
  view.html = html;
  view.node.replaceChildren(toSafeFragment(html));
  frameTables(view.node);
  frameNestedCode(view.node);
  return view;
}

/** A wide table scrolls in a frame of its own instead of widening a phone's page. */
function frameTables(node: HTMLElement): void {
  for (const table of node.querySelectorAll('table')) {
    const frame = element('div', {
      class: 'table-frame',
      role: 'group',
      'aria-label': 'Table',
      tabindex: '0',
    });
    table.replaceWith(frame);
    frame.append(table);
  }
}

/** Code inside a list or a quotation gets the same frame as code on its own. */
function frameNestedCode(node: HTMLElement): void {
  for (const code of node.querySelectorAll('pre > code')) {
    const block = new CodeBlock();
    const language = /language-(\S+)/.exec(code.className)?.[1] ?? '';
    block.update(code.textContent.replace(/\n$/, ''), language);
    code.parentElement?.replaceWith(block.node);
  }
}

function languageOf({ lang }: Tokens.Code): string {
  return (lang ?? '').trim().split(/\s/)[0]?.toLowerCase() ?? '';
}
