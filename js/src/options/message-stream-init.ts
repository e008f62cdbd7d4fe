// What the shapes that hand messages over take.
import type { EventSourceMessage } from '../types.js';
import { aBoolean, aFunction, type Options } from './checks.js';
import type { Resume } from '../options/resume.js';
import type { StreamInit } from './stream-init.js';
import type { StreamStatus } from './stream-status.js';
import type { PendingRetry } from './stream-status.js';

// Handlers may return anything. With `any`, not `unknown`, the compiler does not look at what a handler returns: it may then
// refer to the stream that the call returns.
/* eslint-disable @typescript-eslint/no-explicit-any */

/** Options that {@link fetchEventSource} and {@link eventStream} share. `Cursor` is what `cursor` answers. */
export interface MessageStreamInit<Cursor = unknown> extends StreamInit {
  /**
   * Fires for every comment (a line that begins with a colon: a keep-alive, say) with its text, in its place among the
   * messages, which wait for the promise it answers.
   */
  oncomment?: ((comment: string) => any) | undefined;
  /**
   * Asked for the data of the message that a line stands for which the standard ignores, because it begins with the name of
   * no field; `undefined` for none. For servers that frame their messages otherwise, `(line) => line.trim() || undefined`
   * for lines of JSON (NDJSON), and for error messages that break into a stream. The last line of a body needs no line
   * end. Given it, the content type of a response is not checked.
   */
  dataOfLine?: ((line: string) => string | undefined) | undefined;
  /**
   * Says of a message, before it is handed over, whether the stream is complete with it: `({ data }) => data === '[DONE]'`.
   * Where it is given, a body that ends before such a message fails with a {@link TruncatedError}, like a lost
   * connection; after it, a lost connection is the end. A response without a body (204) has nothing more to tell: an end
   * where no message has been delivered, and after some a {@link TruncatedError} that is not retried.
   */
  isTerminal?: ((message: EventSourceMessage) => boolean) | undefined;
  /**
   * Says of a message whether it only keeps the connection alive: `({ event }) => event === 'ping'`. Handed over like any
   * other, it is none for `firstMessage` and `idleContent` of `timeouts`, and for the times that `onstate` tells.
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
   * Fires when another attempt is going to be made, after `onerror` and before the wait for it, to draw "reconnecting in
   * 3 s". What it throws ends the stream: the promise rejects with that very value.
   */
  onretry?: ((retry: PendingRetry) => any) | undefined;
  /**
   * Fires whenever the stream comes to another state, with its figures so far. `'closed'` comes once and last, after
   * an abort as well. What it throws ends the stream: the promise rejects with that very value.
   */
  onstate?: ((status: StreamStatus) => any) | undefined;
  /**
   * A hidden page changes nothing. `false` closes the connection while the page is hidden, and requests the stream again,
   * at once, when it is shown: with `last-event-id`, or by what `resume` answers, where there is one, and else from its
   * beginning, a POST as well. No handler but `onstate` is told.
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
