// One answer on the page: reasoning, Markdown and tool calls while they arrive, then how it ended, buttons and figures.

import type { ChatPart } from 'post-event-source/chat';
import type { Recorder } from '../inspector/recorder.js';
import { StreamingMarkdown } from '../markdown/streaming-markdown.js';
import { copyButton, element, toolButton } from './dom.js';

export class AnswerView {
  readonly node: HTMLElement;
  readonly #reasoning = element('div', {});
  readonly #body = element('div', { class: 'prose', 'data-role': 'assistant' });
  readonly #calls = element('div', { class: 'calls' });
  readonly #ending = element('p', { class: 'ending' });
  readonly #tools = element('div', { class: 'answer-tools' });
  readonly #figures = element('span', { class: 'figures' });
  readonly #copy = copyButton('Copy answer', () => this.#text);
  readonly #regenerate: HTMLButtonElement;
  readonly #markdown = new StreamingMarkdown(this.#body);
  readonly #asides = new Map<number | string, { text: Text; name: HTMLElement }>();
  #text = '';

  constructor(
    onRegenerate: () => void,
    private readonly onGrown: () => void,
  ) {
    this.#regenerate = toolButton('Regenerate', 'again', onRegenerate);
    this.#tools.append(this.#copy, this.#regenerate, this.#figures);
    const title = element('h2', { class: 'visually-hidden' }, 'Answer');
    const content = [this.#reasoning, this.#body, this.#calls, this.#ending, this.#tools];
    this.node = element('div', { class: 'answer' }, title, ...content);
    this.restart();
  }

  /** Removes everything that has arrived. */
  restart(): void {
    this.#text = '';
    this.#markdown.clear();
    this.#reasoning.replaceChildren();
    this.#calls.replaceChildren();
    this.#asides.clear();
    this.#ending.hidden = true;
    this.#figures.replaceChildren();
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
    this.onGrown();
  }

  /** @param ending - Why the answer ended, if not because it was complete. */
  finish(ending: string | undefined, recorder?: Recorder): void {
    this.#markdown.finish(this.#text);
    this.#ending.textContent = ending ?? '';
    this.#ending.hidden = ending === undefined;
    const figures = recorder ? figuresOf(recorder) : [];
    this.#figures.replaceChildren(...figures.map((figure) => element('span', {}, figure)));
    this.setBusy(false);
    this.onGrown();
  }

  /** While an answer is being written, its buttons are hidden, and screen readers wait for its end. */
  setBusy(busy: boolean): void {
    this.#body.setAttribute('aria-busy', String(busy));
    this.#tools.hidden = busy;
    this.#copy.hidden = this.#text === '';
  }

  /** Later turns depend on older answers, so only the newest one can be regenerated. */
  setNewest(newest: boolean): void {
    this.#regenerate.hidden = !newest;
  }

  /** Returns a collapsed box for the reasoning or a tool call. */
  #aside(label: string, index: number | string = label): { text: Text; name: HTMLElement } {
    const known = this.#asides.get(index);
    if (known) return known;
    const aside = { text: new Text(), name: element('code', {}) };
    const summary = element('summary', {}, label, ' ', aside.name);
    const text = element('div', { class: 'aside-text' }, aside.text);
    const node = element('details', { class: 'aside' }, summary, text);
    (label === 'Reasoning' ? this.#reasoning : this.#calls).append(node);
    this.#asides.set(index, aside);
    return aside;
  }
}

function figuresOf(recorder: Recorder): string[] {
  const { firstToken, lastToken, tokens: parts, usage, longestPause, opened } = recorder;
  if (firstToken === undefined) return [];
  // Without the count of the API, each part is a token.
  const { inputTokens, outputTokens: tokens = parts } = usage;
  const seconds = (lastToken - firstToken) / 1000;
  return [
    `first token ${inSeconds(firstToken)}`,
    ...(seconds > 0 ? [`${((tokens - 1) / seconds).toFixed(1)} tokens/s`] : []),
    ...(inputTokens === undefined ? [] : [`${inputTokens} tokens in`]),
    `${tokens} ${tokens === 1 ? 'token' : 'tokens'} out`,
    `longest pause ${inSeconds(longestPause)}`,
    ...(opened > 1 ? [`resumed ${opened - 1}×, nothing lost`] : []),
  ];
}

const inSeconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
