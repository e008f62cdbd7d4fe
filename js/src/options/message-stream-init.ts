// The options that fetchEventSource and eventStream share.
import type { EventSourceMessage } from '../types.js';
import { aBoolean, aFunction, type Options } from './checks.js';
import type { Resume } from './resume.js';
import type { StreamInit } from './stream-init.js';
import type { StreamStatus } from './stream-status.js';
import type { PendingRetry } from './stream-status.js';

// Handlers may return anything. With `unknown`, a handler could not refer to the stream that the call returns.
/* eslint-disable @typescript-eslint/no-explicit-any */

/** Options of {@link fetchEventSource} and {@link eventStream}. `Cursor` is the type that `cursor` returns. */
export interface MessageStreamInit<Cursor = unknown> extends StreamInit {
  /**
   * Called with the text of every comment (a line that begins with a colon), in order with the messages. If it returns a
   * promise, the next message waits for it.
   */
  oncomment?: ((comment: string) => any) | undefined;
  /**
   * Converts a line that the standard ignores (its field name is unknown) into the data of a message. If it returns
   * `undefined`, the line is skipped. For NDJSON, use `(line) => line.trim() || undefined`. The last line needs no line end.
   * If this option is set, the content type of a response is not checked.
   */
  dataOfLine?: ((line: string) => string | undefined) | undefined;
  /**
   * Returns whether a message is the last one of the stream: `({ data }) => data === '[DONE]'`. Called for every message
   * before `onmessage`.
   *
   * If this option is set and the body ends before the last message, the attempt fails with a {@link TruncatedError}, and is
   * retried like a lost connection. After the last message, a lost connection is the end of the stream. A response without a
   * body (204) ends the stream if no message was delivered. After a message, it is a {@link TruncatedError} without a retry.
   */
  isTerminal?: ((message: EventSourceMessage) => boolean) | undefined;
  /**
   * Returns whether a message only keeps the connection alive: `({ event }) => event === 'ping'`. Such a message is
   * delivered, but does not count for `timeouts.firstMessage`, `timeouts.idleContent` and the times passed to `onstate`.
   */
  isKeepAlive?: ((message: EventSourceMessage) => boolean) | undefined;
  /**
   * How the stream continues if an attempt fails after its response was accepted:
   *
   * - `'last-event-id'`: the same request is sent again with the `last-event-id` header. Use it only if the server can
   *   continue after the last event ID. Many servers send IDs but cannot do that.
   * - A function that returns the request that continues the stream, such as
   *   `({ cursor }) => cursor ? { url: `/answers/${cursor.id}?after=${cursor.number}` } : null`. If it returns `null`, the call
   *   behaves as without `resume`. If it throws, the call fails with a {@link HandlerError}.
   *
   * Without `resume`, an idempotent request (a GET) is sent again. A request that is not idempotent (a POST) is not sent
   * again, and the call fails with a {@link StreamInterruptedError}.
   *
   * If a resumed request delivers an event ID that was delivered before, the server has started over. Nothing of that
   * response is delivered, and the call fails with a {@link StreamInterruptedError}. This check skips messages for which
   * `dedupe` returns a key.
   */
  resume?: Resume<Cursor> | undefined;
  /**
   * Returns what `resume` needs to continue after a message: `({ data }) => JSON.parse(data).number`. Called for every
   * message before `onmessage`. If it returns `undefined`, the previous cursor is kept. Do not return a slice of a large
   * string: it keeps the whole string in memory.
   */
  cursor?: ((message: EventSourceMessage) => Cursor | undefined) | undefined;
  /**
   * Returns the key of a message, for servers that repeat messages when a stream is resumed. If the same key was returned
   * before in this call, the message is not delivered. If the key is `undefined`, the message is delivered. `position` is the
   * number of the message in its response, from 0. For a server that repeats all messages, use
   * `(message, position) => position`. The newest 100000 keys are stored, with at most 8388608 characters.
   */
  dedupe?:
    ((message: EventSourceMessage, position: number) => string | number | undefined) | undefined;
  /**
   * Called before the delay of another attempt, after `onerror`. Use it to show "Reconnecting in 3 s". If it throws, the
   * call rejects with that value.
   */
  onretry?: ((retry: PendingRetry) => any) | undefined;
  /**
   * Called when the state of the stream changes. The last call has the state `'closed'`, also after an abort. If it throws,
   * the call rejects with that value.
   */
  onstate?: ((status: StreamStatus) => any) | undefined;
  /**
   * Whether the connection stays open while the page is hidden. If `false`, it is closed when the page is hidden. When the
   * page is shown, the request is sent again, even a POST: with the `last-event-id` header if the stream has an event ID, or
   * as the request that `resume` returns. `onerror` and `onretry` are not called.
   * @defaultValue `true`
   */
  openWhenHidden?: boolean | undefined;
}

/** The options that {@link MessageStreamInit} adds to {@link StreamInit}. */
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
