// The public types that more than one module needs. Shapes' own options stand beside the shapes.

/**
 * One dispatched event of an event stream.
 *
 * {@link https://html.spec.whatwg.org/#event-stream-interpretation | HTML standard, interpreting an event stream}
 */
export interface EventSourceMessage {
  /** The values of the block's `data` fields, joined by U+000A LF. */
  data: string;
  /** The value of the block's `event` field; `''` where it has none (the standard's type "message"). */
  event: string;
  /** The value of this block's own `id` field; `''` where it has none. It does not persist from block to block. */
  id: string;
  /** The value of the block's `retry` field in milliseconds, at most 2^31 - 1; `undefined` if it has none. */
  retry?: number | undefined;
}

/**
 * When, and how often, a failed attempt is followed by another one. Times are in milliseconds. `NaN` counts as not
 * given. Every other number, except `maxAttempts`, is brought into the range that its description names. The delays that
 * follow are whole numbers, rounded up.
 */
export interface RetryOptions {
  /**
   * Delay after the first failure in a row, from 10 to 2^31 - 1. The server's `retry` field takes its place.
   * @defaultValue 1000
   */
  initialDelay?: number | undefined;
  /**
   * The longest delay of our own making, from 10 to 2^31 - 1; a delay that the server asks for may be longer.
   * @defaultValue 30000
   */
  maxDelay?: number | undefined;
  /**
   * Growth of the delay from one failure in a row to the next, at least 1.
   * @defaultValue 2
   */
  multiplier?: number | undefined;
  /**
   * The part of a delay that is left to chance, from 0 to 1: our own delays are shortened by up to this part, delays
   * set by the server are lengthened by up to this part.
   * @defaultValue 0.5
   */
  jitter?: number | undefined;
  /**
   * Attempts in a row without a healthy connection, the first included: a whole number from 1, or `Infinity`. 1 never
   * retries. Anything else throws a TypeError at the call. A connection is healthy if it delivered new messages. Messages of a request that was sent again from its beginning are not new.
   * @defaultValue `Infinity` for GET and HEAD (a subscription), 5 for other methods (an action must end)
   */
  maxAttempts?: number | undefined;
  /**
   * How long a row of such attempts may take, from the start of its first one to the start of its last one.
   * @defaultValue `Infinity`
   */
  maxElapsed?: number | undefined;
  /**
   * HTTP status codes that are worth another attempt, from 100 to 599.
   * @defaultValue `[408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529, 530]`
   */
  statuses?: readonly number[] | undefined;
  /**
   * Send a request that is not idempotent (POST, PATCH) again from its beginning although a response was accepted. The
   * server then does its work again.
   * @defaultValue `false`
   */
  replay?: boolean | undefined;
}

/**
 * How long what may take, in milliseconds above 0, at most 2^31 - 1; `Infinity` is no limit. Past it the attempt fails with
 * a {@link StreamTimeoutError}, like a lost connection. The time that handlers take does not count. After a page has been
 * asleep, what arrived meanwhile gets up to 5 s to be read before a clock counts as run out.
 */
export interface Timeouts {
  /**
   * From the start of an attempt, an async `headers` function included, to its response, which Firefox hands out with the
   * first byte of the body. None by default.
   */
  headers?: number | undefined;
  /** From the response to the first message of the attempt. None by default. */
  firstMessage?: number | undefined;
  /** Without a byte of the body; comments, which servers send to keep a connection alive, count as bytes. None by default. */
  idle?: number | undefined;
  /**
   * Without a message, whatever else comes: keep-alive comments do not hide a server that has stalled, nor do
   * messages that `isKeepAlive` names. Up to the first message `firstMessage` takes its place, where that is given. None by
   * default.
   */
  idleContent?: number | undefined;
}

/** Header values in any form that `fetch` takes. A header whose value is `undefined` or `null` is left out. */
// HeadersInit, by the name that programs without the DOM's library know it by as well.
export type HeaderValues =
  | NonNullable<RequestInit['headers']>
  | Readonly<Record<string, string | null | undefined>>
  | readonly (readonly [string, string | null | undefined])[];

/** Header values, or a function that is called for them before each attempt. */
export type HeadersSource = HeaderValues | (() => HeaderValues | Promise<HeaderValues>);

/** The part of `fetch` that is used: two arguments, and no `this`. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
