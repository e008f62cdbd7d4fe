// The request of a call, made anew for each attempt: same input, same init, headers with the last event ID.
import type { HeaderValues } from '../types.js';
import { EventStreamContentType } from './content-type.js';
import { lastEventIdHeader } from './last-event-id.js';
import { baseUrl, requestUrl } from '../platform/base-url.js';
import type { ResumeAnswer } from '../options/resume.js';
import { isRequest, type RequestParts } from './request-parts.js';
import { resumedParts } from './resume-request.js';

const IDEMPOTENT_METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE', 'QUERY'];

export interface RequestTemplate {
  /** Where it is sent, as given: the URL may be relative. */
  readonly url: string;
  /** Sending it twice has the effect of sending it once. RFC 9110, section 9.2.2. */
  readonly idempotent: boolean;
  /** A shape says that it has an effect, whatever its method. */
  readonly isAction: boolean;
  /** It only reads: a subscription, which may be renewed for ever. */
  readonly subscription: boolean;
  /** It can be sent more than once: a stream as the body is gone after the first time. */
  readonly repeatable: boolean;
  /** The request that continues this one's stream. Throws a TypeError for an answer that is none. */
  resumedBy(answer: NonNullable<ResumeAnswer>): RequestTemplate;
  /** The input for one attempt. A Request with a body can be sent once, so that an attempt gets a copy of it. */
  input(): string | URL | Request;
  /**
   * The init for one attempt; a promise only where `headers` is a function, so that `fetch` is called at once elsewhere.
   * `lastEventId` is `undefined` until the stream has set one.
   */
  init(lastEventId: string | undefined, signal: AbortSignal): RequestInit | Promise<RequestInit>;
  /**
   * Throws what `fetch` throws for a request that cannot be made, and where there is no network that could come back: to
   * tell that from a network failure, for which `fetch` rejects with a TypeError as well.
   */
  validate(init: RequestInit): void;
}

export function createRequest(parts: RequestParts): RequestTemplate {
  const { input, init, headers, idempotencyKey, isAction = false } = parts;
  const request = isRequest(input) ? input : undefined;
  const method = (init.method ?? request?.method ?? 'GET').toUpperCase();
  const isBodiless = method === 'GET' || method === 'HEAD';
  const repeatable = !isStream(init.body);
  const ownInput = (): string | URL | Request =>
    typeof input === 'string'
      ? requestUrl(input)
      : isBodiless
        ? input
        : (request?.clone() ?? input);

  return {
    url: isRequest(input) ? input.url : String(input),
    isAction,
    idempotent: !isAction && IDEMPOTENT_METHODS.includes(method),
    subscription: !isAction && isBodiless,
    repeatable,
    resumedBy: (answer) => createRequest(resumedParts(parts, answer)),
    input: ownInput,
    init(lastEventId, signal) {
      const complete = (source: HeaderValues | null | undefined): RequestInit => ({
        ...init,
        headers: completeHeaders(source, lastEventId, idempotencyKey),
        signal,
      });
      return typeof headers === 'function'
        ? Promise.resolve(headers()).then(complete)
        : complete(headers ?? request?.headers);
    },
    validate(complete) {
      // A page's own `fetch` may come without the class.
      if (repeatable && typeof Request === 'function') {
        checkScheme(new Request(ownInput(), complete).url);
      }
    },
  };
}

/** Node takes any asynchronous iterator for a body, and sends nothing when it is used up. */
function isStream(body: unknown): boolean {
  return (
    typeof body === 'object' &&
    body !== null &&
    ('getReader' in body || Symbol.asyncIterator in body)
  );
}

/**
 * A plain object, as a replaced `fetch` may expect it: the caller's names as they are, `accept` and `idempotency-key` where
 * the caller has none, and the last event ID of the stream in the place of the caller's own.
 */
function completeHeaders(
  source: HeaderValues | null | undefined,
  lastEventId: string | undefined,
  idempotencyKey: string | boolean | undefined,
): Record<string, string> {
  const headers: Record<string, string> = {};
  const added: Record<string, string | boolean | undefined> = {
    accept: EventStreamContentType,
    'idempotency-key': idempotencyKey,
    'last-event-id': lastEventId ? lastEventIdHeader(lastEventId) : undefined,
  };
  for (const [name, value] of Object.entries(toRecord(source))) {
    const known = name.toLowerCase();
    const isReplaced =
      (known === 'accept' && value === '') ||
      (known === 'last-event-id' && lastEventId !== undefined);
    if (!isReplaced) {
      headers[name] = value;
      added[known] = undefined;
    }
  }
  for (const [name, value] of Object.entries(added)) {
    if (typeof value === 'string') {
      headers[name] = value;
    }
  }
  return headers;
}

/**
 * `fetch` refuses `mailto:` and its like each time, and fails on a `blob:` that is gone for good. A page's own scheme may
 * be one that its application serves over the network.
 */
function checkScheme(url: string): void {
  const { protocol } = new URL(url);
  const base = baseUrl();
  if (!/^https?:$/.test(protocol) && (base === undefined || protocol !== new URL(base).protocol)) {
    throw new TypeError(`Expected a URL whose scheme is HTTP(S), got ${protocol}`);
  }
}

/** What is `undefined` or `null` is left out. */
function toRecord(source: HeaderValues | null | undefined): Record<string, string> {
  const given = source ?? {};
  // Headers and lists of pairs, those of another realm included, which instanceof would not know.
  const isList = Symbol.iterator in given;
  const entries = (isList ? [...given] : Object.entries(given)).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== null,
  );
  return Object.fromEntries(isList ? new Headers(entries) : entries);
}
