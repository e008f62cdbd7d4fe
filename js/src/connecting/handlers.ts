// The functions that a stream calls: handlers of the public options, and hooks of shapes/ and chat/.
import type { CALLBACKS, FetchEventSourceInit } from '../options/fetch-event-source-init.js';
import type { MESSAGES } from '../options/message-stream-init.js';
import type { EventSourceMessage } from '../types.js';

/** The public options, as the caller set them. Each is declared, with its check, in `options/`. */
type Options = Pick<
  // The caller chooses the type of the cursor.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  FetchEventSourceInit<any>,
  keyof typeof CALLBACKS | keyof typeof MESSAGES
>;

/** Each handler is optional. It may throw, or return a promise, which is awaited. */
export interface StreamHandlers extends Options {
  /**
   * Called for the response of every attempt, before its status and content type are checked; `onopen` replaces the checks.
   * If it throws, the call ends.
   */
  onresponse?: ((response: Response) => unknown) | undefined;
  /**
   * Called when a response was accepted by `onopen` or by the checks. `response` is `undefined` for a body that was given.
   * Must not throw.
   */
  onaccept?: ((response?: Response) => void) | undefined;
  /**
   * Called before each read and each piece of a chunk, and with `oncomment` before each entry. If it returns `false`, the
   * stream waits until it calls `proceed`, which it does at most once.
   */
  ready?: ((proceed: () => void) => boolean) | undefined;
  /**
   * Returns whether an earlier response contained the message, or `undefined` if that is unknown. Repeated messages are
   * discarded. Called once per message.
   */
  isRepeated?: ((message: EventSourceMessage) => boolean | undefined) | undefined;
  /** Reads the messages of a piece of the body that need no parser, and passes the others to `rest`. */
  skim?: ((piece: Uint8Array, rest: RestParser) => Promise<void> | undefined) | undefined;
  /** Reads a body that is not an event stream. Returns `undefined` to leave the bytes to the parser. */
  messagesOf?: ((bytes: Uint8Array) => EventSourceMessage[] | undefined) | undefined;
  /**
   * Returns whether an unterminated message at the end of the body is complete. Complete messages are then delivered.
   * Without this hook, they are discarded, as the standard requires.
   */
  isWhole?: ((message: EventSourceMessage) => boolean) | undefined;
  /** Called after the messages of each network read, and at the end of the body. May throw a `Failure`. */
  onread?: ((isEnd: boolean, response: Response) => void) | undefined;
  /**
   * Replaces `isTerminal`. `finished`: the end of the body is success, and so are 5 s without a message. `ended`: no more
   * messages are expected, and the body is read for at most 1 s.
   */
  ending?: (() => 'finished' | 'ended' | undefined) | undefined;
}

export interface RestParser {
  /**
   * Parses bytes that were not skimmed, after `count` messages that were skimmed. If it returns a promise, the messages after
   * those bytes wait for it.
   */
  parseRest(count: number, bytes: Uint8Array | undefined): Promise<void> | undefined;
}
