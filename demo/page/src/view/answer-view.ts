// One answer on the page: its Markdown, which grows, and below it the tools and the measurements.

import { StreamingMarkdown } from '../markdown/streaming-markdown.js';
import type { Reading } from '../stream/meter.js';
import { copyButton } from './copy-button.js';
import { element } from './dom.js';
import { icon } from './icons.js';

export class AnswerView {
  readonly node: HTMLElement;
  readonly #body = element('div', { class: 'prose', 'data-role': 'assistant' });
  readonly #tools = element('div', { class: 'answer-tools' });
  readonly #numbers = element('span', { class: 'numbers' });
  readonly #copy = copyButton({ label: 'Copy answer', read: () => this.#text });
  readonly #regenerate: HTMLButtonElement;
  readonly #markdown = new StreamingMarkdown(this.#body);
  readonly #onGrown: () => void;
  #text = '';

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
      this.#body,
      this.#tools,
    );
    this.restart();
  }

  get text(): string {
    return this.#text;
  }

  /** Back to an answer of which nothing has come yet. */
  restart(): void {
    this.#text = '';
    this.#markdown.clear();
    this.#numbers.textContent = '';
    this.setBusy(true);
  }

  append(text: string): void {
    this.#text += text;
    this.#markdown.update(this.#text);
    this.#onGrown();
  }

  /** While an answer is being written its tools are away, and screen readers wait for its end. */
  setBusy(busy: boolean): void {
    this.#body.setAttribute('aria-busy', String(busy));
    this.#tools.hidden = busy;
    this.#copy.hidden = this.#text === '';
  }

  finish(): void {
    this.#markdown.finish(this.#text);
    this.setBusy(false);
    this.#onGrown();
  }

  /** Only the newest answer can be asked for again: later turns were built on the older ones. */
  setNewest(newest: boolean): void {
    this.#regenerate.hidden = !newest;
  }

  showNumbers(reading: Reading | undefined): void {
    if (reading === undefined) return;
    const { tokens, tokensPerSecond, resumed } = reading;
    const parts = [
      `first token ${inSeconds(reading.firstTokenMilliseconds)}`,
      ...(tokensPerSecond === undefined ? [] : [`${tokensPerSecond.toFixed(1)} tokens/s`]),
      `${tokens} ${tokens === 1 ? 'token' : 'tokens'}`,
      `longest pause ${inSeconds(reading.longestPauseMilliseconds)}`,
    ];
    const mark = element('span', { class: 'resumed' }, `resumed ${resumed}×, nothing lost`);
    this.#numbers.replaceChildren(
      ...parts.map((part) => element('span', {}, part)),
      ...(resumed > 0 ? [mark] : []),
    );
    // On a phone the measurements take a second line, which would stay under the composer.
    this.#onGrown();
  }
}

const inSeconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
