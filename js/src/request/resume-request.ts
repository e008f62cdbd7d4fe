// Creates the request that continues a stream, from the result of `resume` and the request of the call.
import { checkOptions, isObject, REQUEST, shown } from '../options/checks.js';
import type { ResumeAnswer, ResumeRequest, UrlLike } from '../options/resume.js';
import { isRequest, type RequestParts } from './request-parts.js';

/** Returns the parts of the request that `resume` returned. Throws a TypeError if it returned no request. */
export function resumedParts(parts: RequestParts, answer: NonNullable<ResumeAnswer>): RequestParts {
  if (isUrl(answer)) {
    return resumedParts(parts, { url: answer });
  }
  if (isRequest(answer)) {
    return { input: answer, init: {}, headers: undefined };
  }
  const { url: address, headers = parts.headers, ...options } = namedRequest(answer);
  const url = typeof address === 'object' ? address.href : address;
  if (url === undefined && options.method === undefined) {
    // The idempotency key belongs to the body of the call.
    const idempotencyKey = options.body === undefined ? parts.idempotencyKey : undefined;
    return { ...parts, init: { ...parts.init, ...options }, headers, idempotencyKey };
  }
  const { input } = parts;
  const init = { ...parts.init, method: 'GET', body: null, ...options };
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

/** Throws a TypeError for an object without a request option. Otherwise, the request of the call would be sent again. */
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

/** Returns the options of a Request, except URL, method, headers and body. */
function optionsOf(request: Request): RequestInit {
  return Object.fromEntries(REQUEST_OPTIONS.map((name) => [name, request[name]]));
}
