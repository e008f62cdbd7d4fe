// The theme button: follows the system until a visitor chooses. public/theme.js applies the choice on the next visit.

import { find } from './dom.js';
import { icon } from './icons.js';

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

export function setUpTheme(): void {
  const button = find('theme', HTMLButtonElement);
  const root = document.documentElement;
  const isDark = () => (root.dataset.theme ?? (systemIsDark.matches ? 'dark' : 'light')) === 'dark';
  const show = () => {
    const label = isDark() ? 'Light theme' : 'Dark theme';
    button.replaceChildren(icon(isDark() ? 'sun' : 'moon'));
    button.setAttribute('aria-label', label);
    button.title = label;
  };
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    remember(root.dataset.theme);
    show();
  });
  systemIsDark.addEventListener('change', show);
  show();
}

function remember(theme: string): void {
  try {
    localStorage.setItem('theme', theme);
  } catch {
    // Storage can be forbidden; the choice then lasts as long as the page.
  }
}
