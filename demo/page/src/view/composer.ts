// The question box, with the button Send or Stop.

import { find } from './dom.js';

export class Composer {
  readonly #form = find('composer', HTMLFormElement);
  readonly #box = find('question', HTMLTextAreaElement);
  readonly #send = find('send', HTMLButtonElement);
  readonly #stop = find('stop', HTMLButtonElement);
  #active = false;

  constructor({ onAsk, onStop }: { onAsk: (question: string) => void; onStop: () => void }) {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const question = this.#box.value.trim();
      if (question === '' || this.#active) return;
      this.#box.value = '';
      this.#onInput();
      onAsk(question);
    });
    this.#stop.addEventListener('click', onStop);
    this.#box.addEventListener('input', () => this.#onInput());
    document.addEventListener('keydown', (event) => {
      // Enter and Escape can end a word of an input method. In Safari only the key code shows that.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === 'Escape' && this.#active && !event.defaultPrevented) onStop();
      if (event.target !== this.#box || event.key !== 'Enter' || event.shiftKey) return;
      event.preventDefault();
      this.#form.requestSubmit();
    });
    this.#onInput();
  }

  setActive(active: boolean): void {
    const hadFocus = document.activeElement === this.#stop || document.activeElement === this.#send;
    this.#active = active;
    this.#send.hidden = active;
    this.#stop.hidden = !active;
    // If a focused button is hidden, the focus moves to the top of the page.
    if (hadFocus) this.focus();
  }

  /** On a touch screen, focus opens the keyboard, which covers the answer. */
  focus(): void {
    if (!matchMedia('(pointer: coarse)').matches) this.#box.focus();
  }

  #onInput(): void {
    this.#send.disabled = this.#box.value.trim() === '';
  }
}
