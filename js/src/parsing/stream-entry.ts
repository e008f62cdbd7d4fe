// What a chunk of an event stream turns into: messages, and changes of the stream's state between them.
import type { EventSourceMessage } from '../types.js';

/**
 * The stream set its last event ID or its reconnection time, other than by a message with an id of its own. Comes in
 * its place among the messages, so that after any of them the state is the one that the server meant.
 */
export class StreamState {
  constructor(
    readonly lastEventId: string | undefined,
    readonly reconnectionTime: number | undefined,
  ) {}
}

export type StreamEntry = EventSourceMessage | StreamState;
