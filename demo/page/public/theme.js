// Applies the stored theme before the first paint. src/view/theme.ts stores it.
try {
  const chosen = localStorage.getItem('theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // The storage is forbidden: the page has the theme of the system.
}
