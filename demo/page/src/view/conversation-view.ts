// The list of turns on the page: a question and its answer each. Finished turns are left alone.

import { AnswerView } from './answer-view.js';
import { element } from './dom.js';

export class ConversationView {
  readonly #list: HTMLElement;
  readonly #welcome: HTMLElement;
  #newest: AnswerView | undefined;

  constructor(list: HTMLElement, welcome: HTMLElement) {
    this.#list = list;
    this.#welcome = welcome;
  }

  addTurn(
    question: string,
    handlers: { onRegenerate: () => void; onGrown: () => void },
  ): AnswerView {
    this.#welcome.hidden = true;
    this.#newest?.setNewest(false);
    const answer = new AnswerView(handlers);
    this.#newest = answer;
    this.#list.append(
      element(
        'article',
        { class: 'turn' },
        element('h2', { class: 'visually-hidden' }, 'You asked'),
        element('div', { class: 'question', 'data-role': 'user' }, question),
        answer.node,
      ),
    );
    return answer;
  }

  clear(): void {
    this.#list.replaceChildren();
    this.#newest = undefined;
    this.#welcome.hidden = false;
  }
}
