// How an attempt failed, as a value: what the policy needs to decide, and how to tell the caller.
import {
  BodyError,
  ConnectError,
  EventTooLargeError,
  HandlerError,
  InvalidRequestError,
  ResponseError,
  RuntimeUnavailableError,
  StreamTimeoutError,
  TruncatedError,
  type EventStreamError,
  type EventStreamErrorContext,
} from '../errors.js';
import { ErrorCode, Outcome } from '../runtime/module.js';
import type { Leave } from './page-life.js';

type Context = Omit<EventStreamErrorContext, 'cause'>;

/** Thrown inside `connecting/` to end an attempt; it never reaches a caller. */
export class Failure extends Error {
  constructor(
    readonly outcome: Outcome,
    /** Makes the public error, once the call's part of its context is known. */
    readonly toError: (context: Context) => EventStreamError,
    /** What a handler threw, for failures of handlers. */
    readonly thrown?: { readonly value: unknown },
    /** A handler threw where that asks for another attempt. */
    readonly asks = false,
  ) {
    super();
  }

  static connect(cause: unknown): Failure {
    return new Failure(Outcome.connectFailed, (context) => new ConnectError({ ...context, cause }));
  }

  static invalidRequest(cause: unknown): Failure {
    return new Failure(
      Outcome.invalidRequest,
      (context) => new InvalidRequestError({ ...context, cause }),
    );
  }

  static runtimeUnavailable(cause: unknown): Failure {
    return new Failure(
      Outcome.invalidRequest,
      (context) => new RuntimeUnavailableError({ ...context, cause }),
    );
  }

  static response(
    outcome: typeof Outcome.badStatus | typeof Outcome.badContentType,
    response: Response,
    body: string,
  ): Failure {
    const phase = outcome === Outcome.badStatus ? 'status' : 'content-type';
    return new Failure(outcome, (context) => new ResponseError(response, body, phase, context));
  }

  /** `expectation` says what was expected of the body and what was got. */
  static noBody(expectation: string): Failure {
    return new Failure(Outcome.noBody, (context) => new BodyError(expectation, context));
  }

  static bodyDropped(cause: unknown): Failure {
    const text = cause instanceof Error ? cause.message : String(cause);
    return new Failure(
      Outcome.bodyDropped,
      (context) =>
        new BodyError(`Expected the body to come to its end, got a lost connection: ${text}`, {
          ...context,
          cause,
        }),
    );
  }

  static timeout(timeout: StreamTimeoutError['timeout'], limit: number): Failure {
    return new Failure(
      Outcome.timedOut,
      (context) => new StreamTimeoutError(timeout, limit, context),
    );
  }

  static truncated(): Failure {
    return new Failure(Outcome.truncated, (context) => new TruncatedError(context));
  }

  /** The end of a body that was to go on: a lost connection, to whoever follows the stream for good. */
  static bodyEnded(): Failure {
    return new Failure(
      Outcome.bodyDropped,
      (context) => new BodyError('Expected the body to go on, got its end', context),
    );
  }

  /** The page has gone to where it keeps no connection, or has been there. */
  static pageLeft(outcome: Leave): Failure {
    return new Failure(
      outcome,
      (context) =>
        new BodyError('Expected the page to stay, got it hidden, put away or frozen', context),
    );
  }

  static parser(errorCode: number, maxEventBytes: number): Failure {
    return new Failure(
      Outcome.eventTooLarge,
      (context) =>
        new EventTooLargeError(maxEventBytes, errorCode === ErrorCode.outOfMemory, context),
    );
  }

  /** Of a handler that takes what the stream says. */
  static delivery(handler: string, value: unknown): Failure {
    return new Failure(
      Outcome.messageRefused,
      (context) => new HandlerError(handler, { ...context, cause: value }),
      { value },
    );
  }

  /** `resume` threw. Nobody has asked for another attempt by that. */
  static notResumed(cause: unknown): Failure {
    return new Failure(
      Outcome.handlerFailed,
      (context) => new HandlerError('resume', { ...context, cause }),
    );
  }

  /** Of any other function of the caller's but `onerror`. */
  static handler(handler: string, value: unknown, asks: boolean): Failure {
    return new Failure(
      Outcome.handlerFailed,
      (context) => new HandlerError(handler, { ...context, cause: value }),
      { value },
      asks,
    );
  }
}
