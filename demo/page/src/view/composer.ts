// The box a question is written in, and the button that is Send or Stop.

import { find, icon } from './dom.js';

export class Composer {
  readonly #form = find('composer', HTMLFormElement);
  readonly #box = find('question', HTMLTextAreaElement);
  readonly #send = find('send', HTMLButtonElement);
  readonly #stop = find('stop', HTMLButtonElement);
  #active = false;

  constructor({ onAsk, onStop }: { onAsk: (question: string) => void; onStop: () => void }) {
    this.#send.append(icon('send'));
    this.#stop.append(icon('stop'));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const question = this.#box.value.trim();
      if (question === '' || this.#active) return;
      this.#box.value = '';
      this.#changed();
      onAsk(question);
    });
    this.#stop.addEventListener('click', onStop);
    this.#box.addEventListener('input', () => this.#changed());
    document.addEventListener('keydown', (event) => {
      // While an input method composes a word, Enter and Escape belong to it. Safari ends the composition before the key
      // event; only the old key code still shows it.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === 'Escape' && this.#active && !event.defaultPrevented) onStop();
      if (event.target !== this.#box || event.key !== 'Enter' || event.shiftKey) return;
      event.preventDefault();
      this.#form.requestSubmit();
    });
    this.#changed();
  }

  setActive(active: boolean): void {
    const hadFocus = document.activeElement === this.#stop || document.activeElement === this.#send;
    this.#active = active;
    this.#send.hidden = active;
    this.#stop.hidden = !active;
    // A focused button that disappears would leave a keyboard user at the top of the page.
    if (hadFocus) this.focus();
  }

  /** On a touch screen focus brings up the keyboard, which would cover the answer. */
  focus(): void {
    if (!matchMedia('(pointer: coarse)').matches) this.#box.focus();
  }

  #changed(): void {
    this.#send.disabled = this.#box.value.trim() === '';
    this.#box.style.height = 'auto';
    this.#box.style.height = `${this.#box.scrollHeight}px`;
  }
}
