// The options of eventStream.
import { aFunction, type Options } from './checks.js';
import type { MessageStreamInit } from './message-stream-init.js';

/**
 * Options of {@link eventStream}: the options of `fetch`, and those of {@link MessageStreamInit}.
 *
 * `Cursor` is the type that `cursor` returns. It is inferred if `cursor` comes before `resume`, or if the parameter of
 * `cursor` has a type. Otherwise, write `eventStream<number>(…)`.
 */
export interface EventStreamInit<Cursor = unknown> extends MessageStreamInit<Cursor> {
  /**
   * Called for the response of every attempt, before its status and content type are checked. If it returns a promise, the
   * checks wait for it. If it throws, the loop throws that value, and no attempt follows.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  onopen?: ((response: Response) => any) | undefined;
  /**
   * Aborts the stream: the connection is closed, and the pending `next()` rejects with the reason of the signal. If no
   * `next()` is pending, the following one rejects.
   */
  signal?: AbortSignal | null | undefined;
}

/** Options of {@link eventStream} if the input is a Response: those that do not concern the request. */
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

/** The options that {@link EventStreamInit} adds to {@link MessageStreamInit}. */
export const OBSERVER: Options<Exclude<keyof EventStreamInit, keyof MessageStreamInit | 'signal'>> =
  {
    onopen: aFunction,
  };
