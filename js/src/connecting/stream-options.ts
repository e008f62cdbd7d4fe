// Converts the public options to what a call sends and how it handles failures.
import { isData, shown, type SplitOptions } from '../options/checks.js';
import { checkedRetry, type RetryOptions } from '../options/retry-options.js';
import type { StreamInit } from '../options/stream-init.js';
import { checkedTimeouts, type Timeouts } from '../options/timeouts.js';
import { checkedMaxEventBytes } from '../parsing/max-event-bytes.js';
import { randomKey, type Environment } from '../platform/environment.js';
import { createRequest, type RequestTemplate } from '../request/request.js';
import { checkResponse } from '../request/response-check.js';
import type { Fetch } from '../types.js';

export interface StreamOptions {
  request: RequestTemplate;
  /** Replaces `globalThis.fetch`. */
  fetch: Fetch | undefined;
  retry: RetryOptions;
  maxEventBytes: number;
  timeouts: Timeouts;
  /**
   * Called if there is no `onopen`. Throws a `Failure` for a response that must not be read. `isTyped`: the content type
   * must be `text/event-stream`.
   */
  accept: (response: Response, environment: Environment, isTyped: boolean) => Promise<void>;
  /**
   * Called for every response, before `accept`. If it returns `true`, the response stays open until `close` is called, and
   * `accept` has to refuse it without reading it.
   */
  keep?: ((response: Response, close: (reason?: unknown) => void) => boolean) | undefined;
  environment: Environment;
}

/** Settings of a function or class for all of its streams. */
export interface StreamRules extends Partial<Pick<StreamOptions, 'accept' | 'keep'>> {
  /** Whether the request has an effect, regardless of its method. It is then neither a subscription nor idempotent. */
  isAction?: boolean;
}

/** Returns the options of a stream. Throws a TypeError or a RangeError for an invalid value. */
export function streamOptions(
  input: string | URL | Request,
  { own, request }: SplitOptions<StreamInit>,
  environment: Environment,
  { accept = checkResponse, keep, isAction }: StreamRules = {},
): StreamOptions {
  const value: unknown = input;
  if (value === undefined || isData(value) || value === null) {
    throw new TypeError(`Expected a URL or a Request, got ${shown(value)}`);
  }
  const { headers, fetch, retry, maxEventBytes, timeouts, idempotencyKey } = own;
  return {
    request: createRequest({
      input,
      init: request,
      headers,
      idempotencyKey: idempotencyKey === true ? randomKey() : idempotencyKey,
      isAction,
    }),
    fetch,
    retry: checkedRetry(retry),
    maxEventBytes: checkedMaxEventBytes(maxEventBytes),
    timeouts: checkedTimeouts(timeouts),
    accept,
    keep,
    environment,
  };
}
