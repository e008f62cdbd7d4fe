// The entries of a parsed event stream: messages, changes of its state, and ignored lines, in order.
import type { EventSourceMessage } from '../types.js';

/** The stream has set its last event ID or its reconnection time without a message that has this ID. */
export class StreamState {
  /** Distinguishes an entry from a message. */
  declare readonly data?: undefined;

  constructor(
    readonly lastEventId: string | undefined,
    readonly reconnectionTime: number | undefined,
  ) {}
}

/** A line that the standard ignores, if the parser reports such lines. */
export class IgnoredLine {
  declare readonly data?: undefined;

  constructor(
    readonly kind: 'comment' | 'unknown-field' | 'invalid-retry',
    /** The line as received, without its line end. */
    readonly line: string,
    /** The text before the first colon. Empty for a comment. */
    readonly field: string,
    /** The text after the colon, without one space after the colon. */
    readonly value: string,
  ) {}
}

export type StreamEntry = EventSourceMessage | StreamState | IgnoredLine;

export function isComment(entry: StreamEntry): boolean {
  return entry instanceof IgnoredLine && entry.kind === 'comment';
}
