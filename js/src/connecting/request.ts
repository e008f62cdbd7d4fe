// The request of a call, made anew for each attempt: same input, same init, headers with the last event ID.
import type { HeadersSource } from '../types.js';
import { EventStreamContentType } from './content-type.js';
import { lastEventIdHeader } from './last-event-id.js';
import { baseUrl } from './page.js';
import { resumedParts, type ResumeAnswer } from './resume.js';

/** What the two arguments of `fetch` are made of. */
export interface RequestParts {
  input: RequestInfo | URL;
  /** Handed to `fetch` as it is, but for `headers` and `signal`. */
  init: Omit<RequestInit, 'headers' | 'signal'>;
  headers: HeadersSource | undefined;
  idempotencyKey?: string | undefined;
}

const IDEMPOTENT_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE', 'QUERY']);
const ACCEPT = 'accept';
const LAST_EVENT_ID = 'last-event-id';
const IDEMPOTENCY_KEY = 'idempotency-key';

export class RequestTemplate {
  readonly #parts: RequestParts;
  readonly #method: string;

  constructor(parts: RequestParts) {
    this.#parts = parts;
    const { input, init } = parts;
    this.#method = (init.method ?? (isRequest(input) ? input.method : 'GET')).toUpperCase();
  }

  /** The request that continues this one's stream. Throws a TypeError for an answer that is none. */
  resumedBy(answer: NonNullable<ResumeAnswer>): RequestTemplate {
    return new RequestTemplate(resumedParts(this.#parts, answer));
  }

  /** Sending it twice has the effect of sending it once. RFC 9110, section 9.2.2. */
  get idempotent(): boolean {
    return IDEMPOTENT_METHODS.has(this.#method);
  }

  /** It only reads: a subscription, which may be renewed for ever. */
  get subscription(): boolean {
    return this.#method === 'GET' || this.#method === 'HEAD';
  }

  /** It can be sent more than once: a stream as the body is gone after the first time. */
  get repeatable(): boolean {
    const { body } = this.#parts.init;
    // Node takes any asynchronous iterator for a body, and sends nothing when it is used up.
    return !(
      typeof body === 'object' &&
      body !== null &&
      ('getReader' in body || Symbol.asyncIterator in body)
    );
  }

  /** The input for one attempt. A Request with a body can be sent once, so that an attempt gets a copy of it. */
  input(): RequestInfo | URL {
    const { input } = this.#parts;
    return isRequest(input) && !this.subscription ? input.clone() : input;
  }

  /**
   * The init for one attempt; a promise only where `headers` is a function, so that `fetch` is called at once elsewhere.
   * `lastEventId` is `undefined` until the stream has set one.
   */
  init(lastEventId: string | undefined, signal: AbortSignal): RequestInit | Promise<RequestInit> {
    const { input, init, headers, idempotencyKey } = this.#parts;
    const complete = (source: HeadersInit | undefined): RequestInit => ({
      ...init,
      headers: completeHeaders(source, lastEventId, idempotencyKey),
      signal,
    });
    if (typeof headers === 'function') {
      return Promise.resolve(headers()).then(complete);
    }
    return complete(headers ?? (isRequest(input) ? input.headers : undefined));
  }

  /**
   * Throws what `fetch` throws for a request that cannot be made, and where there is no network that could come back: to
   * tell that from a network failure, for which `fetch` rejects with a TypeError as well.
   */
  validate(init: RequestInit): void {
    if (this.repeatable) {
      checkScheme(new Request(this.input(), init).url);
    }
  }
}

/**
 * A plain object, as a replaced `fetch` may expect it: the caller's names as they are, `accept` and `idempotency-key` where
 * the caller has none, and the last event ID of the stream in the place of the caller's own.
 */
function completeHeaders(
  source: HeadersInit | undefined,
  lastEventId: string | undefined,
  idempotencyKey: string | undefined,
): Record<string, string> {
  const headers: Record<string, string> = {};
  let accepts = false;
  let hasKey = false;
  for (const [name, value] of Object.entries(toRecord(source))) {
    const isAccept = name.toLowerCase() === ACCEPT;
    const isReplaced =
      (isAccept && value === '') ||
      (name.toLowerCase() === LAST_EVENT_ID && lastEventId !== undefined);
    if (!isReplaced) {
      headers[name] = value;
      accepts ||= isAccept;
      hasKey ||= name.toLowerCase() === IDEMPOTENCY_KEY;
    }
  }
  if (!accepts) {
    headers[ACCEPT] = EventStreamContentType;
  }
  if (idempotencyKey !== undefined && !hasKey) {
    headers[IDEMPOTENCY_KEY] = idempotencyKey;
  }
  const header = lastEventIdHeader(lastEventId ?? '');
  if (header) {
    headers[LAST_EVENT_ID] = header;
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
  const networks = ['http:', 'https:', base === undefined ? '' : new URL(base).protocol];
  if (!networks.includes(protocol)) {
    throw new TypeError(`Expected a URL whose scheme is HTTP(S), got ${protocol}`);
  }
}

function toRecord(source: HeadersInit | undefined): Record<string, string> {
  if (source === undefined) {
    return {};
  }
  // Headers and lists of pairs, those of another realm included, which instanceof would not know.
  return Symbol.iterator in source ? Object.fromEntries(new Headers(source)) : source;
}

export function isRequest(input: object | string): input is Request {
  return typeof (input as Request).clone === 'function';
}
