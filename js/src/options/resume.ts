// The types of the option `resume`.
import type { EventStreamError } from '../errors.js';
import type { HeadersSource } from '../types.js';

/** The argument of a `resume` function: the state of the stream to continue. */
export interface ResumeContext<Cursor = unknown> {
  /** The last event ID of the stream, or `''` if there is none. It is also sent in the `last-event-id` header. */
  lastEventId: string;
  /** The last value that `cursor` returned, or `undefined` if there is none. */
  cursor: Cursor | undefined;
  /** The number of the attempt that failed, from 1. */
  attempt: number;
  /** The number of messages delivered so far, over all attempts. */
  messagesDelivered: number;
  /** The number of bytes received so far, over all attempts. */
  bytesReceived: number;
  /** The error of the failed attempt. */
  error: EventStreamError;
  /**
   * The headers of the latest accepted response. After a continuation, they are the headers of the response that continued
   * the stream.
   */
  headers: Headers;
}

/** An object with a URL: an instance of any URL class, also of another realm, or `location`. */
export interface UrlLike {
  /** The absolute URL. */
  readonly href: string;
}

/**
 * The request that continues a stream, with at least one option of `fetch`. The defaults are the options of the call, with
 * two exceptions: if `url` is set, the default is a GET without a body; if `method` is set, the default is no body.
 */
export interface ResumeRequest extends Omit<RequestInit, 'headers' | 'signal'> {
  /** The URL of the request. */
  url?: string | UrlLike | undefined;
  /** Replaces the headers of the call. */
  headers?: HeadersSource | undefined;
}

/**
 * The option `resume` of {@link MessageStreamInit}: how a stream continues after a failure.
 */
export type Resume<Cursor = unknown> =
  'last-event-id' | ((context: ResumeContext<Cursor>) => ResumeAnswer | Promise<ResumeAnswer>);

/**
 * The return value of a `resume` function. A string, or an object with a string `href` such as a URL, is requested with GET.
 * A `Request` is sent unchanged. `null` means that the stream cannot be continued.
 */
export type ResumeAnswer = string | UrlLike | Request | ResumeRequest | null;
