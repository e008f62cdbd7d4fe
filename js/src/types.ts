// Public types that several folders need. Those of options are in options/.

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
 * One dispatched event of a parser, as `eventsource-parser` delivers it.
 *
 * {@link https://html.spec.whatwg.org/#event-stream-interpretation | HTML standard, interpreting an event stream}
 */
export interface ParsedMessage {
  /** The value of the block's own `id` field; `undefined` if it has none. It is `''` if the last event ID was reset since the last message. */
  id?: string | undefined;
  /** The value of the block's `event` field; `undefined` if it has none or an empty one (the standard's type "message"). */
  event?: string | undefined;
  /** The values of the block's `data` fields, joined by U+000A LF. */
  data: string;
}

/** Header values in any form that `fetch` takes. A header whose value is `undefined` or `null` is left out. */
// HeadersInit, by the name that programs without the DOM's library know it by as well.
export type HeaderValues =
  | NonNullable<RequestInit['headers']>
  | Readonly<Record<string, string | null | undefined>>
  | readonly (readonly [string, string | null | undefined])[];

/** Header values, or a function that is called for them before each attempt. */
export type HeadersSource = HeaderValues | (() => HeaderValues | Promise<HeaderValues>);

/** What is read: what `fetch` takes, or the Response that it returned. */
export type StreamInput = string | URL | Request | Response;

/** The part of `fetch` that is used: two arguments, and no `this`. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
