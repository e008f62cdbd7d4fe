// One block of code: its language, a button that copies it, and its text, which may still be growing.
// The frame stays in place while the text grows, so that the button keeps its focus.

import { copyButton } from '../view/copy-button.js';
import { element } from '../view/dom.js';
import { highlight } from './highlight.js';
import { toSafeFragment } from './parse.js';

export class CodeBlock {
  readonly node: HTMLElement;
  readonly #code = element('code', {});
  readonly #header = element('div', { class: 'code-header' });
  #text = '';
  #language = '';

  constructor() {
    const copy = copyButton({ label: 'Copy code', read: () => this.#text });
    this.#header.append(copy);
    // Long lines scroll inside the block; with a tabindex the keyboard can scroll them too.
    const pre = element('pre', { tabindex: '0', role: 'group', 'aria-label': 'Code' }, this.#code);
    this.node = element('figure', { class: 'code-block' }, this.#header, pre);
  }

  update(text: string, language: string): void {
    if (text === this.#text && language === this.#language) return;
    this.#text = text;
    this.#language = language;
    this.#header.dataset.language = language || 'text';
    const html = highlight(text, language);
    this.#code.replaceChildren(html === undefined ? text : toSafeFragment(html));
  }
}
