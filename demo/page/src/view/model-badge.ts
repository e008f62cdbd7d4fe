// Says who writes the answers: the built-in composer, which must not pass for a language model, or a model elsewhere.

interface Info {
  kind: 'built-in' | 'upstream';
  model: string;
}

export async function showModel(badge: HTMLElement, origin: HTMLElement): Promise<void> {
  const info = await fetch('/api/info')
    .then((response) => response.json() as Promise<Info>)
    .catch(() => undefined);
  // Without an answer nothing is claimed; the first question will say what is wrong with the server.
  if (info === undefined) return;
  const builtIn = info.kind === 'built-in';
  badge.textContent = builtIn ? 'built-in composer' : info.model;
  badge.hidden = false;
  origin.textContent = builtIn
    ? 'Answers are composed on your machine by a small program, not by a language model.'
    : 'Answers come from a model and can be wrong.';
}
