// The question box, with the button Send or Stop.

import { find } from './dom.js';

export function setUpComposer(onAsk: (question: string) => void, onStop: () => void) {
  const form = find('composer', HTMLFormElement);
  const box = find('question', HTMLTextAreaElement);
  const send = find('send', HTMLButtonElement);
  const stop = find('stop', HTMLButtonElement);
  const onInput = () => (send.disabled = box.value.trim() === '');

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const question = box.value.trim();
    if (question === '' || send.hidden) return;
    box.value = '';
    onInput();
    onAsk(question);
  });
  stop.addEventListener('click', onStop);
  box.addEventListener('input', onInput);
  document.addEventListener('keydown', (event) => {
    // Enter and Escape can end a word of an input method. In Safari only the key code shows that.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape' && !event.defaultPrevented) onStop();
    if (event.target !== box || event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    form.requestSubmit();
  });
  onInput();

  /** On a touch screen, focus opens the keyboard, which covers the answer. */
  const focus = () => {
    if (!matchMedia('(pointer: coarse)').matches) box.focus();
  };
  const setActive = (active: boolean) => {
    const hadFocus = document.activeElement === stop || document.activeElement === send;
    send.hidden = active;
    stop.hidden = !active;
    // If a focused button is hidden, the focus moves to the top of the page.
    if (hadFocus) focus();
  };
  return { focus, setActive };
}
