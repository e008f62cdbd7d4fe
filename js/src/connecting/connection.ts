// The connection of one attempt: sends the request, reads the body, and releases all resources.
import { ByteChunks } from '../parsing/byte-chunks.js';
import {
  checkedBytes,
  readerOf,
  typeOf,
  type BodyReader,
  type ReadResult,
} from '../request/response-body.js';
import {
  bodyUnusable,
  connectFailed,
  fetchFailed,
  handlerFailed,
  requestInvalid,
  type Failure,
} from '../request/failure.js';
import type { RequestTemplate } from '../request/request.js';
import type { StreamOptions } from './stream-options.js';

/** Owns one request, its response and its body. Failures are thrown as `Failure`. */
export class Connection {
  readonly #fetch: StreamOptions['fetch'];
  readonly #keep: StreamOptions['keep'];
  readonly #controller = new AbortController();
  readonly #chunks = new ByteChunks();
  #reader: BodyReader | undefined;
  #ahead: PromiseLike<ReadResult> | undefined;
  #isKept = false;
  #isRead = false;
  /** Whether nothing is left to close at the end of the body: no replaced fetch, and no request body that is still sent. */
  #endsWithBody = false;
  response: Response | undefined;

  constructor({ fetch, keep }: Pick<StreamOptions, 'fetch' | 'keep'>) {
    this.#fetch = fetch;
    this.#keep = keep;
  }

  /**
   * Whether the status of the response excludes a body.
   *
   * [spec] Fetch standard, "null body status". The others (101, 103, 304) are not successful.
   */
  get isBodiless(): boolean {
    return this.response?.status === 204 || this.response?.status === 205;
  }

  /** Sends the request. Calls `fetch` synchronously, unless `headers` is a function. */
  async open(request: RequestTemplate, lastEventId: string | undefined): Promise<Response> {
    const { signal } = this.#controller;
    let init: RequestInit | Promise<RequestInit>;
    try {
      init = request.init(lastEventId, signal);
      if (init instanceof Promise) {
        init = await init;
      }
    } catch (thrown) {
      throw handlerFailed('headers', thrown, false);
    }
    if (this.#isClosed()) {
      throw connectFailed(signal.reason);
    }
    const fetch = this.#fetch;
    this.#endsWithBody = fetch === undefined && request.repeatable;
    const send = fetch ?? (globalThis as Partial<typeof globalThis>).fetch;
    if (send === undefined) {
      throw requestInvalid(new TypeError('Expected a global fetch or the option fetch, got none'));
    }
    let response: Response;
    try {
      response = this.response = await send(request.input(), init);
    } catch (cause) {
      if (fetch === undefined) {
        throw explain(request, init, cause);
      }
      throw isNetworkFailure(cause) ? connectFailed(cause) : fetchFailed(cause);
    }
    if (this.#isClosed()) {
      // A replaced fetch may ignore the signal. Its late response must be closed.
      this.close();
    } else {
      const keep = this.#keep;
      this.#isKept =
        keep?.(response, (reason) => {
          this.#end(reason);
        }) ?? false;
    }
    return response;
  }

  /** Starts the first read of the body. `read` returns its result. Throws a `Failure` for an unusable body. */
  readAhead(): void {
    this.#ahead = this.#read();
    // Handled by the caller of `read`.
    this.#ahead.then(undefined, () => undefined);
  }

  /** Returns the promise of the reader, so that a chunk costs one microtask turn. Throws a `Failure` for an unusable body. */
  read(): PromiseLike<ReadResult> {
    const pending = this.#ahead ?? this.#read();
    this.#ahead = undefined;
    return pending;
  }

  /** Returns the bytes of a result of `read`, or `undefined` at the end of the body. Throws a `Failure` for an invalid chunk. */
  bytesOf({ done, value }: ReadResult): Uint8Array | undefined {
    this.#isRead = done === true;
    return done ? undefined : checkedBytes(value, this.#chunks.bytesOf(value));
  }

  /** Closes the connection in any state. */
  close(): void {
    if (!this.#isKept && !(this.#isRead && this.#endsWithBody)) {
      this.#end();
    }
  }

  /** A method, because TypeScript assumes that a property does not change during `await`. */
  #isClosed(): boolean {
    return this.#controller.signal.aborted;
  }

  #read(): PromiseLike<ReadResult> {
    this.#reader ??= this.#openBody();
    return this.#reader?.read() ?? Promise.resolve({ done: true });
  }

  #openBody(): BodyReader | undefined {
    if (this.response === undefined || this.isBodiless) {
      return undefined;
    }
    const { body, bodyUsed, status } = this.response;
    if (bodyUsed || body?.locked) {
      throw bodyUnusable('Expected an unread body, got one that onopen has read');
    }
    const opened = readerOf(body);
    if (opened === undefined) {
      throw bodyUnusable(
        `Expected a ReadableStream or an async iterable as the body, got ${typeOf(body)} (status ${status})`,
      );
    }
    return opened;
  }

  #end(reason?: unknown): void {
    this.#controller.abort(reason);
    // A replaced fetch may ignore the signal. The body of the engine is not cancelled: in a worker, Firefox leaks a
    // connection if the body is first used at the time of the abort.
    if (this.#fetch !== undefined && !this.response?.body?.locked) {
      this.#reader ??= readerOf(this.response?.body);
    }
    this.#reader?.cancel();
  }
}

/** Distinguishes an invalid request from a network error. `fetch` rejects with a TypeError for both. */
function explain(request: RequestTemplate, init: RequestInit, cause: unknown): Failure {
  try {
    request.validate(init);
  } catch (invalid) {
    return requestInvalid(invalid);
  }
  return connectFailed(cause);
}

const NETWORK_FAILURES = ['TypeError', 'NetworkError', 'TimeoutError'];
/** The codes of errors of Node's sockets and of undici. */
const SYSTEM_CODE = /^(?:E[A-Z0-9]+|UND_ERR_[A-Z_]+)$/;

/** Returns whether a replaced `fetch` rejected with a network error. Compares names, because the realm may differ. */
function isNetworkFailure(thrown: unknown): boolean {
  const { name, code, cause } = Object(thrown) as {
    name?: unknown;
    code?: unknown;
    cause?: unknown;
  };
  return (
    NETWORK_FAILURES.includes(String(name)) ||
    [code, (Object(cause) as { code?: unknown }).code].some(
      (value) => typeof value === 'string' && SYSTEM_CODE.test(value),
    )
  );
}
