// The types of the option `resume`.
import type { EventStreamError } from '../errors.js';
import type { HeadersSource } from '../types.js';

/** What is known about the stream to continue. */
export interface ResumeContext<Cursor = unknown> {
  /** The last event ID of the stream; `''` if it set none. It is sent as `last-event-id` in every case. */
  lastEventId: string;
  /** What `cursor` returned last; `undefined` if it returned nothing yet. */
  cursor: Cursor | undefined;
  /** The number of the attempt that failed, from 1. */
  attempt: number;
  /** Messages delivered so far, over all attempts. */
  messagesDelivered: number;
  /** Bytes received so far, over all attempts. */
  bytesReceived: number;
  /** How the attempt failed. */
  error: EventStreamError;
  /** The headers of the newest accepted response, also of one that continued the stream: keep in `cursor` what you need later. */
  headers: Headers;
}

/** A URL of any class or realm, or `location`. */
export interface UrlLike {
  /** The absolute URL. */
  readonly href: string;
}

/**
 * A request with at least one option of `fetch`. Other options are those of the call, except: another `url` is requested by a
 * GET without a body unless `method` and `body` are given, and another `method` has no body unless it is given.
 */
export interface ResumeRequest extends Omit<RequestInit, 'headers' | 'signal'> {
  /** Where to send it. */
  url?: string | UrlLike | undefined;
  /** Replaces the headers of the call. */
  headers?: HeadersSource | undefined;
}

/**
 * How a stream continues after a failure: with the same request and its last event ID, or with the request that a function
 * returns.
 */
export type Resume<Cursor = unknown> =
  'last-event-id' | ((context: ResumeContext<Cursor>) => ResumeAnswer | Promise<ResumeAnswer>);

/**
 * `null`: there is nothing to continue from. A string, or an object with a string `href` such as a URL, is requested by a GET.
 * A `Request` is sent as it is.
 */
export type ResumeAnswer = string | UrlLike | Request | ResumeRequest | null;
