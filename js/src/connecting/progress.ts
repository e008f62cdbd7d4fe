// What a call has received so far, over all its attempts.
import type { StreamStatus } from '../options/stream-status.js';
import { DeliveredIds, SeenKeys } from './seen-keys.js';

/** Belongs to the call: what the stream said is carried from one attempt to the next. */
export interface StreamProgress {
  /** `undefined` until the caller or the stream sets it; `''` once the stream has reset it. */
  lastEventId?: string | undefined;
  /** Milliseconds; NaN until the stream sets it. */
  reconnectionTime: number;
  /** Of the newest response that was accepted. */
  acceptedHeaders?: Headers;
  /** What `cursor` answered last. */
  cursor?: unknown;
  /** What `dedupe` answered. */
  readonly keys: SeenKeys;
  readonly ids: DeliveredIds;
  /** The newest attempt has delivered an event ID of an earlier one. */
  startedOver?: boolean;
  /** The newest attempt has got the message that ends the stream. */
  complete?: boolean;
  /** The newest response, whatever it was. */
  response?: Response;
  /** When the call began. */
  readonly startedAt: number;
  /** When the newest message came; NaN before the first. */
  lastMessageAt: number;
  readonly figures: StreamFigures;
}

/** `remembersIds`: all of them, to notice a resumed stream that starts over. */
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

/** What the stream set, else the delay that its options begin with. */
export function reconnectionTimeOf(
  { reconnectionTime }: StreamProgress,
  initialDelay = DEFAULT_INITIAL_DELAY,
): number {
  const given = [reconnectionTime, initialDelay].find((time) => !Number.isNaN(time));
  return given ?? DEFAULT_INITIAL_DELAY;
}

/** All of it but the state, which changes more often. */
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
