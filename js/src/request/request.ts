// Creates the arguments of `fetch` for every attempt. Only the headers change, which contain the last event ID.
import type { HeaderValues } from '../types.js';
import { EventStreamContentType } from './content-type.js';
import { lastEventIdHeader } from './last-event-id.js';
import { baseUrl, requestUrl } from '../platform/base-url.js';
import type { ResumeAnswer } from '../options/resume.js';
import { isRequest, type RequestParts } from './request-parts.js';
import { resumedParts } from './resume-request.js';

const IDEMPOTENT_METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE', 'QUERY'];

export interface RequestTemplate {
  /** The URL, which may be relative. */
  readonly url: string;
  /** Whether several requests have the same effect as one. RFC 9110, section 9.2.2. */
  readonly idempotent: boolean;
  /** Whether the request has an effect, regardless of its method. */
  readonly isAction: boolean;
  /** Whether the request only reads, so that it may be repeated without limit. */
  readonly subscription: boolean;
  /** Whether the request can be sent again. A body that is a stream can be sent once. */
  readonly repeatable: boolean;
  /** Returns the request that continues the stream. Throws a TypeError if `resume` did not return a request. */
  resumedBy(answer: NonNullable<ResumeAnswer>): RequestTemplate;
  /** Returns the input for one attempt. A Request with a body can be sent once, so it is cloned. */
  input(): string | URL | Request;
  /**
   * Returns the init for one attempt. It is a promise only if `headers` is a function, so that `fetch` is otherwise called
   * synchronously. `lastEventId` is `undefined` until the stream has set one.
   */
  init(lastEventId: string | undefined, signal: AbortSignal): RequestInit | Promise<RequestInit>;
  /**
   * Throws if the request is invalid. `fetch` rejects with a TypeError for an invalid request and for a network error, and
   * only a network error may be retried.
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
      // An environment with a replaced `fetch` may have no Request class.
      if (repeatable && typeof Request === 'function') {
        checkScheme(new Request(ownInput(), complete).url);
      }
    },
  };
}

/** The `fetch` of Node accepts an async iterator as the body, and sends an empty body after the first time. */
function isStream(body: unknown): boolean {
  return (
    typeof body === 'object' &&
    body !== null &&
    ('getReader' in body || Symbol.asyncIterator in body)
  );
}

/**
 * Returns the headers as a plain object, which a replaced `fetch` may require. Adds `accept` and `idempotency-key` if they are
 * missing. The last event ID of the stream replaces the one of the caller.
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
 * Throws a TypeError for schemes such as `mailto:` and `blob:`, which can never succeed on a retry. The scheme of the page
 * itself is accepted, because an application such as Electron may serve it.
 */
function checkScheme(url: string): void {
  const { protocol } = new URL(url);
  const base = baseUrl();
  if (!/^https?:$/.test(protocol) && (base === undefined || protocol !== new URL(base).protocol)) {
    throw new TypeError(`Expected an HTTP(S) URL, got ${protocol}`);
  }
}

/** Returns the headers without those that are `undefined` or `null`. */
function toRecord(source: HeaderValues | null | undefined): Record<string, string> {
  const values = source ?? {};
  // Headers or a list of pairs. Not `instanceof`, which is false for Headers of another realm.
  const isList = Symbol.iterator in values;
  const entries = (isList ? [...values] : Object.entries(values)).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== null,
  );
  return Object.fromEntries(isList ? new Headers(entries) : entries);
}
