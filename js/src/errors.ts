// The errors that callers see: one class for each way a stream can fail, tagged by phase.

/**
 * The part of an attempt that failed. What happens next depends on the phase and never on a message text, which differs
 * from engine to engine.
 */
export type EventStreamErrorPhase =
  'connect' | 'status' | 'content-type' | 'body' | 'timeout' | 'limit' | 'truncated' | 'handler';

/** What every error of this package knows about the call that it ended or interrupted. */
export interface EventStreamErrorContext {
  /** Which attempt of the call failed, from 1. */
  attempt: number;
  /** Messages that the call had delivered, over all its attempts. */
  messagesDelivered: number;
  /** The retry policy would make another attempt by itself. */
  retryable: boolean;
  /** The error underneath, where there is one. */
  cause?: unknown;
}

/** The base of every error that this package makes. Its `cause` is the error underneath, where there is one. */
export class EventStreamError extends Error {
  /** The name of the class, also where code has been minified. */
  override name = 'EventStreamError';
  /** The part of the attempt that failed. */
  readonly phase: EventStreamErrorPhase;
  /** Which attempt of the call failed, from 1. */
  readonly attempt: number;
  /** Messages that the call had delivered, over all its attempts. */
  readonly messagesDelivered: number;
  /**
   * The retry policy would make another attempt by itself; `onerror` can decide otherwise. So it is `false` of what ends a call,
   * unless `onerror` threw it.
   */
  readonly retryable: boolean;

  /** The text of a cause is put behind the message. */
  constructor(message: string, phase: EventStreamErrorPhase, context: EventStreamErrorContext) {
    super('cause' in context ? `${message}: ${textOf(context.cause)}` : message, context);
    this.phase = phase;
    this.attempt = context.attempt;
    this.messagesDelivered = context.messagesDelivered;
    this.retryable = context.retryable;
  }
}

/** `fetch` rejected: there was no response. Phase `connect`. */
export class ConnectError extends EventStreamError {
  override name = 'ConnectError';
  declare readonly phase: 'connect';

  constructor(context: EventStreamErrorContext) {
    super('Expected a response, got none', 'connect', context);
  }
}

/** The request cannot be made at all: not a URL, a forbidden method, a body on a GET. Phase `connect`, never retried. */
export class InvalidRequestError extends EventStreamError {
  override name = 'InvalidRequestError';
  declare readonly phase: 'connect';

  constructor(context: EventStreamErrorContext) {
    super('Expected a valid request, got', 'connect', context);
  }
}

/**
 * There is no parser. WebAssembly is missing or refused and the JavaScript fallback could not be loaded; or there is no
 * global `TextDecoder`; or `createParser` was called before `ready()` had resolved. Phase `connect`, never retried.
 *
 * Where `import()` is not available, as in service workers, `import 'post-event-source/fallback'` makes the fallback
 * available.
 */
export class RuntimeUnavailableError extends EventStreamError {
  override name = 'RuntimeUnavailableError';
  declare readonly phase: 'connect';

  constructor(context: EventStreamErrorContext, expectation = 'Expected the parser to load, got') {
    super(expectation, 'connect', context);
  }
}

/** A response that is not an event stream: a wrong status (phase `status`) or a wrong type (phase `content-type`). */
export class ResponseError extends EventStreamError {
  override name = 'ResponseError';
  declare readonly phase: 'status' | 'content-type';
  /** The HTTP status of the response. */
  readonly status: number;
  /** The headers of the response. */
  readonly headers: Headers;
  /** The start of the response's body as text: at most 16 KiB, and what arrived within a second. */
  readonly body: string;

