// A button that copies a text and says so for a moment, by its icon and by its name.

import { element } from './dom.js';
import { icon } from './icons.js';

const confirmationMilliseconds = 1600;

export function copyButton({
  label,
  read,
}: {
  label: string;
  read: () => string;
}): HTMLButtonElement {
  const button = element(
    'button',
    { type: 'button', class: 'tool', 'aria-label': label, title: label },
    icon('copy'),
  );
  const show = (name: 'copy' | 'check', text: string) => {
    button.replaceChildren(icon(name));
    button.setAttribute('aria-label', text);
  };
  let timer: number | undefined;
  const copy = async () => {
    const copied = await copyText(read());
    show(copied ? 'check' : 'copy', copied ? 'Copied' : 'Copying was refused');
    clearTimeout(timer);
    timer = window.setTimeout(() => show('copy', label), confirmationMilliseconds);
  };
  button.addEventListener('click', () => void copy());
  return button;
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** `navigator.clipboard` is missing where a page is served over plain HTTP to a phone. */
function copyBySelection(text: string): boolean {
  const area = element('textarea', { class: 'visually-hidden', readonly: '' });
  area.value = text;
  document.body.append(area);
  const focused = document.activeElement;
  area.select();
  // Deprecated, and the only way left there.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
