// One answer on the page: reasoning, Markdown and tool calls, which grow, how it ended, and below them tools and figures.

import type { ChatPart } from 'post-event-source/chat';
import { StreamingMarkdown } from '../markdown/streaming-markdown.js';
import { copyButton, element, icon } from './dom.js';

export class AnswerView {
  readonly node: HTMLElement;
  readonly #reasoning = element('div', {});
  readonly #body = element('div', { class: 'prose', 'data-role': 'assistant' });
  readonly #calls = element('div', { class: 'calls' });
  readonly #ending = element('p', { class: 'ending' });
  readonly #tools = element('div', { class: 'answer-tools' });
  readonly #numbers = element('span', { class: 'numbers' });
  readonly #copy = copyButton('Copy answer', () => this.#text);
  readonly #regenerate: HTMLButtonElement;
  readonly #markdown = new StreamingMarkdown(this.#body);
  readonly #onGrown: () => void;
  #text = '';
  #asides = new Map<number | string, { text: Text; name: HTMLElement }>();

  constructor({ onRegenerate, onGrown }: { onRegenerate: () => void; onGrown: () => void }) {
    this.#onGrown = onGrown;
    this.#regenerate = element(
      'button',
      { type: 'button', class: 'tool', 'aria-label': 'Regenerate', title: 'Regenerate' },
      icon('again'),
    );
    this.#regenerate.addEventListener('click', onRegenerate);
    this.#tools.append(this.#copy, this.#regenerate, this.#numbers);
    this.node = element(
      'div',
      { class: 'answer' },
      element('h2', { class: 'visually-hidden' }, 'Answer'),
      this.#reasoning,
      this.#body,
      this.#calls,
      this.#ending,
      this.#tools,
    );
    this.restart();
  }

  /** Back to an answer of which nothing has arrived. */
  restart(): void {
    this.#text = '';
    this.#markdown.clear();
    this.#reasoning.replaceChildren();
    this.#calls.replaceChildren();
    this.#asides.clear();
    this.#ending.hidden = true;
    this.#numbers.textContent = '';
    this.setBusy(true);
  }

  add(parts: readonly ChatPart[]): void {
    for (const part of parts) {
      if (part.type === 'text' || part.type === 'refusal') this.#text += part.text;
      else if (part.type === 'reasoning') this.#aside('Reasoning').text.appendData(part.text);
      else if (part.type === 'tool-call') {
        const { text, name } = this.#aside('Tool call', part.index);
        text.appendData(part.arguments);
        if (part.name !== undefined) name.textContent = part.name;
      }
    }
    this.#markdown.update(this.#text);
    this.#onGrown();
  }

  /** @param ending - How the answer ended, unless the model was done. */
  finish(ending: string | undefined): void {
    this.#markdown.finish(this.#text);
    this.#ending.textContent = ending ?? '';
    this.#ending.hidden = ending === undefined;
    this.setBusy(false);
    this.#onGrown();
  }

  /** While an answer is being written its tools are hidden, and screen readers wait for its end. */
  setBusy(busy: boolean): void {
    this.#body.setAttribute('aria-busy', String(busy));
    this.#tools.hidden = busy;
    this.#copy.hidden = this.#text === '';
  }

  /** Only the newest answer can be asked for again: later turns were built on the older ones. */
  setNewest(newest: boolean): void {
    this.#regenerate.hidden = !newest;
  }

  showNumbers(numbers: string[]): void {
    this.#numbers.replaceChildren(...numbers.map((number) => element('span', {}, number)));
    // On a phone the numbers take a second line, which would stay under the composer.
    this.#onGrown();
  }

  /** Reasoning or a tool call: collapsed, and growing whether it is open or not. */
  #aside(label: string, index: number | string = label): { text: Text; name: HTMLElement } {
    const known = this.#asides.get(index);
    if (known) return known;
    const aside = { text: new Text(), name: element('code', {}) };
    const node = element(
      'details',
      { class: 'aside' },
      element('summary', {}, label, ' ', aside.name),
      element('div', { class: 'aside-text' }, aside.text),
    );
    (label === 'Reasoning' ? this.#reasoning : this.#calls).append(node);
    this.#asides.set(index, aside);
    return aside;
  }
}
