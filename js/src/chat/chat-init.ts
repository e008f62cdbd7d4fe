// The options of chatParts and chatText.
import type { EventStreamInit, ResponseStreamInit } from '../options/event-stream-init.js';
import type { ChatFormat } from './chat-format.js';

/**
 * Options of {@link chatParts} and {@link chatText}: the options of {@link eventStream}, and the format of the API.
 *
 * Two options differ. The default of `resume` is the continuation of the format, if it has one. No request is treated as
 * idempotent, because every request runs the model: after a response was accepted, even a GET is not sent again, and the
 * default of `retry.maxAttempts` is 5 for every method.
 */
export interface ChatInit<Cursor = unknown> extends Omit<
  EventStreamInit<Cursor>,
  'dataOfLine' | 'isTerminal' | 'isKeepAlive'
> {
  /** The format of the API: a preset such as {@link openaiChat}, or your own {@link ChatFormat}. */
  format: ChatFormat;
}

/** Options of {@link chatParts} and {@link chatText} if the input is a Response: those that do not concern the request. */
export interface ResponseChatInit extends Omit<
  ResponseStreamInit,
  'dataOfLine' | 'isTerminal' | 'isKeepAlive'
> {
  /** The format of the API: a preset such as {@link openaiChat}, or your own {@link ChatFormat}. */
  format: ChatFormat;
}