  constructor(
    response: Response,
    body: string,
    phase: 'status' | 'content-type',
    context: EventStreamErrorContext,
    /** What was expected, where that is neither a status nor a content type. The message then quotes the body. */
    expectation?: string,
  ) {
    // The caller's own fetch may return a response without `ok` and `statusText`.
    const { status, statusText, headers } = response;
    const isSuccess = status >= 200 && status < 300;
    const [expected, got] =
      phase === 'status'
        ? [`status 2${isSuccess ? '00' : 'xx'}`, [status, statusText].join(' ').trimEnd()]
        : ['content type text/event-stream', headers.get('content-type') ?? 'no content type'];
    super(
      expectation === undefined
        ? `Expected a response with ${expected}, got ${got}`
        : `Expected ${expectation}, got ${got}: ${quoted(body)}`,
      phase,
      context,
    );
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** The body was missing, used up, or ended by a lost connection. Phase `body`. */
export class BodyError extends EventStreamError {
  override name = 'BodyError';
  declare readonly phase: 'body';

  constructor(expectation: string, context: EventStreamErrorContext) {
    super(expectation, 'body', context);
  }
}

/** The response, a byte or a message took longer than `timeouts` allow. Phase `timeout`. */
export class StreamTimeoutError extends EventStreamError {
  override name = 'StreamTimeoutError';
  declare readonly phase: 'timeout';
  /** The clock that ran out. */
  readonly timeout: 'headers' | 'firstMessage' | 'idle' | 'idleContent';
  /** What it allows, in milliseconds. */
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

/** The stream came to its end before the message that `isTerminal` waits for. Phase `truncated`. */
export class TruncatedError extends EventStreamError {
  override name = 'TruncatedError';
  declare readonly phase: 'truncated';

  constructor(context: EventStreamErrorContext) {
    super('Expected a message that ends the stream, got the end of the body', 'truncated', context);
  }
}

/**
 * The stream failed after its response was accepted, and the request is not idempotent (a POST, say). Sending it again
 * would repeat its effect and its price, so it was not sent. Also if a resumed request delivered an event ID that had
 * been delivered before: then nothing of its response was delivered.
 *
 * `phase` and `cause` are those of the failure; `messagesDelivered` is what your handler got. To continue such a stream use
 * `resume`; to send the request again from its beginning, `retry: { replay: true }` or a number returned by `onerror`.
 */
export class StreamInterruptedError extends EventStreamError {
  override name = 'StreamInterruptedError';
  /** The HTTP status of the response that was refused, where the phase is `status` or `content-type`. */
  readonly status: number | undefined;

  constructor(phase: EventStreamErrorPhase, context: EventStreamErrorContext) {
    super(
      `The stream was interrupted after ${context.messagesDelivered} messages, and its request is not repeated`,
      phase,
      context,
    );
    this.status = context.cause instanceof ResponseError ? context.cause.status : undefined;
  }
}

/** A problem in a stream, for `onError` of a parser. `type` says which. Phase `body`, or `limit` for an {@link EventTooLargeError}. */
export class ParseError extends EventStreamError {
  override name = 'ParseError';
  declare readonly phase: 'body' | 'limit';
  /**
   * - `unknown-field`: a line without a known field. The standard ignores it. A response that is not an event stream consists of such
   *   lines.
   * - `invalid-retry`: a `retry` field whose value is not all digits. The standard ignores it.
   * - `max-buffer-size-exceeded`: an {@link EventTooLargeError}.
   */
  declare readonly type: 'unknown-field' | 'invalid-retry' | 'max-buffer-size-exceeded';
  /** The text before the first colon of an ignored line, or the whole line if it has no colon. */
  declare readonly field?: string | undefined;
  /** The text after the first colon of an ignored line and the one space that may follow the colon. */
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
 * An event was too large. Phase `limit`. The message says which limit was exceeded: `maxEventBytes`, the available memory, or
 * the budget of 256 MiB that the unfinished events of all streams share. A stream whose event takes less than 1 MiB never
 * fails because of the budget.
 */
export class EventTooLargeError extends ParseError {
  override name = 'EventTooLargeError';
  declare readonly phase: 'limit';
  declare readonly type: 'max-buffer-size-exceeded';
  /** The limit that was in force. */
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

/** One of the caller's own functions threw; `cause` is what it threw. Phase `handler`. */
export class HandlerError extends EventStreamError {
  override name = 'HandlerError';
  declare readonly phase: 'handler';
  /** The option that held the function: `'onmessage'`, say. */
  readonly handler: string;

  constructor(handler: string, context: EventStreamErrorContext) {
    super(`${handler} threw`, 'handler', context);
    this.handler = handler;
  }
}

/** A server may put anything into a line, of any length: a message shows the start of it. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function textOf(cause: unknown): string {
  if (!(cause instanceof Error)) {
    return String(cause);
  }
  // Node says "fetch failed" and keeps the reason underneath.
  return cause.cause instanceof Error
    ? `${cause.message} (${cause.cause.message || cause.cause.name})`
    : cause.message;
}
