// Says who writes the answers: the built-in composer, which must not pass for a language model, or a model elsewhere.

import type { ServerInfo } from '../stream/server-info.js';

export function showModel(
  { kind, model, format }: ServerInfo,
  badge: HTMLElement,
  origin: HTMLElement,
): void {
  const builtIn = kind === 'built-in';
  const writer = builtIn ? 'built-in composer' : model;
  badge.textContent = format === undefined ? writer : `${writer}, as ${format}`;
  badge.hidden = false;
  origin.textContent = builtIn
    ? 'Answers are composed on your machine by a small program, not by a language model.'
    : 'Answers come from a model and can be wrong.';
}
