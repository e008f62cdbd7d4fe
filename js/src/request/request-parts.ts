// The parts of a request, as the arguments of `fetch` contain them.
import type { HeadersSource } from '../types.js';

/** The parts of the two arguments of `fetch`. */
export interface RequestParts {
  input: string | URL | Request;
  /** Passed to `fetch` unchanged, except `headers` and `signal`. */
  init: RequestInit;
  headers: HeadersSource | undefined;
  idempotencyKey?: string | boolean | undefined;
  /** Whether the request has an effect, regardless of its method. */
  isAction?: boolean | undefined;
}

/** Checks `method` too, because a Response also has `clone`. */
export function isRequest(input: object | string): input is Request {
  const request = input as Request;
  return typeof request.clone === 'function' && typeof request.method === 'string';
}
