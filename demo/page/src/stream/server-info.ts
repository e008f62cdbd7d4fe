// What the server says of itself: who writes the answers, and in which format they come.

import type { FormatName } from './read-answer.js';

export interface ServerInfo {
  kind: 'built-in' | 'upstream';
  model: string;
  /** Left out for the demo's own. */
  format?: FormatName;
}

/** undefined without an answer: the first question will say what is wrong with the server. */
export function readServerInfo(): Promise<ServerInfo | undefined> {
  return fetch('/api/info')
    .then((response) => response.json() as Promise<ServerInfo>)
    .catch(() => undefined);
}
