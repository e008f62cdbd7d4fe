// The errors of a stream as one union type, and the type guards for caught values.
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
 * The union of all errors with which a stream can fail. `phase` narrows the type: an error with the phase `status` or
 * `content-type` has a `status`, and an error with the phase `limit` has `maxEventBytes`.
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
      /** The response was refused because of its status or content type. */
      readonly phase: ResponseError['phase'];
      /** The HTTP status of the response. */
      readonly status: number;
    })
  | (StreamInterruptedError & {
      /** Another part of the attempt failed. */
      readonly phase: Exclude<EventStreamErrorPhase, ResponseError['phase']>;
    })
  | EventTooLargeError
  | (ParseError & {
      /** A line was ignored; the line itself is in `line`. */
      readonly phase: 'body';
    })
  | HandlerError;

type Properties = Partial<Record<string, unknown>>;

/**
 * Checks whether a value is an {@link EventStreamError}. Unlike `instanceof`, it also recognises errors of another copy of
 * this package and of another realm (an iframe), by the properties `phase`, `attempt`, `messagesDelivered` and `retryable`.
 *
 * @example
 * ```ts
 * import { eventStream, isEventStreamError } from 'post-event-source';
 *
 * try {
 *   for await (const { data } of eventStream('/api/missing')) console.log(data);
 * } catch (error) {
 *   if (!isEventStreamError(error)) throw error;
 *   console.log(error.name, error.phase, error.retryable);
 * }
 * ```
 *
 * @param value - Any value, such as a caught one.
 * @returns `true` if the value is an error of this package.
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
 * Checks whether a value is a {@link ResponseError} of any copy of this package and of any realm: an
 * {@link EventStreamError} with a `status` and a `body`.
 *
 * @example
 * ```ts
 * import { fetchEventSource, isResponseError } from 'post-event-source';
 *
 * await fetchEventSource('/api/missing').catch((error) => {
 *   if (!isResponseError(error)) throw error;
 *   console.log(error.status, error.headers.get('content-type'), error.body);
 * });
 * ```
 *
 * @param value - Any value, such as a caught one.
 * @returns `true` if the value is a ResponseError.
 */
export function isResponseError(value: unknown): value is ResponseError {
  const { status, body } = (value ?? {}) as Properties;
  return isEventStreamError(value) && typeof status === 'number' && typeof body === 'string';
}
