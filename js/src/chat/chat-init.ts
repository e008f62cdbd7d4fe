// What chatParts and chatText take.
import type { EventStreamInit } from '../options/event-stream-init.js';
import type { ChatFormat } from './chat-format.js';

/** Options of {@link chatParts} and {@link chatText}: those of {@link eventStream}, and the format of the API. */
export interface ChatInit<Cursor = unknown> extends Omit<
  EventStreamInit<Cursor>,
  'dataOfLine' | 'isTerminal' | 'isKeepAlive'
> {
  /** The format of the API: {@link openaiChat}, {@link anthropicMessages}, or another {@link ChatFormat}. */
  format: ChatFormat;
}
