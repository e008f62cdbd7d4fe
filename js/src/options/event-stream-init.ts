// The options of eventStream.
import { aFunction, type Options } from './checks.js';
import type { MessageStreamInit } from './message-stream-init.js';

/**
 * Options of {@link eventStream}: those of `fetch`, and the stream's own. `Cursor` is what `cursor` returns. It is inferred
 * where `cursor` comes before `resume`, or declares the type of its parameter. `eventStream<number>(…)` holds in any order.
 */
export interface EventStreamInit<Cursor = unknown> extends MessageStreamInit<Cursor> {
  /**
   * Called for the response of every attempt, before its status and content type are checked and its body is read. If it
   * returns a promise, the checks wait for it. If it throws, the loop throws that very value, and no attempt follows.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onopen?: ((response: Response) => any) | undefined;
  /**
   * Ends the stream: the connection is closed, and steps that wait reject with the signal's reason, or else the next one
   * does.
   */
  signal?: AbortSignal | null | undefined;
}

/** The options of {@link EventStreamInit} besides those of {@link MessageStreamInit}. */
export const OBSERVER: Options<Exclude<keyof EventStreamInit, keyof MessageStreamInit | 'signal'>> =
  {
    onopen: aFunction,
  };
