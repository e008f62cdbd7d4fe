// What a request is made of.
import type { HeadersSource } from '../types.js';

/** What the two arguments of `fetch` are made of. */
export interface RequestParts {
  input: string | URL | Request;
  /** Handed to `fetch` as it is, but for `headers` and `signal`. */
  init: RequestInit;
  headers: HeadersSource | undefined;
  idempotencyKey?: string | boolean | undefined;
  /** The request has an effect, whatever its method. */
  isAction?: boolean | undefined;
}

/** A Response can be cloned as well. */
export function isRequest(input: object | string): input is Request {
  const request = input as Request;
  return typeof request.clone === 'function' && typeof request.method === 'string';
}
