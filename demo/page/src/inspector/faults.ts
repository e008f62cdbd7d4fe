// The buttons that make the server misbehave in the running answer or in the next one.

import { element } from '../view/dom.js';

/** Names in the API, and labels. */
export const faults = [
  ['cut', 'Cut'],
  ['stall', 'Stall'],
  ['truncate', 'Truncated end'],
  ['start-over', 'Start over'],
  ['503', '503, Retry-After'],
  ['429', '429'],
  ['html', 'HTML error page'],
  ['garbage', 'Garbage bytes'],
  ['split', 'Split characters'],
  ['slow', 'Slow network'],
] as const;

export const setFault = (id: string, fault: string) =>
  fetch(`/api/chat/${id}/fault/${fault}`, { method: 'POST' }).catch(() => undefined);

/** @param onFault - Called with the chosen fault. Returns a text that names the answer it applies to. */
export function faultButtons(onFault: (fault: string) => string): HTMLElement {
  const hint = 'Choose one to break the stream.';
  const note = element('p', { class: 'fault-note', role: 'note' }, hint);
  const buttons = faults.map(([name, label]) => {
    const button = element('button', { type: 'button', class: 'chip' }, label);
    button.addEventListener('click', () => {
      note.textContent = `${label}: ${onFault(name)}`;
    });
    return button;
  });
  return element('div', {}, element('div', { class: 'chips' }, ...buttons), note);
}
