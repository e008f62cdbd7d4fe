// What a call to any shape comes down to: options, handlers, and the progress that outlives its attempts.
import type { EventStreamError } from '../errors.js';
import type { EventSourceMessage, Fetch, RetryOptions, Timeouts } from '../types.js';
import { DeliveredIds } from './delivered-ids.js';
import type { Environment } from '../platform/environment.js';
import type { RequestTemplate } from '../request/request.js';
import type { Resume } from '../request/resume-request.js';
import { SeenKeys } from './seen-keys.js';
import { freshFigures, type StreamFigures, type StreamStatus } from './stream-meter.js';

export interface StreamOptions {
  request: RequestTemplate;
  /** Takes the place of `globalThis.fetch`. */
  fetch: Fetch | undefined;
  retry: RetryOptions;
  maxEventBytes: number;
  timeouts: Timeouts;
  /**
   * Throws a `Failure` for a response that is not to be read, where there is no `onopen` to judge it. `isTyped`: its content
   * type is that of an event stream.
   */
  accept: (response: Response, environment: Environment, isTyped: boolean) => Promise<void>;
  environment: Environment;
}

/** Another attempt that is going to be made. */
export interface PendingRetry {
  /** Which attempt of the call has failed, from 1. */
  attempt: number;
  /** Whole milliseconds until the next attempt, from now. A hidden page may wait longer, an offline one may wait less. */
  delay: number;
  /** `'transient'`: the failure may pass. `'asked'`: a handler of yours wants it. */
  reason: 'transient' | 'asked';
  /** How the attempt failed. */
  error: EventStreamError;
}

/** What the stream asks, and what a shape is told. Anything may be left out, throw, or answer a promise, which is awaited. */
export interface StreamHandlers {
  /** How the stream continues after a failure, once a response was accepted. */
  // The caller chooses the type of the cursor.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  resume?: Resume<any> | undefined;
  /** `false`: no connection is kept or opened while the page is hidden. */
  openWhenHidden?: boolean | undefined;
  /** Called for the response of every attempt, before the checks of its status and type. What it throws ends the call. */
  onresponse?: ((response: Response) => unknown) | undefined;
  /** The same instead of the checks. It accepts the response by returning, and asks for another attempt by throwing. */
  onopen?: ((response: Response) => unknown) | undefined;
  /**
   * A response has been accepted, by `onopen` or by the built-in checks; there is none where the body was given. Must not
   * throw.
   */
  onaccept?: ((response?: Response) => void) | undefined;
  onmessage?: ((message: EventSourceMessage) => unknown) | undefined;
  oncomment?: ((comment: string) => unknown) | undefined;
  /** The data of the message that a line stands for which is none of an event stream. */
  dataOfLine?: ((line: string) => string | undefined) | undefined;
  /** Whether a message ends the stream; asked before the message is handed over. Where it is given, an earlier end is a failure. */
  isTerminal?: ((message: EventSourceMessage) => boolean) | undefined;
  /** Whether a message is none for the clocks. */
  isKeepAlive?: ((message: EventSourceMessage) => boolean) | undefined;
  /** What `resume` is told of the newest message: asked before the message is handed over. */
  cursor?: ((message: EventSourceMessage) => unknown) | undefined;
  /** A message whose key has been there before is not handed over. */
  dedupe?: ((message: EventSourceMessage, position: number) => unknown) | undefined;
  /** The messages of a body that is not an event stream. `undefined` leaves the bytes to the parser. */
  messagesOf?: ((bytes: Uint8Array) => EventSourceMessage[] | undefined) | undefined;
  /**
   * Whether a message that the body ended in the middle of is whole. Where it is given, such messages are delivered; without
   * it, they are dropped as the standard requires.
   */
  isWhole?: ((message: EventSourceMessage) => boolean) | undefined;
  /** Called when the messages of one network read have been delivered, and at the end of the body. May throw a `Failure`. */
  onread?: ((isEnd: boolean, response: Response) => Promise<void> | undefined) | undefined;
  /**
   * `finished`: the end of the body is success, and so are 5 s without a message. `ended`: nothing more is expected, the body
   * is read for at most 1 s. Takes the place of `isTerminal`.
   */
  ending?: (() => 'finished' | 'ended' | undefined) | undefined;
  /** The end of the stream. */
  onclose?: (() => unknown) | undefined;
  /** A failure: what it throws ends the call, a number is the delay before the next attempt. */
  onerror?: ((error: unknown) => unknown) | undefined;
  /** Another attempt follows after a delay that begins now. What it throws ends the call. */
  onretry?: ((retry: PendingRetry) => unknown) | undefined;
  /** The call has come to another state. What it throws ends the call. */
  onstate?: ((status: StreamStatus) => unknown) | undefined;
}

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
