// What a call to any shape comes down to: options, handlers, and the progress that outlives its attempts.
import type { EventStreamError } from '../errors.js';
import type { EventSourceMessage, Fetch, RetryOptions, Timeouts } from '../types.js';
import type { Environment } from './environment.js';
import type { RequestTemplate } from './request.js';

export interface StreamOptions {
  request: RequestTemplate;
  /** Takes the place of `globalThis.fetch`. */
  fetch: Fetch | undefined;
  retry: RetryOptions;
  maxEventBytes: number;
  timeouts: Timeouts;
  /** Throws a `Failure` for a response that is not to be read, where there is no `onopen` to judge it. */
  accept: (response: Response, environment: Environment) => Promise<void>;
  environment: Environment;
}

/** What a shape is told. Anything may be left out, throw, or answer a promise, which is awaited. */
export interface StreamHandlers {
  /** Every attempt's response, unread. Takes the place of the checks of its status and type. */
  onopen?: ((response: Response) => unknown) | undefined;
  /**
   * A response has been accepted, by `onopen` or by the built-in checks; there is none where the body was given. Must not
   * throw.
   */
  onaccept?: ((response?: Response) => void) | undefined;
  onmessage?: ((message: EventSourceMessage) => unknown) | undefined;
  oncomment?: ((comment: string) => unknown) | undefined;
  /** Whether a message ends the stream; asked before the message is handed over. Where it is given, an earlier end is a failure. */
  isTerminal?: ((message: EventSourceMessage) => boolean) | undefined;
  /** The end of the stream. */
  onclose?: (() => unknown) | undefined;
  /** A failure: what it throws ends the call, a number is the delay before the next attempt. */
  onerror?: ((error: unknown) => unknown) | undefined;
  /** Another attempt follows after a delay that begins now. Must not throw. */
  onretry?: ((error: EventStreamError) => void) | undefined;
}

/** Belongs to the call: what the stream said is carried from one attempt to the next. */
export interface StreamProgress {
  /** `undefined` until the stream sets it; `''` once it has reset it. */
  lastEventId: string | undefined;
  /** Milliseconds; NaN until the stream sets it. */
  reconnectionTime: number;
  /** Messages handed to `onmessage` so far. */
  messages: number;
  /** The newest attempt has got the message that ends the stream. */
  complete: boolean;
}

export function freshProgress(): StreamProgress {
  return { lastEventId: undefined, reconnectionTime: NaN, messages: 0, complete: false };
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
