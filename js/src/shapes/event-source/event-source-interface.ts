// What an EventSource looks like to the compiler: the DOM library's interface, and what ours has besides.
import type { EventStreamError } from '../../errors.js';

/**
 * The `error` event of an {@link EventSource}, dispatched when its connection is lost or fails. The standard's event has none of
 * these properties.
 */
export interface EventSourceErrorEvent extends Event {
  /** The error, with its class, phase and status. */
  readonly error?: EventStreamError;
  /** The message of the error. */
  readonly message?: string;
  /** The HTTP status of a response that was refused, such as 401; `undefined` for other errors. */
  readonly code?: number | undefined;
}

/** The events of an {@link EventSource} that have a name of their own; messages have the type that the stream gives them. */
export interface EventSourceEventMap {
  open: Event;
  message: MessageEvent;
  error: EventSourceErrorEvent;
}

// By these names alone, because Node's types have the interface and not all names that it uses in the DOM library.
type Listener = NonNullable<Parameters<EventTarget['addEventListener']>[1]>;
type ListenerOptions = Parameters<EventTarget['addEventListener']>[2];
type RemovalOptions = Parameters<EventTarget['removeEventListener']>[2];

// Handlers answer anything, and listeners of any type come in two overloads, as in the DOM library.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/unified-signatures */

/**
 * A connection to a stream of events that comes back by itself.
 *
 * Fires `open` when a response has been accepted, then an event for every message (of type `message`, or the type that
 * its `event` field names), and `error` when the connection is lost or fails: `readyState` is then `CONNECTING` if another
 * attempt follows, or else `CLOSED`. After `close` nothing fires.
 *
 * {@link https://html.spec.whatwg.org/#the-eventsource-interface | HTML standard, the EventSource interface}
 */
export interface EventSource extends EventTarget {
  /** The absolute URL; `about:event-stream` for a source made from a stream. */
  readonly url: string;
  readonly withCredentials: boolean;
  /** `CONNECTING`, `OPEN` or `CLOSED`. */
  readonly readyState: number;
  /**
   * The last event ID that the stream set. Before: `lastEventId` of the init, or `''`. The next request sends it, if a header
   * can carry it. Beyond the standard.
   */
  readonly lastEventId: string;
  /**
   * Milliseconds before a reconnection, set by the stream's `retry` field. Failures in a row lengthen the delay beyond it.
   * Beyond the standard.
   * @defaultValue `retry.initialDelay`, or 1000
   */
  readonly reconnectionTime: number;
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSED: 2;
  /** A listener for `open`; what is no object counts as `null`. */
  onopen: ((event: Event) => any) | null;
  /** A listener for `message`; what is no object counts as `null`. */
  onmessage: ((event: MessageEvent) => any) | null;
  /** A listener for `error`; what is no object counts as `null`. */
  onerror: ((event: EventSourceErrorEvent) => any) | null;
  /** Ends it at once, from any state and inside any listener: the request is aborted, and nothing fires any more. */
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
