// The error that a chat API reports, inside a response with status 200 or as the JSON body of an HTTP error.
import { EventStreamError, type EventStreamErrorContext } from '../errors.js';
import type { ApiFailure } from './reading/api-failure.js';

/** The API reported an error. Phase `body` inside a stream, `status` for an HTTP error. Never retried. */
export class ChatError extends EventStreamError {
  override name = 'ChatError';
  /** The API's name for the kind of error: `overloaded_error`, `server_error`, `RESOURCE_EXHAUSTED`. */
  readonly type: string | undefined;
  /** The API's code, if it sends one besides the type. */
  readonly code: string | number | undefined;
  /** The API's message. */
  readonly reason: string;
  /** The error as received. */
  readonly raw: unknown;
  /** The status of an HTTP error, whose {@link ResponseError} is the `cause`; `undefined` for an error inside a stream. */
  readonly status: number | undefined;

  constructor(
    { type, code, message, raw }: ApiFailure,
    context: EventStreamErrorContext,
    status?: number,
  ) {
    const kind = type ?? code;
    super(
      `Expected an answer, got an error: ${kind === undefined ? '' : `${kind}: `}${message}`,
      status === undefined ? 'body' : 'status',
      context,
    );
    this.type = type;
    this.code = code;
    this.reason = message;
    this.raw = raw;
    this.status = status;
  }
}
