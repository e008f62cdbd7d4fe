// eventStream: an async iterator. It sends the request and reads the body only while a `next()` is pending.
import { StepReader } from '../connecting/iterating/step-reader.js';
import { Steps } from '../connecting/iterating/steps.js';
import { responseOptions } from '../connecting/response-options.js';
import { splitOptions } from '../options/checks.js';
import {
  OBSERVER,
  type EventStreamInit,
  type ResponseStreamInit,
} from '../options/event-stream-init.js';
import { MESSAGES } from '../options/message-stream-init.js';
import { STREAM } from '../options/stream-init.js';
import { realEnvironment, type Environment } from '../platform/environment.js';
import { isRequest } from '../request/request-parts.js';
import type { EventSourceMessage, StreamInput } from '../types.js';

/** The method for `await using`, if the TypeScript library of the program declares it. */
type AsyncDisposer = SymbolConstructor extends { readonly asyncDispose: infer Key extends symbol }
  ? Key extends keyof AsyncGenerator
    ? Pick<AsyncGenerator, Key>
    : Readonly<Record<Key, () => Promise<void>>>
  : object;

/**
 * The stream that {@link eventStream} returns: an async iterator over its messages, for one `for await` loop. `await using`
 * closes it.
 */
export interface EventStream extends AsyncIterable<EventSourceMessage>, AsyncDisposer {
  /** The last event ID of the stream, or `''` if there is none. It persists across messages and attempts. */
  readonly lastEventId: string;
  /** The latest response, or `undefined` if there is none. Do not read its body. */
  readonly response: Response | undefined;
  /**
   * Closes the connection and ends the stream. A pending `next()` resolves with `done: true`. Further calls do nothing.
   */
  close(): void;
  /**
   * Resolves with the next message. The first call sends the request.
   *
   * @throws {@link EventStreamError} if the stream fails, or the reason of the signal after an abort. Only one call rejects.
   */
  next(): Promise<IteratorResult<EventSourceMessage, undefined>>;
  /** Closes the stream, as `close` does. `break` calls it. */
  return(): Promise<IteratorReturnResult<undefined>>;
  /** Returns the stream itself. A second call throws a TypeError, because a stream can be read only once. */
  [Symbol.asyncIterator](): this;
}

/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Requests an event stream that can be resumed from a cursor. The type of the cursor is inferred from the option `cursor`.
 * Otherwise this signature is the same as the next one.
 *
 * @param input - A URL or a Request, as for `fetch`.
 * @param init - Options of `fetch` and of the stream.
 * @returns The stream, for one `for await` loop.
 */
export function eventStream<Cursor = any>(
  input: string | URL | Request,
  // In other calls no type is inferred, so that their handlers may refer to the stream.
  init: EventStreamInit<Cursor> & { cursor: (message: EventSourceMessage) => Cursor | undefined },
): EventStream;
/**
 * Requests an event stream with any method, headers and body, and returns an async iterator over its messages.
 *
 * The request is sent when the loop starts. The loop ends when the stream ends, and throws if the stream fails. `break` closes
 * the connection. The body is read only as fast as the loop runs.
 *
 * Failed attempts are retried like those of {@link fetchEventSource} without `onerror`. If a stream is neither read to its
 * end nor closed, it is closed when it is garbage collected, unless a handler refers to it.
 *
 * {@link https://html.spec.whatwg.org/#server-sent-events | HTML standard, server-sent events}
 *
 * @example
 * ```ts
 * import { eventStream } from 'post-event-source';
 *
 * for await (const { data } of eventStream('/api/ticks')) {
 *   console.log(data);
 *   if (data === 'tick 2') break;
 * }
 * ```
 *
 * @param input - A URL or a Request, as for `fetch`.
 * @param init - Options of `fetch` and of the stream.
 * @returns The stream, for one `for await` loop. The loop throws an {@link EventStreamError} if the stream fails.
 * @throws TypeError or RangeError if an option is invalid.
 */
export function eventStream(
  input: string | URL | Request,
  init?: EventStreamInit<any>,
): EventStream;
/**
 * Reads the event stream in the body of a Response that you already have. No request is sent.
 *
 * @param input - A Response whose body has not been read.
 * @param init - Options of the stream.
 * @returns The stream, for one `for await` loop.
 * @throws TypeError if the body was read, or for an option that concerns the request.
 */
export function eventStream(input: Response, init?: ResponseStreamInit): EventStream;
export function eventStream(input: StreamInput, init: EventStreamInit<any> = {}): EventStream {
  return streamOfMessages(input, init, realEnvironment);
}
/* eslint-enable @typescript-eslint/no-explicit-any */

/**
 * {@link eventStream} with a given clock and randomness, for tests.
 *
 * @internal
 */
export function streamOfMessages(
  input: StreamInput,
  init: EventStreamInit,
  environment: Environment,
): EventStream {
  const { own, request } = splitOptions(init, STREAM, MESSAGES, OBSERVER);
  const { signal, onopen, onstate, ...handlers } = own;
  const reader = new StepReader<EventSourceMessage>(
    responseOptions(input, { own, request }, environment),
    ({ deliver }) => ({
      handlers: {
        ...handlers,
        onresponse: onopen,
        onmessage: deliver,
        onstate:
          onstate &&
          ((status) => {
            onstate({ ...status, messages: status.messages - reader.undelivered });
          }),
      },
      signal: signal ?? (isRequest(input) ? input.signal : undefined),
    }),
  );
  const { close, progress } = reader;
  return Object.defineProperties(new Steps(reader), {
    close: { value: close },
    lastEventId: { get: () => reader.lastEventId },
    response: { get: () => progress.response },
  }) as unknown as EventStream;
}
