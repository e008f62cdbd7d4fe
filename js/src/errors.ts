// The error classes of the public API: one for each way in which a stream can fail.

/**
 * The part of an attempt that failed:
 *
 * - `connect`: there was no response.
 * - `status`, `content-type`: the response was not a successful response with an event stream.
 * - `body`: the body was missing or could not be read, or the connection was lost.
 * - `timeout`: a limit of `timeouts` was exceeded.
 * - `limit`: an event was larger than `maxEventBytes`.
 * - `truncated`: the body ended before the last message.
 * - `handler`: one of your functions threw.
 */
export type EventStreamErrorPhase =
  'connect' | 'status' | 'content-type' | 'body' | 'timeout' | 'limit' | 'truncated' | 'handler';

/** The properties of an error that describe the call. */
export interface EventStreamErrorContext {
  /** The number of the attempt that failed, from 1. */
  attempt: number;
  /** The number of messages that the call has delivered, over all attempts. */
  messagesDelivered: number;
  /** Whether the retry policy allows another attempt. */
  retryable: boolean;
  /** The error that caused this one. */
  cause?: unknown;
}

/** The base class of all errors of a stream. `cause` is the error that caused it, if there is one. */
export class EventStreamError extends Error {
  /** The name of the class, also in minified code. */
  override name = 'EventStreamError';
  /** The part of the attempt that failed. */
  readonly phase: EventStreamErrorPhase;
  /** The number of the attempt that failed, from 1. */
  readonly attempt: number;
  /** The number of messages that the call has delivered, over all attempts. */
  readonly messagesDelivered: number;
  /**
   * Whether the retry policy allows another attempt. `onerror` can decide otherwise. If a call rejects with the error, it is
   * `false`, unless `onerror` threw the error.
   */
  readonly retryable: boolean;

  /** Creates an error. The message of `context.cause` is appended to `message`. */
  constructor(message: string, phase: EventStreamErrorPhase, context: EventStreamErrorContext) {
    super('cause' in context ? `${message}: ${textOf(context.cause)}` : message, context);
    this.phase = phase;
    this.attempt = context.attempt;
    this.messagesDelivered = context.messagesDelivered;
    this.retryable = context.retryable;
  }
}

/** There was no response: `fetch` rejected with a network error, which is the `cause`. Phase `connect`. */
export class ConnectError extends EventStreamError {
  override name = 'ConnectError';
  declare readonly phase: 'connect';

  constructor(context: EventStreamErrorContext) {
    super('Expected a response, got none', 'connect', context);
  }
}

/** The request is invalid, such as a malformed URL or a body on a GET, and was not sent. Phase `connect`, never retried. */
export class InvalidRequestError extends EventStreamError {
  override name = 'InvalidRequestError';
  declare readonly phase: 'connect';

  constructor(context: EventStreamErrorContext) {
    super('Expected a valid request, got', 'connect', context);
  }
}

/**
 * The parser could not be loaded. Phase `connect`, never retried. There are three causes:
 *
 * - WebAssembly is missing or blocked, and the JavaScript fallback could not be loaded. If `import()` is not available, as in
 *   service workers, add `import 'post-event-source/fallback'`.
 * - There is no global `TextDecoder`.
 * - {@link createParser} was called before {@link ready} resolved.
 */
export class RuntimeUnavailableError extends EventStreamError {
  override name = 'RuntimeUnavailableError';
  declare readonly phase: 'connect';

  constructor(context: EventStreamErrorContext, expectation = 'Expected the parser to load, got') {
    super(expectation, 'connect', context);
  }
}

/** The response was refused because of its status (phase `status`) or its content type (phase `content-type`). */
export class ResponseError extends EventStreamError {
  override name = 'ResponseError';
  declare readonly phase: 'status' | 'content-type';
  /** The HTTP status of the response. */
  readonly status: number;
  /** The headers of the response. */
  readonly headers: Headers;
  /** The start of the response body as text: at most 16 KiB, received within one second. */
  readonly body: string;

