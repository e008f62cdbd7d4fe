// The theme button. Until it is clicked, the page has the theme of the system. public/theme.js applies a stored choice.

import { find, icon } from './dom.js';

export function setUpTheme(onChange: () => void): void {
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
  const button = find('theme', HTMLButtonElement);
  const { dataset } = document.documentElement;
  const isDark = () => (dataset.theme ?? (systemIsDark.matches ? 'dark' : 'light')) === 'dark';
  const show = () => {
    button.replaceChildren(icon(isDark() ? 'sun' : 'moon'));
    button.title = isDark() ? 'Light theme' : 'Dark theme';
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

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The storage is forbidden: the choice lasts until the page is reloaded.
  }
}
