// What a chunk of an event stream turns into: messages, and what else the stream said between them, in its place.
import type { EventSourceMessage } from '../types.js';

/**
 * The stream set its last event ID or its reconnection time, other than by a message with an id of its own. Comes in
 * its place among the messages, so that after any of them the state is the one that the server meant.
 */
export class StreamState {
  /** By this the many messages are told from the few of these. */
  declare readonly data?: undefined;

  constructor(
    readonly lastEventId: string | undefined,
    readonly reconnectionTime: number | undefined,
  ) {}
}

/** A line that the standard ignores, told where a parser was asked for those. */
export class IgnoredLine {
  declare readonly data?: undefined;

  constructor(
    readonly kind: 'comment' | 'unknown-field' | 'invalid-retry',
    /** As received, without its line end. */
    readonly line: string,
    /** What stands before the first colon; empty for a comment. */
    readonly field: string,
    /** What follows the colon, and the one space after it. */
    readonly value: string,
  ) {}
}

export type StreamEntry = EventSourceMessage | StreamState | IgnoredLine;