  constructor(
    response: Response,
    body: string,
    phase: 'status' | 'content-type',
    context: EventStreamErrorContext,
    /** Replaces the expected status or content type in the message, which then quotes the body. */
    expectation?: string,
  ) {
    // A replaced fetch may return a response without `ok`, `statusText` and `url`.
    const { status, statusText, headers, url } = response;
    const isSuccess = status >= 200 && status < 300;
    const [expected, got] =
      phase === 'status'
        ? [isSuccess ? '200' : '2xx', [status, statusText].join(' ').trimEnd()]
        : ['text/event-stream', headers.get('content-type') ?? 'no content type'];
    // Without the query, which may contain an API key.
    const from = url ? ` from ${url.split('?')[0]}` : '';
    super(
      expectation === undefined
        ? `Expected a ${expected} response, got ${got}${from}`
        : `Expected ${expectation}, got ${got}${from}: ${quoted(body)}`,
      phase,
      context,
    );
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** The body was missing or could not be read, or the connection was lost before its end. Phase `body`. */
export class BodyError extends EventStreamError {
  override name = 'BodyError';
  declare readonly phase: 'body';

  constructor(expectation: string, context: EventStreamErrorContext) {
    super(expectation, 'body', context);
  }
}

/** A limit of {@link Timeouts} was exceeded. Phase `timeout`. */
export class StreamTimeoutError extends EventStreamError {
  override name = 'StreamTimeoutError';
  declare readonly phase: 'timeout';
  /** The name of the exceeded limit. */
  readonly timeout: 'headers' | 'firstMessage' | 'idle' | 'idleContent';
  /** The exceeded limit in milliseconds. */
  readonly limit: number;

  constructor(
    timeout: StreamTimeoutError['timeout'],
    limit: number,
    context: EventStreamErrorContext,
  ) {
    const awaited = {
      headers: 'response',
      firstMessage: 'message',
      idle: 'byte',
      idleContent: 'message',
    };
    super(
      `Expected a ${awaited[timeout]} within ${limit} ms (timeouts.${timeout}), got none`,
      'timeout',
      context,
    );
    this.timeout = timeout;
    this.limit = limit;
  }
}

/**
 * The body ended before the last message of the stream. `isTerminal`, or the chat format, defines which message is the last.
 * Phase `truncated`.
 */
export class TruncatedError extends EventStreamError {
  override name = 'TruncatedError';
  declare readonly phase: 'truncated';

  constructor(context: EventStreamErrorContext) {
    super('Expected the last message, got the end of the body', 'truncated', context);
  }
}

/**
 * The stream failed after its response was accepted, and the request was not sent again because it is not idempotent (a
 * POST). Sending it again would repeat its effect and its cost. `phase` and `cause` are those of the failure.
 *
 * To continue such a stream, use `resume`. To send the request again from its beginning, use `retry: { replay: true }`, or
 * return a number from `onerror`.
 *
 * A stream also fails with this error if a resumed request delivers an event ID that was delivered before. Nothing of that
 * response is delivered.
 */
export class StreamInterruptedError extends EventStreamError {
  override name = 'StreamInterruptedError';
  /** The HTTP status of the refused response if the phase is `status` or `content-type`, otherwise `undefined`. */
  readonly status: number | undefined;

  constructor(phase: EventStreamErrorPhase, context: EventStreamErrorContext) {
    super(
      `The stream was interrupted; messages delivered: ${context.messagesDelivered} (see resume and retry.replay)`,
      phase,
      context,
    );
    this.status = context.cause instanceof ResponseError ? context.cause.status : undefined;
  }
}

/**
 * A problem in the text of a stream, passed to `onError` of a parser. Phase `body`, or `limit` for an
 * {@link EventTooLargeError}.
 */
export class ParseError extends EventStreamError {
  override name = 'ParseError';
  declare readonly phase: 'body' | 'limit';
  /**
   * - `unknown-field`: a line whose field name is unknown, which the standard ignores. A response that is not an event stream
   *   consists of such lines.
   * - `invalid-retry`: a `retry` field whose value does not consist of digits, which the standard ignores.
   * - `max-buffer-size-exceeded`: the error is an {@link EventTooLargeError}.
   */
  declare readonly type: 'unknown-field' | 'invalid-retry' | 'max-buffer-size-exceeded';
  /** The text before the first colon of an ignored line, or the whole line if it has no colon. */
  declare readonly field?: string | undefined;
  /** The text after the first colon of an ignored line, without one space after the colon. */
  declare readonly value?: string | undefined;
  /** The ignored line as received, without its line end. */
  declare readonly line?: string | undefined;

  constructor(
    message: string,
    problem: Pick<ParseError, 'type' | 'field' | 'value' | 'line'>,
    context: EventStreamErrorContext,
  ) {
    super(message, problem.type === 'max-buffer-size-exceeded' ? 'limit' : 'body', context);
    Object.assign(this, problem);
  }
}

/**
 * An event was too large. Phase `limit`. The message names the exceeded limit: `maxEventBytes`, the available memory, or the
 * budget of 256 MiB that the unfinished events of all streams share. A stream whose event is smaller than 1 MiB never fails
 * because of the budget.
 */
export class EventTooLargeError extends ParseError {
  override name = 'EventTooLargeError';
  declare readonly phase: 'limit';
  declare readonly type: 'max-buffer-size-exceeded';
  /** The value of `maxEventBytes` for this stream. */
  readonly maxEventBytes: number;

  constructor(
    maxEventBytes: number,
    limit: 'maxEventBytes' | 'memory' | 'budget',
    context: EventStreamErrorContext,
  ) {
    const allowed = {
      maxEventBytes: `of at most ${maxEventBytes} bytes (maxEventBytes)`,
      memory: 'that fits in memory',
      budget: 'that fits in the memory budget of all streams (256 MiB)',
    };
    super(
      `Expected an event ${allowed[limit]}, got a larger one`,
      { type: 'max-buffer-size-exceeded' },
      context,
    );
    this.maxEventBytes = maxEventBytes;
  }
}

/** One of your functions threw, or its promise rejected. `cause` is the thrown value. Phase `handler`. */
export class HandlerError extends EventStreamError {
  override name = 'HandlerError';
  declare readonly phase: 'handler';
  /** The name of the option that holds the function, such as `'onmessage'`. */
  readonly handler: string;

  constructor(handler: string, context: EventStreamErrorContext) {
    super(`${handler} threw`, 'handler', context);
    this.handler = handler;
  }
}

/** Quotes text of a server in an error message: its first 40 characters, because it can have any length. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function textOf(cause: unknown): string {
  if (!(cause instanceof Error)) {
    return String(cause);
  }
  // The message of Node is only "fetch failed"; the reason is in the cause.
  return cause.cause instanceof Error
    ? `${cause.message} (${cause.cause.message || cause.cause.name})`
    : cause.message;
}
