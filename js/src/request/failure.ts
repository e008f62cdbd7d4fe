// How an attempt failed: the outcome for the retry policy, and the public error.
import {
  BodyError,
  ConnectError,
  HandlerError,
  InvalidRequestError,
  quoted,
  ResponseError,
  RuntimeUnavailableError,
  StreamTimeoutError,
  TruncatedError,
  type EventStreamError,
  type EventStreamErrorContext,
} from '../errors.js';
import { eventTooLarge } from '../parsing/event-too-large.js';
import { Outcome } from '../runtime/module.js';
import type { PageOutcome } from '../platform/page-lifecycle.js';

/** The part of the error context that belongs to the call. */
export type FailureContext = Omit<EventStreamErrorContext, 'cause'>;

/** Thrown inside `connecting/` to end an attempt. It is never passed to a caller. */
export class Failure extends Error {
  constructor(
    readonly outcome: Outcome,
    /** Creates the public error. */
    readonly toError: (context: FailureContext) => EventStreamError,
    /** The value that a handler threw. `isFinal`: there is no retry if `onerror` returns nothing. */
    readonly thrown?: { readonly value: unknown; readonly isFinal?: boolean },
    /** Whether a handler requested another attempt by throwing. */
    readonly requestsAttempt = false,
  ) {
    super();
  }
}

export const connectFailed = (cause: unknown): Failure =>
  new Failure(Outcome.connectFailed, (context) => new ConnectError({ ...context, cause }));

export const requestInvalid = (cause: unknown): Failure =>
  new Failure(Outcome.invalidRequest, (context) => new InvalidRequestError({ ...context, cause }));

export function runtimeUnavailable(cause: unknown): Failure {
  return new Failure(
    Outcome.invalidRequest,
    (context) => new RuntimeUnavailableError({ ...context, cause }),
  );
}

export function responseRefused(
  outcome: typeof Outcome.badStatus | typeof Outcome.badContentType,
  response: Response,
  body: string,
): Failure {
  const phase = outcome === Outcome.badStatus ? 'status' : 'content-type';
  return new Failure(outcome, (context) => new ResponseError(response, body, phase, context));
}

/** A successful response whose body is not in the format of the chat API. */
export const notAnAnswer = (response: Response, body: string): Failure =>
  new Failure(
    Outcome.badContentType,
    (context) =>
      new ResponseError(response, body, 'content-type', context, 'an answer in the given format'),
  );

/** `expectation` is the message of the error. */
export const bodyUnusable = (
  expectation: string,
  outcome: Outcome = Outcome.noBody,
  underneath: Pick<EventStreamErrorContext, 'cause'> = {},
): Failure =>
  new Failure(outcome, (context) => new BodyError(expectation, { ...context, ...underneath }));

export const bodyLost = (cause: unknown): Failure =>
  bodyUnusable('Expected the end of the body, got a lost connection', Outcome.bodyDropped, {
    cause,
  });

export const timedOut = (timeout: StreamTimeoutError['timeout'], limit: number): Failure =>
  new Failure(Outcome.timedOut, (context) => new StreamTimeoutError(timeout, limit, context));

export const streamTruncated = (): Failure =>
  new Failure(Outcome.truncated, (context) => new TruncatedError(context));

/** The end of the body of an EventSource, which has to reconnect. */
export function bodyEnded(): Failure {
  return bodyUnusable('Expected the stream to stay open, got its end', Outcome.bodyDropped);
}

/** The page was hidden, frozen, or moved to the back/forward cache. */
export const pageLeft = (leave: PageOutcome): Failure =>
  bodyUnusable('The page was hidden, frozen or left', leave);

export const parserFailed = (maxEventBytes: number, errorCode?: number): Failure =>
  new Failure(Outcome.eventTooLarge, (context) => eventTooLarge(maxEventBytes, context, errorCode));

/** A handler of a message threw. */
export const messageRefused = (handler: string, value: unknown): Failure =>
  handlerFailed(handler, value, false, Outcome.messageRefused);

/** Another function of the caller threw, except `onerror`. */
export const handlerFailed = (
  handler: string,
  value: unknown,
  requestsAttempt: boolean,
  outcome: Outcome = Outcome.handlerFailed,
): Failure =>
  new Failure(
    outcome,
    (context) => new HandlerError(handler, { ...context, cause: value }),
    { value },
    requestsAttempt,
  );

/** A replaced `fetch` threw an error that is not a network error. */
export const fetchFailed = (cause: unknown): Failure =>
  new Failure(
    Outcome.handlerFailed,
    (context) => new HandlerError('fetch', { ...context, cause }),
    { value: cause, isFinal: true },
  );

/** A resumed request delivered an event ID that an earlier attempt had delivered. */
export const startedOver = (id: string): Failure =>
  bodyUnusable(
    `Expected the server to continue after the last event ID, got ID ${quoted(id)} again`,
    Outcome.startedOver,
  );

/** `resume` threw. That does not request another attempt. */
export const resumeFailed = (cause: unknown): Failure =>
  new Failure(
    Outcome.handlerFailed,
    (context) => new HandlerError('resume', { ...context, cause }),
  );
