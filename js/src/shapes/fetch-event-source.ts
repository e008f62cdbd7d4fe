// fetchEventSource: the callback shape, source compatible with @microsoft/fetch-event-source.
import { addAbortListener, removeAbortListener } from '../platform/abort-listeners.js';
import { realEnvironment, type Environment } from '../platform/environment.js';
import { CALLBACKS, type FetchEventSourceInit } from '../options/fetch-event-source-init.js';
import { MESSAGES } from '../options/message-stream-init.js';
import { givenOptions } from '../options/checks.js';
import { createReconnector } from '../connecting/reconnect.js';
import { isRequest } from '../request/request-parts.js';
import { STREAM } from '../options/stream-init.js';
import { streamOptions } from '../connecting/stream-options.js';

/**
 * Requests an event stream with any method, headers and body, and calls back for every message.
 *
 * The promise resolves (to `undefined`) when the stream ends or `signal` aborts. It rejects with what `onerror` throws, and
 * with an {@link EventStreamError} when no further attempt follows. Once a response was accepted, a request that is not
 * idempotent (a POST) is not sent again unless you permit it: with `resume`, with `retry.replay`, or with a number returned
 * by `onerror`. Without permission the promise rejects with a {@link StreamInterruptedError}.
 *
 * {@link https://html.spec.whatwg.org/#server-sent-events | HTML standard, server-sent events}
 *
 * @param input - What `fetch` takes: a URL or a Request.
 * @param init - Options of `fetch`, and handlers.
 */
export async function fetchEventSource<Cursor = unknown>(
  input: string | URL | Request,
  init: FetchEventSourceInit<Cursor> = {},
): Promise<void> {
  await streamWithCallbacks(input, init, realEnvironment);
}

/**
 * {@link fetchEventSource} with time and chance of the caller's making: for tests.
 *
 * @internal
 */
export async function streamWithCallbacks<Cursor>(
  input: string | URL | Request,
  init: FetchEventSourceInit<Cursor>,
  environment: Environment,
): Promise<void> {
  const given = givenOptions(init, STREAM, MESSAGES, CALLBACKS);
  const options = streamOptions(input, given, environment);
  const signal = given.own.signal ?? (isRequest(input) ? input.signal : undefined);
  if (signal?.aborted) {
    return;
  }
  const reconnector = createReconnector(options, given.own);
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
