// Public types that several folders share. The types of options are in options/.

/**
 * An event of an event stream.
 *
 * {@link https://html.spec.whatwg.org/#event-stream-interpretation | HTML standard, interpreting an event stream}
 */
export interface EventSourceMessage {
  /** The values of the `data` fields, joined by line feeds. */
  data: string;
  /** The value of the `event` field, or `''` if there is none. An event without a type has the type "message" in the standard. */
  event: string;
  /** The value of the `id` field of this event, or `''` if there is none. It does not persist across events. */
  id: string;
  /** The value of the `retry` field in milliseconds, at most 2^31 - 1, or `undefined` if there is none. */
  retry?: number | undefined;
}

/**
 * An event of {@link createParser} or {@link EventSourceParserStream}, in the form of `eventsource-parser`.
 *
 * {@link https://html.spec.whatwg.org/#event-stream-interpretation | HTML standard, interpreting an event stream}
 */
export interface ParsedMessage {
  /**
   * The value of the `id` field of this event, or `undefined` if there is none. It is `''` if the stream has reset the last
   * event ID since the previous event.
   */
  id?: string | undefined;
  /** The value of the `event` field, or `undefined` if there is none or it is empty. */
  event?: string | undefined;
  /** The values of the `data` fields, joined by line feeds. */
  data: string;
}

/** Header values in any form that `fetch` accepts. Headers whose value is `undefined` or `null` are omitted. */
// Not HeadersInit: programs that compile without the DOM library do not have that name.
export type HeaderValues =
  | NonNullable<RequestInit['headers']>
  | Readonly<Record<string, string | null | undefined>>
  | readonly (readonly [string, string | null | undefined])[];

/** Header values, or a function that returns them. The function is called before every attempt. */
export type HeadersSource = HeaderValues | (() => HeaderValues | Promise<HeaderValues>);

/** The input of a stream: what `fetch` accepts, or a Response. */
export type StreamInput = string | URL | Request | Response;

/** A function that can replace `fetch`. It is called with two arguments and without `this`. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
