// What chatParts and chatText take.
import type { EventStreamInit, ResponseStreamInit } from '../options/event-stream-init.js';
import type { ChatFormat } from './chat-format.js';

/** Options of {@link chatParts} and {@link chatText}: those of {@link eventStream}, and the format of the API. */
export interface ChatInit<Cursor = unknown> extends Omit<
  EventStreamInit<Cursor>,
  'dataOfLine' | 'isTerminal' | 'isKeepAlive'
> {
  /** The format of the API: {@link openaiChat}, {@link anthropicMessages}, or another {@link ChatFormat}. */
  format: ChatFormat;
}

/** Options of {@link chatParts} and {@link chatText} for a Response that you have: those that have a meaning without a request. */
export interface ResponseChatInit extends Omit<
  ResponseStreamInit,
  'dataOfLine' | 'isTerminal' | 'isKeepAlive'
> {
  /** The format of the API: {@link openaiChat}, {@link anthropicMessages}, or another {@link ChatFormat}. */
  format: ChatFormat;
}
