// The types of the option `resume`.
import type { EventStreamError } from '../errors.js';
import type { HeadersSource } from '../types.js';

/** What is known of a stream that is to be continued. */
export interface ResumeContext<Cursor = unknown> {
  /** The last event ID of the stream, `''` where it has set none. It is sent as `last-event-id` in any case. */
  lastEventId: string;
  /** What `cursor` answered last; `undefined` where it has answered nothing yet. */
  cursor: Cursor | undefined;
  /** Which attempt of the call has failed, from 1. */
  attempt: number;
  /** Messages delivered so far, over all attempts. */
  messagesDelivered: number;
  /** Bytes received so far, over all attempts. */
  bytesReceived: number;
  /** How the attempt failed. */
  error: EventStreamError;
  /** The headers of the newest response that was accepted, also of one that continued: keep in `cursor` what is needed again. */
  headers: Headers;
}

/** A URL of any class or realm, or `location`. */
export interface UrlLike {
  /** The absolute URL. */
  readonly href: string;
}

/**
 * A request in the words of `fetch`, with at least one option. What it leaves out stays as the call has it: with another `url`, all but method and
 * body (a GET, unless it says otherwise), and with another `method`, all but the body.
 */
export interface ResumeRequest extends Omit<RequestInit, 'headers' | 'signal'> {
  /** Where to send it. */
  url?: string | UrlLike | undefined;
  /** In the place of the call's headers. */
  headers?: HeadersSource | undefined;
}

/**
 * How a stream continues after a failure: by the same request with its last event ID, or by the request that a function
 * returns.
 */
export type Resume<Cursor = unknown> =
  'last-event-id' | ((context: ResumeContext<Cursor>) => ResumeAnswer | Promise<ResumeAnswer>);

/**
 * `null`: there is nothing to continue from. A string, or an object with a string `href` such as a URL, is a GET from there.
 * A `Request` is sent as it is.
 */
export type ResumeAnswer = string | UrlLike | Request | ResumeRequest | null;
