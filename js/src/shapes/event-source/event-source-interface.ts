// The types of EventSource: the interface of the DOM library, with additions.
import type { EventStreamError } from '../../errors.js';
import type { EventSourceInit } from '../../options/event-source-init.js';

/**
 * The `error` event of an {@link EventSource}, dispatched if its connection is lost or fails. The event of the standard does
 * not have these properties.
 */
export interface EventSourceErrorEvent extends Event {
  /** The error of the attempt. */
  readonly error?: EventStreamError;
  /** The message of the error. */
  readonly message?: string;
  /** The HTTP status of the refused response, such as 401, or `undefined` for other errors. */
  readonly code?: number | undefined;
}

/**
 * The types of the events of an {@link EventSource}. A message with an `event` field has the value of that field as its type,
 * and is a MessageEvent.
 */
export interface EventSourceEventMap {
  open: Event;
  message: MessageEvent;
  error: EventSourceErrorEvent;
}

// The types of Node have EventTarget, but not the names of its parameter types.
type Listener = NonNullable<Parameters<EventTarget['addEventListener']>[1]>;
type ListenerOptions = Parameters<EventTarget['addEventListener']>[2];
type RemovalOptions = Parameters<EventTarget['removeEventListener']>[2];

// As in the DOM library, handlers return anything, and listeners of any type have two overloads.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/unified-signatures */

/**
 * A connection to an event stream that reconnects automatically. It dispatches these events:
 *
 * - `open`: a response was accepted.
 * - `message`: a message arrived. If the message has an `event` field, the value of the field is the type of the event.
 * - `error`: the connection was lost or failed. `readyState` is `CONNECTING` if another attempt follows, otherwise `CLOSED`.
 *
 * No event is dispatched after `close`.
 *
 * {@link https://html.spec.whatwg.org/#the-eventsource-interface | HTML standard, the EventSource interface}
 *
 * @example
 * ```ts
 * import { EventSource } from 'post-event-source';
 *
 * const source = new EventSource('/api/ticks', { headers: { authorization: 'Bearer token' } });
 * source.addEventListener('message', ({ data }) => {
 *   console.log(data);
 *   if (data === 'tick 2') source.close();
 * });
 * ```
 */
export interface EventSource extends EventTarget {
  /** The absolute URL, or `about:event-stream` for a source that reads a ReadableStream. */
  readonly url: string;
  readonly withCredentials: boolean;
  /** `CONNECTING`, `OPEN` or `CLOSED`. */
  readonly readyState: number;
  /**
   * The last event ID of the stream. Initially the option `lastEventId`. It is sent with the next request, unless a header
   * cannot contain it. Not part of the standard.
   */
  readonly lastEventId: string;
  /**
   * The delay before a reconnection in milliseconds. The `retry` field of the stream sets it. After several failures the
   * delay is longer. Not part of the standard.
   * @defaultValue `retry.initialDelay`, or 1000
   */
  readonly reconnectionTime: number;
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSED: 2;
  /** The handler of `open` events. A value that is neither an object nor a function sets `null`. */
  onopen: ((event: Event) => any) | null;
  /** The handler of `message` events. A value that is neither an object nor a function sets `null`. */
  onmessage: ((event: MessageEvent) => any) | null;
  /** The handler of `error` events. A value that is neither an object nor a function sets `null`. */
  onerror: ((event: EventSourceErrorEvent) => any) | null;
  /** Closes the connection. No event is dispatched after it. */
  close(): void;
  addEventListener<K extends keyof EventSourceEventMap>(
    type: K,
    listener: (this: EventSource, event: EventSourceEventMap[K]) => any,
    options?: ListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: (this: EventSource, event: MessageEvent) => any,
    options?: ListenerOptions,
  ): void;
  addEventListener(type: string, listener: Listener, options?: ListenerOptions): void;
  removeEventListener<K extends keyof EventSourceEventMap>(
    type: K,
    listener: (this: EventSource, event: EventSourceEventMap[K]) => any,
    options?: RemovalOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: (this: EventSource, event: MessageEvent) => any,
    options?: RemovalOptions,
  ): void;
  removeEventListener(type: string, listener: Listener, options?: RemovalOptions): void;
}

/** The class of {@link EventSource}. */
export interface EventSourceConstructor {
  /**
   * Creates a source and requests its stream.
   *
   * {@link https://html.spec.whatwg.org/#dom-eventsource | HTML standard, the EventSource constructor}
   *
   * @param url - The URL of the stream. A relative URL is resolved against the base URL of the document or the worker.
   * @param init - Options of the stream.
   * @throws SyntaxError (a DOMException) if `url` is not a valid URL.
   * @throws TypeError or RangeError if an option is invalid.
   */
  new (url: string | URL, init?: EventSourceInit): EventSource;
  readonly prototype: EventSource;
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSED: 2;
  /**
   * Creates a source that reads an event stream from a ReadableStream, without a request. At the end of the stream, or if it
   * fails, an `error` event is dispatched, and `readyState` is `CLOSED`.
   *
   * To reconnect, pipe one body after another through a TransformStream, and use `lastEventId` and `reconnectionTime` of the
   * source for the next request.
   *
   * {@link https://github.com/whatwg/html/pull/12272 | HTML standard, proposed}
   *
   * @param stream - A stream of bytes that is not locked, such as the body of a response.
   * @throws TypeError if `stream` is not a ReadableStream, or is locked.
   */
  fromReadableStream(stream: ReadableStream<Uint8Array>): EventSource;
}
