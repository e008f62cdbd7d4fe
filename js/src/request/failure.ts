// How an attempt failed, as a value: what the policy needs to decide, and how to tell the caller.
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

/** What a failure does not know of its call. */
export type FailureContext = Omit<EventStreamErrorContext, 'cause'>;

/** Thrown inside `connecting/` to end an attempt; it never reaches a caller. */
export class Failure extends Error {
  constructor(
    readonly outcome: Outcome,
    /** Makes the public error, once the call's part of its context is known. */
    readonly toError: (context: FailureContext) => EventStreamError,
    /** What a handler threw. `isFinal`: an `onerror` that returns nothing does not ask for another attempt. */
    readonly thrown?: { readonly value: unknown; readonly isFinal?: boolean },
    /** A handler threw where that asks for another attempt. */
    readonly asks = false,
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

/** A response with a good status, whose body is nothing that the format of a chat API knows. */
export const notAnAnswer = (response: Response, body: string): Failure =>
  new Failure(
    Outcome.badContentType,
    (context) =>
      new ResponseError(response, body, 'content-type', context, 'an answer in the given format'),
  );

/** `expectation` says what was expected of the body and what was got. */
export const bodyUnusable = (
  expectation: string,
  outcome: Outcome = Outcome.noBody,
  underneath: Pick<EventStreamErrorContext, 'cause'> = {},
): Failure =>
  new Failure(outcome, (context) => new BodyError(expectation, { ...context, ...underneath }));

export const bodyLost = (cause: unknown): Failure =>
  bodyUnusable('Expected the body to come to its end, got a lost connection', Outcome.bodyDropped, {
    cause,
  });

export const timedOut = (timeout: StreamTimeoutError['timeout'], limit: number): Failure =>
  new Failure(Outcome.timedOut, (context) => new StreamTimeoutError(timeout, limit, context));

export const streamTruncated = (): Failure =>
  new Failure(Outcome.truncated, (context) => new TruncatedError(context));

/** The end of a body that was to go on: a lost connection, to whoever follows the stream for good. */
export function bodyEnded(): Failure {
  return bodyUnusable('Expected the body to go on, got its end', Outcome.bodyDropped);
}

/** The page has gone to where it keeps no connection, or has been there. */
export const pageLeft = (leave: PageOutcome): Failure =>
  bodyUnusable('Expected the page to stay open, got it left', leave);

export const parserFailed = (maxEventBytes: number, errorCode?: number): Failure =>
  new Failure(Outcome.eventTooLarge, (context) => eventTooLarge(maxEventBytes, context, errorCode));

/** Of a handler that takes what the stream says. */
export const messageRefused = (handler: string, value: unknown): Failure =>
  handlerFailed(handler, value, false, Outcome.messageRefused);

/** Of any other function of the caller's but `onerror`. */
export const handlerFailed = (
  handler: string,
  value: unknown,
  asks: boolean,
  outcome: Outcome = Outcome.handlerFailed,
): Failure =>
  new Failure(
    outcome,
    (context) => new HandlerError(handler, { ...context, cause: value }),
    { value },
    asks,
  );

/** The caller's own `fetch` threw something that is no network failure. */
export const fetchFailed = (cause: unknown): Failure =>
  new Failure(
    Outcome.handlerFailed,
    (context) => new HandlerError('fetch', { ...context, cause }),
    { value: cause, isFinal: true },
  );

/** A request that continues the stream delivered an event ID that an earlier attempt had delivered. */
export const startedOver = (id: string): Failure =>
  bodyUnusable(
    `Expected the server to continue after the last event ID, got ID ${quoted(id)} again`,
    Outcome.startedOver,
  );

/** `resume` threw. Nobody has asked for another attempt by that. */
export const resumeFailed = (cause: unknown): Failure =>
  new Failure(
    Outcome.handlerFailed,
    (context) => new HandlerError('resume', { ...context, cause }),
  );
