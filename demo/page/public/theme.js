// Applies the theme a visitor chose before, ahead of the first paint. src/view/theme.ts writes the choice.
try {
  const chosen = localStorage.getItem('theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Storage can be forbidden; the system's theme is used then.
}
