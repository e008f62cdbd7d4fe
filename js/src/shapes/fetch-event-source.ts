// fetchEventSource: calls handlers. Source compatible with @microsoft/fetch-event-source.
import { addAbortListener, removeAbortListener } from '../platform/abort-listeners.js';
import { realEnvironment, type Environment } from '../platform/environment.js';
import { CALLBACKS, type FetchEventSourceInit } from '../options/fetch-event-source-init.js';
import { MESSAGES } from '../options/message-stream-init.js';
import { splitOptions } from '../options/checks.js';
import { createReconnector } from '../connecting/reconnect.js';
import { isRequest } from '../request/request-parts.js';
import { STREAM } from '../options/stream-init.js';
import { streamOptions } from '../connecting/stream-options.js';

/**
 * Requests an event stream with any method, headers and body, and calls `onmessage` for every message.
 *
 * The promise resolves when the stream ends or `signal` is aborted. `retry` and `onerror` decide whether a failed attempt is
 * retried.
 *
 * After a response was accepted, a request that is not idempotent (a POST) is sent again only if you allow it: with `resume`,
 * with `retry.replay`, or with a number that `onerror` returns. Otherwise the promise rejects with a
 * {@link StreamInterruptedError}.
 *
 * {@link https://html.spec.whatwg.org/#server-sent-events | HTML standard, server-sent events}
 *
 * @example
 * ```ts
 * import { fetchEventSource } from 'post-event-source';
 *
 * await fetchEventSource('/api/ticks', {
 *   method: 'POST',
 *   headers: { 'content-type': 'application/json' },
 *   body: JSON.stringify({ count: 3 }),
 *   onmessage({ data }) {
 *     console.log(data);
 *   },
 * });
 * ```
 *
 * @param input - A URL or a Request, as for `fetch`.
 * @param init - Options of `fetch` and of the stream, and the handlers.
 * @returns A promise that resolves with `undefined` at the end of the stream.
 * @throws {@link EventStreamError} if no further attempt follows, or the value that `onerror` throws.
 * @throws TypeError or RangeError if an option is invalid.
 */
export async function fetchEventSource<Cursor = unknown>(
  input: string | URL | Request,
  init: FetchEventSourceInit<Cursor> = {},
): Promise<void> {
  await streamWithCallbacks(input, init, realEnvironment);
}

/**
 * {@link fetchEventSource} with a given clock and randomness, for tests.
 *
 * @internal
 */
export async function streamWithCallbacks<Cursor>(
  input: string | URL | Request,
  init: FetchEventSourceInit<Cursor>,
  environment: Environment,
): Promise<void> {
  const split = splitOptions(init, STREAM, MESSAGES, CALLBACKS);
  const options = streamOptions(input, split, environment);
  const signal = split.own.signal ?? (isRequest(input) ? input.signal : undefined);
  if (signal?.aborted) {
    return;
  }
  const reconnector = createReconnector(options, split.own);
  const close = (): void => {
    reconnector.close();
  };
  addAbortListener(signal, close);
  try {
    await reconnector.run();
  } finally {
    removeAbortListener(signal, close);
  }
}
