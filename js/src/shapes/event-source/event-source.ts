// EventSource: the class of the standard, implemented with fetch().
import { addAbortListener, removeAbortListener } from '../../platform/abort-listeners.js';
import { realEnvironment, type Environment } from '../../platform/environment.js';
import { SOURCE, type EventSourceInit } from '../../options/event-source-init.js';
import { bodyEnded } from '../../request/failure.js';
import { errorEvent } from './error-event.js';
import { StreamSource } from './stream-source.js';
import { initialEventId } from '../../request/last-event-id.js';
import { absoluteUrl, requestUrl } from '../../platform/base-url.js';
import { splitOptions, shown } from '../../options/checks.js';
import { createReconnector, type Reconnector } from '../../connecting/reconnect.js';
import { checkStandardResponse } from '../../request/response-check.js';
import { STREAM } from '../../options/stream-init.js';
import { streamOptions } from '../../connecting/stream-options.js';
import { checkedRetry } from '../../options/retry-options.js';
import { reconnectionTimeOf } from '../../connecting/progress.js';
import type { StreamHandlers } from '../../connecting/handlers.js';
import { asInterface, EventHandler, toDictionary } from './web-idl.js';
import type { EventStreamError } from '../../errors.js';
import type { EventSource as Interface, EventSourceConstructor } from './event-source-interface.js';
import type { EventSourceMessage } from '../../types.js';

/** {@inheritDoc Interface} */
export type EventSource = Interface;

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

/** Delivers the messages of a source: by requests, or from a body. `run` rejects if the source fails. */
type Feed = Reconnector;

/** The converted arguments of the constructor. */
class SourceParts {
  constructor(
    readonly url: string,
    readonly withCredentials: boolean,
    readonly signal: AbortSignal | null | undefined,
    /** The initial reconnection time. */
    readonly initialDelay: number | undefined,
    readonly feed: (handlers: StreamHandlers) => Feed,
  ) {}
}

// Without a global EventTarget, the import of the package must not fail.
const Target = /* @__PURE__ */ (() =>
  (globalThis as Partial<typeof globalThis>).EventTarget ?? Object)() as typeof EventTarget;

class Source extends Target {
  readonly #url: string;
  readonly #withCredentials: boolean;
  readonly #signal: AbortSignal | null | undefined;
  readonly #initialDelay: number | undefined;
  readonly #feed: Feed;
  readonly #onopen = new EventHandler<NonNullable<EventSource['onopen']>>(this, 'open');
  readonly #onmessage = new EventHandler<NonNullable<EventSource['onmessage']>>(this, 'message');
  readonly #onerror = new EventHandler<NonNullable<EventSource['onerror']>>(this, 'error');
  #readyState = CONNECTING;
  /** The origin of the latest response, after redirects. */
  #origin = 'null';

