// A block of code with its language, a copy button and colours. The button keeps its focus while the code grows.

import highlighter from 'highlight.js/lib/common';
import { copyButton, element } from '../view/dom.js';
import { toSafeFragment } from './parse.js';

/** Longer code has no colours: highlighting takes time for each character in each frame. */
const longestCode = 20_000;

export class CodeBlock {
  readonly node: HTMLElement;
  readonly #code = element('code', {});
  readonly #header = element('div', { class: 'code-header' });
  #text = '';
  #language = '';

  constructor() {
    this.#header.append(copyButton('Copy code', () => this.#text));
    // With a tabindex the keyboard can scroll long lines.
    const pre = element('pre', { tabindex: '0', role: 'group', 'aria-label': 'Code' }, this.#code);
    this.node = element('figure', { class: 'code-block' }, this.#header, pre);
  }

  update(text: string, language = ''): void {
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
