// ChatError: an error that a chat API reports.
import { EventStreamError, type EventStreamErrorContext } from '../errors.js';
import type { ApiFailure } from './reading/api-failure.js';

/**
 * The API reported an error: inside a stream (phase `body`), or as the JSON body of an HTTP error (phase `status`). It is
 * never retried.
 */
export class ChatError extends EventStreamError {
  override name = 'ChatError';
  /** The type of the error as the API names it, such as `overloaded_error` or `RESOURCE_EXHAUSTED`. */
  readonly type: string | undefined;
  /** The code of the error, if the API sends a code in addition to the type. */
  readonly code: string | number | undefined;
  /** The message of the API. */
  readonly reason: string;
  /** The error as received. */
  readonly raw: unknown;
  /**
   * The status of an HTTP error, whose {@link ResponseError} is the `cause`. It is `undefined` for an error inside a stream.
   */
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