  constructor(url: string | URL | SourceParts, init: EventSourceInit | null = {}) {
    if (arguments.length === 0) {
      throw new TypeError('Expected a URL, got no argument');
    }
    super();
    const parts = url instanceof SourceParts ? url : partsOf(url, init, realEnvironment);
    this.#url = parts.url;
    this.#withCredentials = parts.withCredentials;
    this.#signal = parts.signal;
    this.#initialDelay = parts.initialDelay;
    this.#feed = parts.feed({
      onaccept: (response) => this.#announce(response),
      onmessage: (message) => this.#dispatch(message),
      onretry: ({ error }) => this.#reestablish(error),
      onclose: () => {
        throw bodyEnded();
      },
    });
    if (this.#signal?.aborted) {
      this.close();
      return;
    }
    addAbortListener(this.#signal, this.#abort);
    this.#feed.run().catch((error: unknown) => this.#fail(error));
  }

  static fromReadableStream(stream: ReadableStream<Uint8Array>): Source {
    // Not `instanceof`, which is false for a stream of another realm.
    if (typeof (stream as Partial<ReadableStream> | null | undefined)?.getReader !== 'function') {
      throw new TypeError(`Expected a ReadableStream, got ${shown(stream)}`);
    }
    return new Source(
      new SourceParts(
        'about:event-stream',
        false,
        undefined,
        undefined,
        (handlers) => new StreamSource(stream, handlers),
      ),
    );
  }

  get url(): string {
    return this.#url;
  }

  get withCredentials(): boolean {
    return this.#withCredentials;
  }

  get readyState(): number {
    return this.#readyState;
  }

  get lastEventId(): string {
    return this.#feed.progress.lastEventId ?? '';
  }

  get reconnectionTime(): number {
    return reconnectionTimeOf(this.#feed.progress, this.#initialDelay);
  }

  get onopen(): EventSource['onopen'] {
    return this.#onopen.get();
  }

  set onopen(handler: EventSource['onopen']) {
    this.#onopen.set(handler);
  }

  get onmessage(): EventSource['onmessage'] {
    return this.#onmessage.get();
  }

  set onmessage(handler: EventSource['onmessage']) {
    this.#onmessage.set(handler);
  }

  get onerror(): EventSource['onerror'] {
    return this.#onerror.get();
  }

  set onerror(handler: EventSource['onerror']) {
    this.#onerror.set(handler);
  }

  close(): void {
    this.#readyState = CLOSED;
    removeAbortListener(this.#signal, this.#abort);
    this.#feed.close();
  }

  readonly #abort = (): void => {
    this.close();
  };

  // [spec] Each of the next four does nothing once the source is closed.

  #announce(response: Response | undefined): void {
    if (this.#readyState !== CLOSED) {
      this.#readyState = OPEN;
      this.#origin = originOf(response, this.#url);
      this.dispatchEvent(new Event('open'));
    }
  }

  #dispatch({ event, data }: EventSourceMessage): void {
    if (this.#readyState !== CLOSED) {
      const { lastEventId } = this;
      // [spec] "If the event type buffer has a value other than the empty string, change the type."
      this.dispatchEvent(
        new MessageEvent(event || 'message', { data, origin: this.#origin, lastEventId }),
      );
    }
  }

  #reestablish(error: EventStreamError): void {
    if (this.#readyState !== CLOSED) {
      this.#readyState = CONNECTING;
      this.dispatchEvent(errorEvent(error));
    }
  }

  #fail(error: unknown): void {
    if (this.#readyState !== CLOSED) {
      this.close();
      this.dispatchEvent(errorEvent(error));
    }
  }
}

/** The class of the standard, with additional options. */
export const EventSource = /* @__PURE__ */ supportingFetch(
  /* @__PURE__ */ asInterface(Source, 'EventSource', { CONNECTING, OPEN, CLOSED }),
) as EventSourceConstructor;

/** Adds the symbol of the package `eventsource`. Libraries that accept a class pass `fetch` only if the class has it. */
function supportingFetch(source: object): object {
  return Object.defineProperty(source, Symbol.for('eventsource.supports-fetch-override'), {
    value: true,
  });
}

/**
 * Creates an {@link EventSource} with a given clock and randomness, for tests.
 *
 * @internal
 */
export function eventSourceIn(
  environment: Environment,
  url: string | URL,
  init?: EventSourceInit,
): EventSource {
  // Not `new Source`: bundlers that drop the unused EventSource drop the calls that change Source.
  return Reflect.construct(EventSource, [partsOf(url, init, environment)]) as EventSource;
}

function partsOf(
  url: string | URL,
  init: EventSourceInit | null | undefined,
  environment: Environment,
): SourceParts {
  // [spec] Web IDL converts the arguments one by one, in this order. A symbol throws.
  const text = `${url}`;
  const { withCredentials, mode, cache, redirect, ...rest } = toDictionary(
    'the init of an EventSource',
    init,
  );
  const { own, request } = splitOptions(rest, STREAM, SOURCE);
  const retry = checkedRetry(own.retry);
  const absolute = absoluteUrl(text);
  const options = streamOptions(
    absoluteUrl(requestUrl(text)),
    {
      own: {
        ...own,
        retry: { ...retry, jitter: retry.jitter ?? 0, statuses: retry.statuses ?? [] },
      },
      request: {
        ...request,
        // [spec] "create a potential-CORS request", "cache mode is no-store"
        mode: mode ?? 'cors',
        cache: cache ?? 'no-store',
        redirect: redirect ?? 'follow',
        credentials: withCredentials ? 'include' : 'same-origin',
      },
    },
    environment,
    { accept: checkStandardResponse },
  );
  return new SourceParts(
    absolute,
    Boolean(withCredentials),
    own.signal,
    retry.initialDelay,
    (handlers) =>
      createReconnector(
        options,
        { ...handlers, resume: own.resume },
        initialEventId(own.lastEventId),
      ),
  );
}

/** The response of a replaced `fetch` may have no URL. */
function originOf(response: Response | undefined, url: string): string {
  const final = response?.url ?? '';
  return new URL(final === '' ? url : final).origin;
}
