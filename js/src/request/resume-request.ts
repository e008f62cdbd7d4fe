// What the caller's `resume` is told, and how the request that it answers is made of the call's own.
import type { EventStreamError } from '../errors.js';
import type { HeadersSource } from '../types.js';
import { checkOptions, isObject, REQUEST, shown } from '../option-checks.js';
import { isRequest, type RequestParts } from './request.js';

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

/** The parts of the request that `answer` stands for. Throws a TypeError for what stands for none. */
export function resumedParts(parts: RequestParts, answer: NonNullable<ResumeAnswer>): RequestParts {
  if (isUrl(answer)) {
    return resumedParts(parts, { url: answer });
  }
  if (isRequest(answer)) {
    return { input: answer, init: {}, headers: undefined };
  }
  const { url: address, headers = parts.headers, ...given } = namedRequest(answer);
  const url = typeof address === 'object' ? address.href : address;
  if (url === undefined && given.method === undefined) {
    // The key of the call stands for its own body alone.
    const idempotencyKey = given.body === undefined ? parts.idempotencyKey : undefined;
    return { ...parts, init: { ...parts.init, ...given }, headers, idempotencyKey };
  }
  const { input } = parts;
  const init = { ...parts.init, method: 'GET', body: null, ...given };
  return isRequest(input)
    ? {
        input: url ?? input.url,
        init: { ...optionsOf(input), ...init },
        headers: headers ?? input.headers,
      }
    : { input: url ?? input, init, headers };
}

function isUrl(value: unknown): value is string | UrlLike {
  return typeof value === 'string' || typeof (value as UrlLike | null)?.href === 'string';
}

/** Without a name of a request's, `answer` is a mistake: the request of the call would be sent again for it. */
function namedRequest(answer: ResumeRequest): ResumeRequest {
  const names = isObject(answer) && !('status' in answer) ? Object.entries(answer) : [];
  const isNamed = names.some(([name, value]) => NAMES.includes(name) && value !== undefined);
  if (!isNamed || !(answer.url === undefined || isUrl(answer.url))) {
    throw new TypeError(
      `Expected resume to return a URL, a Request, an object with ${NAMES.join(', ')}, or null, got ${shown(answer)}`,
    );
  }
  checkOptions(answer, REQUEST);
  return answer;
}

const REQUEST_OPTIONS = [
  'cache',
  'credentials',
  'integrity',
  'keepalive',
  'mode',
  'redirect',
  'referrerPolicy',
] as const;

const NAMES: readonly string[] = [
  'url',
  'method',
  'headers',
  'body',
  'referrer',
  ...REQUEST_OPTIONS,
];

/** What a Request says besides URL, method, headers and body. */
function optionsOf(request: Request): RequestInit {
  return Object.fromEntries(REQUEST_OPTIONS.map((name) => [name, request[name]]));
}
