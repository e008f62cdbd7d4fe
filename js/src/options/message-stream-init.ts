// The options of the shapes that deliver messages.
import type { EventSourceMessage } from '../types.js';
import { aBoolean, aFunction, type Options } from './checks.js';
import type { Resume } from '../options/resume.js';
import type { StreamInit } from './stream-init.js';
import type { StreamStatus } from './stream-status.js';
import type { PendingRetry } from './stream-status.js';

// Handlers may return anything. `any`, unlike `unknown`, lets a handler refer to the stream that the call returns.
/* eslint-disable @typescript-eslint/no-explicit-any */

/** Options of {@link fetchEventSource} and {@link eventStream}. `Cursor` is the type that `cursor` returns. */
export interface MessageStreamInit<Cursor = unknown> extends StreamInit {
  /**
   * Called for every comment (a line that begins with a colon) with its text, in order with the messages. If it returns a
   * promise, the next message waits for it.
   */
  oncomment?: ((comment: string) => any) | undefined;
  /**
   * Converts a line that the standard ignores (its field name is unknown) into the data of a message. Returns `undefined`
   * for no message. For NDJSON, use `(line) => line.trim() || undefined`. The last line needs no line end. If it is given,
   * the content type of a response is not checked.
   */
  dataOfLine?: ((line: string) => string | undefined) | undefined;
  /**
   * Called for every message before `onmessage`. Returns whether the message is the last one of the stream:
   * `({ data }) => data === '[DONE]'`.
   *
   * If it is given, a body that ends before the last message fails with a {@link TruncatedError}, like a lost connection.
   * After the last message, a lost connection is the end of the stream. A response without a body (204) ends the stream if
   * no message was delivered; otherwise it fails with a {@link TruncatedError} that is not retried.
   */
  isTerminal?: ((message: EventSourceMessage) => boolean) | undefined;
  /**
   * Returns whether a message only keeps the connection alive: `({ event }) => event === 'ping'`. It is delivered, but does
   * not count as a message for `timeouts.firstMessage`, `timeouts.idleContent` and the times passed to `onstate`.
   */
  isKeepAlive?: ((message: EventSourceMessage) => boolean) | undefined;
  /**
   * How the stream continues after a failure that may pass, once a response was accepted. Without it a request that is not
   * idempotent (a POST) is never sent again after that, and the call fails with a {@link StreamInterruptedError}.
   *
   * - `'last-event-id'`: the server can continue after the last event ID. The same request is sent again with the
   *   `last-event-id` header. IDs alone do not say that a server can do so.
   * - A function returns the request that continues the stream:
   *   `({ cursor }) => cursor ? { url: `/answers/${cursor.id}?after=${cursor.number}` } : null`. If it returns `null`, there is
   *   nothing to continue from, and the call behaves as without `resume`. If it throws, the call fails with a
   *   {@link HandlerError}.
   *
   * If the resumed request delivers an event ID that was delivered before, the server has started over. Nothing of that is
   * delivered, and the call fails with a {@link StreamInterruptedError}. Messages for which `dedupe` returns a key are
   * exempt: their key decides.
   */
  resume?: Resume<Cursor> | undefined;
  /**
   * Called for every message before `onmessage`. Returns what `resume` needs to continue after it:
   * `({ data }) => JSON.parse(data).number`. `undefined` keeps the cursor as it is. A returned object is kept as it is: do
   * not put a part of a large text into it, which would keep the whole text in memory.
   */
  cursor?: ((message: EventSourceMessage) => Cursor | undefined) | undefined;
  /**
   * Returns the key of a message, for servers that repeat messages when they are asked to continue. A message whose key is
   * known in this call is not delivered. `position` counts the messages of the response from 0: for a server that repeats
   * everything, use `(message, position) => position`. `undefined` is no key. The newest 100000 keys are remembered, and at
   * most 8 Mi characters of keys.
   */
  dedupe?:
    ((message: EventSourceMessage, position: number) => string | number | undefined) | undefined;
  /**
   * Called before the delay of another attempt, after `onerror`. For example, show "reconnecting in 3 s". If it throws, the
   * call rejects with that value.
   */
  onretry?: ((retry: PendingRetry) => any) | undefined;
  /**
   * Called when the state of the stream changes, with its figures so far. `'closed'` comes once and last, also after an
   * abort. If it throws, the call rejects with that value.
   */
  onstate?: ((status: StreamStatus) => any) | undefined;
  /**
   * Whether the connection stays open while the page is hidden. If `false`, it is closed when the page is hidden, and the
   * stream is requested again when the page is shown: with `last-event-id`, or by the request that `resume` returns. Without
   * both, the request is repeated from its beginning, also a POST. Only `onstate` is called.
   * @defaultValue `true`
   */
  openWhenHidden?: boolean | undefined;
}

/** The options of {@link MessageStreamInit} besides those of {@link StreamInit}. */
export const MESSAGES: Options<Exclude<keyof MessageStreamInit, keyof StreamInit>> = {
  oncomment: aFunction,
  dataOfLine: aFunction,
  isTerminal: aFunction,
  isKeepAlive: aFunction,
  resume: [
    "a function or 'last-event-id'",
    (value) => typeof value === 'function' || value === 'last-event-id',
  ],
  cursor: aFunction,
  dedupe: aFunction,
  onretry: aFunction,
  onstate: aFunction,
  openWhenHidden: aBoolean,
};
