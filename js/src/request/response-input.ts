// Reads a Response that the caller already has, instead of a request.
import type { Fetch } from '../types.js';
import { createRequest, type RequestTemplate } from './request.js';

/** The options that do not concern the request. */
const MEANINGFUL = [
  'dataOfLine',
  'dedupe',
  'format',
  'isKeepAlive',
  'isTerminal',
  'maxEventBytes',
  'oncomment',
  'onstate',
  'signal',
  'timeouts',
];

/** Not `instanceof`: the Response may belong to another realm, or come from a replaced `fetch`. */
export function isResponse(input: unknown): input is Response {
  const { status, headers } = Object(input) as Partial<Response>;
  return typeof status === 'number' && typeof headers === 'object';
}

/** A request that cannot be sent again, and a `fetch` that returns the Response. */
export interface ResponseInput {
  readonly request: RequestTemplate;
  readonly fetch: Fetch;
}

/** Throws a TypeError for options that concern the request, and for a body that cannot be read. */
export function responseInput(response: Response, options: object): ResponseInput {
  const name = Object.keys(options).find((option) => !MEANINGFUL.includes(option));
  if (name !== undefined) {
    throw new TypeError(
      `Expected an option for reading a Response (${MEANINGFUL.join(', ')}), got ${name}`,
    );
  }
  const { body, bodyUsed, url } = response;
  if (bodyUsed || body?.locked) {
    throw new TypeError(
      `Expected a Response with an unread body, got one that is ${bodyUsed ? 'used' : 'locked'}`,
    );
  }
  return {
    request: {
      ...createRequest({ input: url, init: {}, headers: undefined }),
      repeatable: false,
    },
    fetch: () => Promise.resolve(response),
  };
}
