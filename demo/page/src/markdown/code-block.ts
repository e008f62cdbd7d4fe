// One block of code: its language, a button that copies it, and its text in colours, which may still be growing.
// The frame stays in place while the text grows, so that the button keeps its focus.

import highlighter from 'highlight.js/lib/common';
import { copyButton, element } from '../view/dom.js';
import { toSafeFragment } from './parse.js';

/** Colouring costs time for each character and each frame; a longer block stays plain. */
const longestCode = 20_000;

export class CodeBlock {
  readonly node: HTMLElement;
  readonly #code = element('code', {});
  readonly #header = element('div', { class: 'code-header' });
  #text = '';
  #language = '';

  constructor() {
    this.#header.append(copyButton('Copy code', () => this.#text));
    // Long lines scroll inside the block; with a tabindex the keyboard can scroll them too.
    const pre = element('pre', { tabindex: '0', role: 'group', 'aria-label': 'Code' }, this.#code);
    this.node = element('figure', { class: 'code-block' }, this.#header, pre);
  }

  update(text: string, language: string): void {
    if (text === this.#text && language === this.#language) return;
    this.#text = text;
    this.#language = language;
    this.#header.dataset.language = language || 'text';
    if (text.length > longestCode || highlighter.getLanguage(language) === undefined) {
      this.#code.textContent = text;
      return;
    }
    const { value } = highlighter.highlight(text, { language, ignoreIllegals: true });
    this.#code.replaceChildren(toSafeFragment(value));
  }
}
