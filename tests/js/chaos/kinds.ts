// The kinds of streams: how each is read and resumed, and which faults it can handle.

export interface Kind {
  readonly shape: 'callbacks' | 'iterator' | 'EventSource';
  readonly method: 'GET' | 'POST';
  /**
   * How a failed attempt continues: by ID; by a GET to another URL; by all messages of the call
   * again.
   */
  readonly goesOn: 'by ID' | 'by resume' | 'by replay';
  /** It checks responses itself, throws at times, and sets the delay of the next attempt. */
  readonly checksResponses?: boolean;
  /** It detects the last message, so that an earlier end is a failure. */
  readonly isTerminal?: boolean;
  /** It has a timeout for a silent server, or for a server that sends only comments. */
  readonly clocks?: 'idle' | 'content';
  /** How it recognises a message that it already has. */
  readonly key?: 'position' | 'ID';
  /** It follows the states and the retries of its stream, and counts its attempts. */
  readonly watches?: boolean;
  /** It has no connection while its page is hidden. */
  readonly closesWhenHidden?: boolean;
}

const [callbacks, iterator] = [{ shape: 'callbacks' }, { shape: 'iterator' }] as const;
const [get, post] = [{ method: 'GET' }, { method: 'POST' }] as const;
const byId = { goesOn: 'by ID' } as const;

const PLAIN: Kind = { ...callbacks, ...get, ...byId, clocks: 'idle' };

/** Neighbours differ: five of them share a page. */
export const KINDS: readonly Kind[] = [
  PLAIN,
  { ...iterator, ...get, ...byId, watches: true },
  { ...callbacks, ...post, goesOn: 'by resume', clocks: 'idle', watches: true },
  { ...iterator, ...post, goesOn: 'by replay', key: 'ID', isTerminal: true, watches: true },
  { ...callbacks, ...get, ...byId, isTerminal: true, watches: true, closesWhenHidden: true },
  { ...callbacks, ...get, ...byId, checksResponses: true },
  { ...iterator, ...post, ...byId, isTerminal: true, clocks: 'content', watches: true },
  { ...callbacks, ...post, goesOn: 'by replay', key: 'position', clocks: 'idle' },
  { ...iterator, ...get, ...byId, isTerminal: true, clocks: 'idle', closesWhenHidden: true },
  { shape: 'EventSource', ...get, ...byId, clocks: 'idle' },
  { ...callbacks, ...post, ...byId, clocks: 'content', watches: true },
  {
    ...iterator,
    ...post,
    goesOn: 'by resume',
    isTerminal: true,
    clocks: 'idle',
    watches: true,
    closesWhenHidden: true,
  },
];

export function kindOf(stream: number): Kind {
  return KINDS[stream % KINDS.length] ?? PLAIN;
}
