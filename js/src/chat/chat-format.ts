// What is known of a chat API's stream: which messages end it, which say nothing, what went wrong, and the text in them.
import type { EventStreamInit } from '../shapes/event-stream.js';
import type { EventSourceMessage } from '../types.js';

/** An error that an API sends inside a response with status 200, as far as it says so. */
export interface ChatFailure {
  /** The API's name for the kind of error: `overloaded_error`, `server_error`, `RESOURCE_EXHAUSTED`. */
  readonly type: string | undefined;
  /** The API's own code, where it has one besides the type. */
  readonly code: string | number | undefined;
  /** What the API says to a reader. */
  readonly message: string;
  /** The error as it was sent. */
  readonly details: unknown;
}

/** The request of a call, as far as a format makes another one of it. */
export interface ChatCall {
  /** As `fetch` was given it, so that it may be relative. */
  readonly url: string;
  /** Of a body that is text, or else `undefined`. */
  readonly body: string | undefined;
}

/** The options of a stream that let it go on after a cut. */
export type Continuation = Pick<EventStreamInit, 'cursor' | 'dedupe'> & {
  readonly resume?: Exclude<EventStreamInit['resume'], string>;
};

/** A chat API's stream, in predicates of its messages and one extractor. None of them throws. */
export interface ChatFormat {
  /** Whether the answer is complete with this message. A body that ends before one fails with a {@link TruncatedError}. */
  readonly isTerminal: (message: EventSourceMessage) => boolean;
  /** Whether the message says nothing, and only keeps the connection alive. */
  readonly isKeepAlive: (message: EventSourceMessage) => boolean;
  /** The error that the message tells; a message that is not of this format is one as well. */
  readonly failureOf: (message: EventSourceMessage) => ChatFailure | undefined;
  /** The text that the message adds to the answer, `''` where it adds none. */
  readonly textOf: (message: EventSourceMessage) => string;
  /**
   * Makes what reads the lines that are none of an event stream, for APIs that frame their messages otherwise or break
   * off with bare JSON: it answers the data of the message that a line completes. Asked once a call, so that it may
   * remember. The content type is then not checked.
   */
  readonly lineReader?: () => (line: string) => string | undefined;
  /** How a call goes on after a cut, for APIs that can. Asked once a call. */
  readonly continuation?: (call: ChatCall) => Continuation;
}
