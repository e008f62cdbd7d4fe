// The error that a chat API sends inside a response with status 200.
import { EventStreamError, type EventStreamErrorContext } from '../errors.js';
import type { ChatFailure } from './chat-format.js';

/** The stream said that something went wrong, after a response that was in order. Phase `body`, never retried. */
export class ChatError extends EventStreamError {
  override name = 'ChatError';
  /** The API's name for the kind of error: `overloaded_error`, `server_error`, `RESOURCE_EXHAUSTED`. */
  readonly type: string | undefined;
  /** The API's own code, where it has one besides the type. */
  readonly code: string | number | undefined;
  /** What the API says to a reader, in its own words. */
  readonly reason: string;
  /** The error as it was sent. */
  readonly details: unknown;

  constructor({ type, code, message, details }: ChatFailure, context: EventStreamErrorContext) {
    const kind = type ?? code;
    super(
      `Expected an answer, got an error: ${kind === undefined ? '' : `${kind}: `}${message}`,
      'body',
      context,
    );
    this.type = type;
    this.code = code;
    this.reason = message;
    this.details = details;
  }
}
