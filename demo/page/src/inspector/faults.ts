// The buttons that make the real server misbehave, for the answer that is running or for the next one.

import { element } from '../view/dom.js';

/** Names that the server knows, and labels. */
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

/** @param onFault - Returns what the fault applies to, in words. */
export function faultButtons(onFault: (fault: string) => string): HTMLElement {
  const said = element(
    'p',
    { class: 'fault-note', role: 'note' },
    'Choose one to break this stream.',
  );
  const buttons = faults.map(([name, label]) => {
    const button = element('button', { type: 'button', class: 'chip' }, label);
    button.addEventListener('click', () => {
      said.textContent = `${label}: ${onFault(name)}`;
    });
    return button;
  });
  return element('div', {}, element('div', { class: 'chips' }, ...buttons), said);
}
