// The errors of a stream as one union, and functions that narrow a caught value to it.
import type {
  BodyError,
  ConnectError,
  EventStreamErrorPhase,
  EventTooLargeError,
  HandlerError,
  InvalidRequestError,
  ParseError,
  ResponseError,
  RuntimeUnavailableError,
  StreamInterruptedError,
  StreamTimeoutError,
  TruncatedError,
} from './errors.js';

/**
 * Every error that a stream can fail with. Its `phase` narrows it: an error whose phase is `status` or `content-type` has a
 * `status`, one whose phase is `limit` has `maxEventBytes`.
 */
export type EventStreamFailure =
  | ConnectError
  | InvalidRequestError
  | RuntimeUnavailableError
  | ResponseError
  | BodyError
  | StreamTimeoutError
  | TruncatedError
  | (StreamInterruptedError & {
      /** The response was refused. */
      readonly phase: ResponseError['phase'];
      /** The HTTP status of the response. */
      readonly status: number;
    })
  | (StreamInterruptedError & {
      /** Any other part of the attempt failed. */
      readonly phase: Exclude<EventStreamErrorPhase, ResponseError['phase']>;
    })
  | EventTooLargeError
  | (ParseError & {
      /** A line was ignored. */
      readonly phase: 'body';
    })
  | HandlerError;

type Properties = Partial<Record<string, unknown>>;

/**
 * Whether a value is an {@link EventStreamError}. Unlike `instanceof`, it also recognises errors of another copy of this
 * package and of another realm (an iframe): it looks for `phase`, `attempt`, `messagesDelivered` and `retryable`.
 */
export function isEventStreamError(value: unknown): value is EventStreamFailure {
  const { phase, attempt, messagesDelivered, retryable } = (value ?? {}) as Properties;
  return (
    typeof phase === 'string' &&
    typeof attempt === 'number' &&
    typeof messagesDelivered === 'number' &&
    typeof retryable === 'boolean'
  );
}

/**
 * Whether a value is a {@link ResponseError}, of any copy of this package and any realm: an {@link EventStreamError} with a
 * `status` and a `body`.
 */
export function isResponseError(value: unknown): value is ResponseError {
  const { status, body } = (value ?? {}) as Properties;
  return isEventStreamError(value) && typeof status === 'number' && typeof body === 'string';
}
