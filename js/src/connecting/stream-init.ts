// What every shape that sends requests takes, and how it becomes the options of a stream.
import { checkedMaxEventBytes } from '../parsing/max-event-bytes.js';
import type { Fetch, HeadersSource, RetryOptions, Timeouts } from '../types.js';
import { randomKey, realEnvironment } from './environment.js';
import { RequestTemplate } from './request.js';
import { checkResponse } from './response-check.js';
import { checkedRetry } from './retry-options.js';
import type { StreamOptions } from './stream.js';
import { checkedTimeouts } from './timeouts.js';

/** Options that all requesting shapes share: those of `fetch`, which get there as they are, and the stream's own. */
export interface StreamInit extends Omit<RequestInit, 'headers' | 'signal'> {
  /**
   * Header values, or a function (which may be async) that is called for them before every attempt.
   * `accept: text/event-stream` is added where there is no Accept, and `last-event-id` once the stream has set an ID.
   */
  headers?: HeadersSource | undefined;
  /**
   * Takes the place of `globalThis.fetch`. It gets a signal of its own for each attempt.
   */
  fetch?: Fetch | undefined;
  /**
   * When a failed attempt is followed by another one.
   */
  retry?: RetryOptions | undefined;
  /**
   * The most bytes that one event may take as received, from 1 to 536870912; past it the stream fails with an
   * {@link EventTooLargeError}. An unfinished line of any kind counts.
   * @defaultValue 134217728 (128 MiB)
   */
  maxEventBytes?: number | undefined;
  /**
   * How long the response, a byte or a message may take.
   */
  timeouts?: Timeouts | undefined;
  /**
   * Adds an `idempotency-key` header, the same to every attempt, so that a server can tell a repeated request from a new
   * one: a key of yours, or `true` for a random UUID. A header of that name in `headers` takes its place. The server has
   * to know what to do with it: whether a request is sent again does not depend on it.
   * @defaultValue `false`
   */
  idempotencyKey?: string | boolean | undefined;
}

/** Checks what was given: throws a TypeError or a RangeError for what no stream can be made of. */
export function streamOptions(
  input: RequestInfo | URL,
  init: StreamInit,
  { environment = realEnvironment, accept = checkResponse }: Partial<StreamOptions> = {},
): StreamOptions {
  const { headers, fetch, retry, maxEventBytes, timeouts, idempotencyKey, ...fetchInit } = init;
  return {
    request: new RequestTemplate({
      input,
      init: fetchInit,
      headers,
      idempotencyKey: keyOf(idempotencyKey),
    }),
    fetch,
    retry: checkedRetry(retry),
    maxEventBytes: checkedMaxEventBytes(maxEventBytes),
    timeouts: checkedTimeouts(timeouts),
    resume: undefined,
    closesWhenHidden: false,
    accept,
    environment,
  };
}

function keyOf(idempotencyKey: unknown): string | undefined {
  if (typeof idempotencyKey === 'string') {
    return idempotencyKey;
  }
  if (typeof idempotencyKey !== 'boolean' && idempotencyKey !== undefined) {
    throw new TypeError(
      `Expected idempotencyKey to be a string or a boolean, got ${typeof idempotencyKey}`,
    );
  }
  return idempotencyKey === true ? randomKey() : undefined;
}
