// A Response that the caller has already, in the place of a request: it is read once, and nothing is sent.
import type { Fetch } from '../types.js';
import { createRequest, type RequestTemplate } from './request.js';

/** The options that have a meaning without a request. */
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

/** Of any realm, or of a replaced `fetch`. */
export function isResponse(input: unknown): input is Response {
  const { status, headers } = Object(input) as Partial<Response>;
  return typeof status === 'number' && typeof headers === 'object';
}

/** What stands for the request of a response: it cannot be sent again. */
export interface GivenResponse {
  readonly request: RequestTemplate;
  readonly fetch: Fetch;
}

/** `options`: of the call. Throws a TypeError for those about requests, and for a body that cannot be read any more. */
export function givenResponse(response: Response, options: object): GivenResponse {
  const name = Object.keys(options).find((option) => !MEANINGFUL.includes(option));
  if (name !== undefined) {
    throw new TypeError(
      `Expected an option for reading a Response (${MEANINGFUL.join(', ')}), got ${name}`,
    );
  }
  const { body, bodyUsed, url } = response;
  if (bodyUsed || body?.locked) {
    throw new TypeError(
      `Expected a Response whose body has not been read, got one that is ${bodyUsed ? 'used' : 'locked'}`,
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
