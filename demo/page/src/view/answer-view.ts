// One answer on the page: reasoning, Markdown and tool calls, which grow, how it ended, and below them tools and measurements.

import type { ChatPart } from 'post-event-source/chat';
import { StreamingMarkdown } from '../markdown/streaming-markdown.js';
import type { Reading } from '../stream/meter.js';
import { Aside } from './aside.js';
import { copyButton } from './copy-button.js';
import { element } from './dom.js';
import { icon } from './icons.js';

export class AnswerView {
  readonly node: HTMLElement;
  readonly #body = element('div', { class: 'prose', 'data-role': 'assistant' });
  readonly #reasoning = new Aside('Reasoning');
  readonly #calls = element('div', { class: 'calls' });
  readonly #ending = element('p', { class: 'ending' });
  readonly #tools = element('div', { class: 'answer-tools' });
  readonly #numbers = element('span', { class: 'numbers' });
  readonly #copy = copyButton({ label: 'Copy answer', read: () => this.#text });
  readonly #regenerate: HTMLButtonElement;
  readonly #markdown = new StreamingMarkdown(this.#body);
  readonly #onGrown: () => void;
  #text = '';
  #callsByIndex = new Map<number | string, Aside>();

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
      this.#reasoning.node,
      this.#body,
      this.#calls,
      this.#ending,
      this.#tools,
    );
    this.restart();
  }

  get text(): string {
    return this.#text;
  }

  /** Back to an answer of which nothing has arrived. */
  restart(): void {
    this.#text = '';
    this.#markdown.clear();
    this.#reasoning.clear();
    this.#calls.replaceChildren();
    this.#callsByIndex.clear();
    this.#ending.hidden = true;
    this.#numbers.textContent = '';
    this.setBusy(true);
  }

  add(parts: readonly ChatPart[]): void {
    for (const part of parts) {
      if (part.type === 'text' || part.type === 'refusal') this.#text += part.text;
      else if (part.type === 'reasoning') this.#reasoning.append(part.text);
      else if (part.type === 'tool-call')
        this.#callOf(part.index).append(part.arguments, part.name);
    }
    this.#markdown.update(this.#text);
    this.#onGrown();
  }

  /** @param ending - What to say of the end, if it was not an ordinary one. */
  finish(ending: string | undefined): void {
    this.#markdown.finish(this.#text);
    this.#ending.textContent = ending ?? '';
    this.#ending.hidden = ending === undefined;
    this.setBusy(false);
    this.#onGrown();
  }

  /** While an answer is being written its tools are away, and screen readers wait for its end. */
  setBusy(busy: boolean): void {
    this.#body.setAttribute('aria-busy', String(busy));
    this.#tools.hidden = busy;
    this.#copy.hidden = this.#text === '';
  }

  /** Only the newest answer can be asked for again: later turns were built on the older ones. */
  setNewest(newest: boolean): void {
    this.#regenerate.hidden = !newest;
  }

  showNumbers(reading: Reading | undefined): void {
    if (reading === undefined) return;
    const { tokens, inputTokens, tokensPerSecond, resumed } = reading;
    const parts = [
      `first token ${inSeconds(reading.firstTokenMilliseconds)}`,
      ...(tokensPerSecond === undefined ? [] : [`${tokensPerSecond.toFixed(1)} tokens/s`]),
      ...(inputTokens === undefined ? [] : [`${inputTokens} tokens in`]),
      `${tokens} ${tokens === 1 ? 'token' : 'tokens'} out`,
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

  #callOf(index: number | string): Aside {
    let call = this.#callsByIndex.get(index);
    if (call === undefined) {
      call = new Aside('Tool call');
      this.#callsByIndex.set(index, call);
      this.#calls.append(call.node);
    }
    return call;
  }
}

const inSeconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
