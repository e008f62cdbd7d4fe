// What a call has received so far, over all its attempts.
import type { StreamStatus } from '../options/stream-status.js';
import { DeliveredIds, SeenKeys } from './seen-keys.js';

/** Belongs to the call, and is kept across attempts. */
export interface StreamProgress {
  /** `undefined` until the caller or the stream sets it, and `''` after the stream has reset it. */
  lastEventId?: string | undefined;
  /** In milliseconds. NaN until the stream sets it. */
  reconnectionTime: number;
  /** The headers of the latest accepted response. */
  acceptedHeaders?: Headers;
  /** The last value that `cursor` returned. */
  cursor?: unknown;
  /** The keys that `dedupe` returned. */
  readonly keys: SeenKeys;
  readonly ids: DeliveredIds;
  /** Whether the latest attempt has delivered an event ID of an earlier one. */
  startedOver?: boolean;
  /** Whether the latest attempt has received the last message. */
  complete?: boolean;
  /** The latest response, accepted or refused. */
  response?: Response;
  /** When the call began. */
  readonly startedAt: number;
  /** The time of the latest message, or NaN before the first. */
  lastMessageAt: number;
  readonly figures: StreamFigures;
}

/** `remembersIds`: stores all IDs, to detect a resumed stream that starts over. */
export function freshProgress(
  startedAt: number,
  remembersIds = false,
  lastEventId?: string,
): StreamProgress {
  return {
    lastEventId,
    reconnectionTime: NaN,
    keys: new SeenKeys(),
    ids: new DeliveredIds(remembersIds),
    startedAt,
    lastMessageAt: NaN,
    figures: freshFigures(),
  };
}

/** core/include/sse/retry_options.h, `initial_delay`. */
const DEFAULT_INITIAL_DELAY = 1000;

/** Returns the reconnection time of the stream, or the initial delay of the options. */
export function reconnectionTimeOf(
  { reconnectionTime }: StreamProgress,
  initialDelay = DEFAULT_INITIAL_DELAY,
): number {
  const known = [reconnectionTime, initialDelay].find((time) => !Number.isNaN(time));
  return known ?? DEFAULT_INITIAL_DELAY;
}

/** The figures without the state, which changes more often. */
export type StreamFigures = Omit<StreamStatus, 'state'>;

export function freshFigures(): StreamFigures {
  return {
    attempts: 0,
    messages: 0,
    bytes: 0,
    timeToHeaders: undefined,
    timeToFirstMessage: undefined,
    largestGap: 0,
  };
}
