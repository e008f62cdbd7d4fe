// The options of eventStream.
import { aFunction, type Options } from './checks.js';
import type { MessageStreamInit } from './message-stream-init.js';

/**
 * Options of {@link eventStream}: those of `fetch`, and those of the stream. `Cursor` is the type that `cursor` returns. It is
 * inferred if `cursor` comes before `resume`, or declares the type of its parameter. `eventStream<number>(…)` works in any
 * order.
 */
export interface EventStreamInit<Cursor = unknown> extends MessageStreamInit<Cursor> {
  /**
   * Called for the response of every attempt, before its status and content type are checked and its body is read. If it
   * returns a promise, the checks wait for it. If it throws, the loop throws that value, and no attempt follows.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onopen?: ((response: Response) => any) | undefined;
  /**
   * Aborts the stream: the connection is closed, and the step that waits, or else the next one, rejects with the reason of
   * the signal.
   */
  signal?: AbortSignal | null | undefined;
}

/** Options of {@link eventStream} for a Response that you have: those that have a meaning without a request. */
export type ResponseStreamInit = Pick<
  EventStreamInit,
  | 'dataOfLine'
  | 'dedupe'
  | 'isKeepAlive'
  | 'isTerminal'
  | 'maxEventBytes'
  | 'oncomment'
  | 'onstate'
  | 'signal'
  | 'timeouts'
>;

/** The options of {@link EventStreamInit} besides those of {@link MessageStreamInit}. */
export const OBSERVER: Options<Exclude<keyof EventStreamInit, keyof MessageStreamInit | 'signal'>> =
  {
    onopen: aFunction,
  };
