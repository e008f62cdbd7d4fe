// What accompanies an answer: reasoning, or a tool call. Collapsed; the text grows inside, whether it is open or not.

import { element } from './dom.js';

export class Aside {
  readonly node: HTMLDetailsElement;
  readonly #name = element('code', {});
  readonly #text = document.createTextNode('');

  /** Hidden until something is appended. */
  constructor(label: string) {
    this.node = element(
      'details',
      { class: 'aside' },
      element('summary', {}, label, ' ', this.#name),
      element('div', { class: 'aside-text' }, this.#text),
    );
    this.clear();
  }

  /** @param name - Of the tool, if it is known. */
  append(text: string, name?: string): void {
    this.node.hidden = false;
    this.#text.appendData(text);
    if (name !== undefined) this.#name.textContent = name;
  }

  clear(): void {
    this.node.hidden = true;
    this.node.open = false;
    this.#text.data = '';
  }
}
