// The theme button: follows the system until a visitor chooses. public/theme.js applies the choice on the next visit.

import { find, icon } from './dom.js';

export function setUpTheme(onChange: () => void): void {
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
  const button = find('theme', HTMLButtonElement);
  const { dataset } = document.documentElement;
  const isDark = () => (dataset.theme ?? (systemIsDark.matches ? 'dark' : 'light')) === 'dark';
  const show = () => {
    button.replaceChildren(icon(isDark() ? 'sun' : 'moon'));
    button.title = isDark() ? 'Light theme' : 'Dark theme';
    button.setAttribute('aria-label', button.title);
    onChange();
  };
  button.addEventListener('click', () => {
    dataset.theme = isDark() ? 'light' : 'dark';
    remember('theme', dataset.theme);
    show();
  });
  systemIsDark.addEventListener('change', show);
  show();
}

/** Storage can be forbidden; a choice then lasts as long as the page. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing else to do.
  }
}
