// What every shape that sends requests takes, and how it becomes the options of a stream.
import { checkedMaxEventBytes } from '../parsing/max-event-bytes.js';
import type { Fetch, HeadersSource, RetryOptions, Timeouts } from '../types.js';
import { randomKey, type Environment } from './environment.js';
import { checkType } from './option-type.js';
import { createRequest } from './request.js';
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
   * The most bytes of one event, counted as received, from 1 to 268435456 (256 MiB). An unfinished line of any kind counts.
   * Beyond it the stream fails with an {@link EventTooLargeError}. All streams share a budget of 256 MiB for unfinished events: beyond
   * the budget, a stream whose event takes more than 1 MiB fails with the same error.
   * @defaultValue 67108864 (64 MiB)
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

/** Options of {@link MessageStreamInit} and of the shapes that are not for `fetch`, besides those of {@link StreamInit}. */
const OWN = [
  'onopen',
  'onresponse',
  'oncomment',
  'dataOfLine',
  'isTerminal',
  'isKeepAlive',
  'resume',
  'cursor',
  'dedupe',
  'onretry',
  'onstate',
  'openWhenHidden',
  'onmessage',
  'onclose',
  'onerror',
];

/** What a shape decides about its streams. */
interface StreamRules {
  /** The checks of a response; {@link checkResponse} if not given. */
  accept?: StreamOptions['accept'];
  /** The request has an effect, whatever its method: it is not a subscription, and not idempotent. */
  isAction?: boolean;
}

/** Checks what was given: throws a TypeError or a RangeError for what no stream can be made of. */
export function streamOptions(
  input: string | URL | Request,
  init: StreamInit,
  environment: Environment,
  { accept = checkResponse, isAction }: StreamRules = {},
): StreamOptions {
  const { headers, fetch, retry, maxEventBytes, timeouts, idempotencyKey, ...others } = init;
  checkType('idempotencyKey', idempotencyKey, 'string', 'boolean');
  return {
    request: createRequest({
      input,
      init: Object.fromEntries(Object.entries(others).filter(([name]) => !OWN.includes(name))),
      headers,
      idempotencyKey: idempotencyKey === true ? randomKey() : idempotencyKey,
      isAction,
    }),
    fetch,
    retry: checkedRetry(retry),
    maxEventBytes: checkedMaxEventBytes(maxEventBytes),
    timeouts: checkedTimeouts(timeouts),
    accept,
    environment,
  };
}
