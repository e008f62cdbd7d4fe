// EventSource: the standard's class over fetch(), with what fetch() can do besides.
import { addAbortListener, removeAbortListener } from '../../platform/abort-listeners.js';
import { realEnvironment, type Environment } from '../../platform/environment.js';
import { SOURCE, type EventSourceInit } from '../../options/event-source-init.js';
import { bodyEnded } from '../../request/failure.js';
import { errorEvent } from './error-event.js';
import { StreamSource } from './stream-source.js';
import { givenEventId } from '../../request/last-event-id.js';
import { absoluteUrl, requestUrl } from '../../platform/base-url.js';
import { givenOptions } from '../../options/checks.js';
import { createReconnector, type Reconnector } from '../../connecting/reconnect.js';
import { checkStandardResponse } from '../../request/response-check.js';
import { STREAM } from '../../options/stream-init.js';
import { streamOptions } from '../../connecting/stream-options.js';
import { checkedRetry } from '../../options/retry-options.js';
import { reconnectionTimeOf } from '../../connecting/progress.js';
import type { StreamHandlers } from '../../connecting/handlers.js';
import { asInterface, EventHandler, toDictionary } from './web-idl.js';
import type { EventStreamError } from '../../errors.js';
import type { EventSource as Interface } from './event-source-interface.js';
import type { EventSourceMessage } from '../../types.js';

/** {@inheritDoc Interface} */
export type EventSource = Interface;

/** The class of {@link EventSource} objects. */
export interface EventSourceConstructor {
  /**
   * Requests the stream at once. A relative URL is resolved against the document's base or the worker's address. Throws a
   * `SyntaxError` DOMException for what is no URL, and a TypeError or a RangeError for options that are none.
   *
   * {@link https://html.spec.whatwg.org/#dom-eventsource | HTML standard, the EventSource constructor}
   */
  new (url: string | URL, init?: EventSourceInit): EventSource;
  readonly prototype: EventSource;
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSED: 2;
  /**
   * Reads a stream that is open already. It is never requested again: its end and its failure fire `error` and leave the
   * source `CLOSED`. To reconnect, pipe one body after another through a TransformStream, with `lastEventId` and
   * `reconnectionTime` of the source. Throws a TypeError for a stream that is locked, and for what is no stream.
   *
   * {@link https://github.com/whatwg/html/pull/12272 | HTML standard, proposed}
   */
  fromReadableStream(stream: ReadableStream<Uint8Array>): EventSource;
}

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

/** Feeds a source: a request and its successors, or a body. `run` rejects when the source has failed. */
type Feed = Reconnector;

/** The arguments of a source, converted. */
class Making {
  constructor(
    readonly url: string,
    readonly withCredentials: boolean,
    readonly signal: AbortSignal | null | undefined,
    /** Before a reconnection, until the stream sets it. */
    readonly initialDelay: number | undefined,
    readonly feed: (handlers: StreamHandlers) => Feed,
  ) {}
}

// Importing the package must not fail where there is no EventTarget and nobody asks for one.
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
  /** Of the newest response's URL, after redirects. */
  #origin = 'null';

  constructor(url: string | URL | Making, init: EventSourceInit | null = {}) {
    if (arguments.length === 0) {
      throw new TypeError('Expected a URL, got no argument');
    }
    super();
    const making = url instanceof Making ? url : makingOf(url, init, realEnvironment);
    this.#url = making.url;
    this.#withCredentials = making.withCredentials;
    this.#signal = making.signal;
    this.#initialDelay = making.initialDelay;
    this.#feed = making.feed({
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
    // A stream of another realm is no instance of this one's class.
    if (typeof (stream as Partial<ReadableStream> | null | undefined)?.getReader !== 'function') {
      throw new TypeError('Expected a ReadableStream');
    }
    return new Source(
      new Making(
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

/** The standard's class; {@link EventSourceInit} lists its further options. */
export const EventSource = /* @__PURE__ */ supportingFetch(
  /* @__PURE__ */ asInterface(Source, 'EventSource', { CONNECTING, OPEN, CLOSED }),
) as EventSourceConstructor;

/** Libraries that are given a class look for this symbol, which the package `eventsource` introduced, before they pass `fetch`. */
function supportingFetch(source: object): object {
  return Object.defineProperty(source, Symbol.for('eventsource.supports-fetch-override'), {
    value: true,
  });
}

/**
 * An {@link EventSource} with time and chance of the caller's making: for tests.
 *
 * @internal
 */
export function eventSourceIn(
  environment: Environment,
  url: string | URL,
  init?: EventSourceInit,
): EventSource {
  // Not Source: a bundler that drops the unused EventSource would drop what makes Source an interface.
  return Reflect.construct(EventSource, [makingOf(url, init, environment)]) as EventSource;
}

function makingOf(
  url: string | URL,
  init: EventSourceInit | null | undefined,
  environment: Environment,
): Making {
  // [spec] Web IDL converts the arguments one by one, in this order. A symbol throws.
  const given = `${url}`;
  const { withCredentials, mode, cache, redirect, ...rest } = toDictionary(
    'the init of an EventSource',
    init,
  );
  const { own, request } = givenOptions(rest, STREAM, SOURCE);
  const retry = checkedRetry(own.retry);
  const absolute = absoluteUrl(given);
  const options = streamOptions(
    absoluteUrl(requestUrl(given)),
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
  return new Making(
    absolute,
    Boolean(withCredentials),
    own.signal,
    retry.initialDelay,
    (handlers) =>
      createReconnector(
        options,
        { ...handlers, resume: own.resume },
        givenEventId(own.lastEventId),
      ),
  );
}

/** A replaced `fetch` may answer a response that has no URL. */
function originOf(response: Response | undefined, url: string): string {
  const final = response?.url ?? '';
  return new URL(final === '' ? url : final).origin;
}
