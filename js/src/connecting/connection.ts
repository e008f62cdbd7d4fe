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
export interface Connection {
  readonly response: Response | undefined;
  /** Returns whether the status of the response excludes a body. */
  isBodiless(): boolean;
  /** Sends the request. Calls `fetch` synchronously, unless `headers` is a function. */
  open(request: RequestTemplate, lastEventId: string | undefined): Promise<Response>;
  /** Starts the first read of the body. `read` returns its result. Throws a `Failure` for an unusable body. */
  readAhead(): void;
  /** Returns the promise of the reader, so that a chunk costs one microtask turn. Throws a `Failure` for an unusable body. */
  read(): PromiseLike<ReadResult>;
  /** Returns the bytes of a result of `read`, or `undefined` at the end of the body. Throws a `Failure` for an invalid chunk. */
  bytesOf(result: ReadResult): Uint8Array | undefined;
  /** Closes the connection in any state. */
  close(): void;
}

export function createConnection({
  fetch,
  keep,
}: Pick<StreamOptions, 'fetch' | 'keep'>): Connection {
  const controller = new AbortController();
  const { signal } = controller;
  let response: Response | undefined;
  const chunks = new ByteChunks();
  let reader: BodyReader | undefined;
  let ahead: PromiseLike<ReadResult> | undefined;
  let isKept = false;

  /** [spec] Fetch standard, "null body status". The others (101, 103, 304) are not successful. */
  const isBodiless = (): boolean => response?.status === 204 || response?.status === 205;
  const isClosed = (): boolean => signal.aborted;

  async function open(
    request: RequestTemplate,
    lastEventId: string | undefined,
  ): Promise<Response> {
    let init: RequestInit | Promise<RequestInit>;
    try {
      init = request.init(lastEventId, signal);
      if (init instanceof Promise) {
        init = await init;
      }
    } catch (thrown) {
      throw handlerFailed('headers', thrown, false);
    }
    if (isClosed()) {
      throw connectFailed(signal.reason);
    }
    const send = fetch ?? (globalThis as Partial<typeof globalThis>).fetch;
    if (send === undefined) {
      throw requestInvalid(new TypeError('Expected a global fetch or the option fetch, got none'));
    }
    try {
      response = await send(request.input(), init);
    } catch (cause) {
      if (fetch === undefined) {
        throw explain(request, init, cause);
      }
      throw isNetworkFailure(cause) ? connectFailed(cause) : fetchFailed(cause);
    }
    if (isClosed()) {
      // A replaced fetch may ignore the signal. Its late response must be closed.
      close();
    } else {
      isKept = keep?.(response, end) ?? false;
    }
    return response;
  }

  function openBody(): BodyReader | undefined {
    if (response === undefined || isBodiless()) {
      return undefined;
    }
    const { body, bodyUsed, status } = response;
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

  function read(): PromiseLike<ReadResult> {
    reader ??= openBody();
    return reader?.read() ?? Promise.resolve({ done: true });
  }

  function close(): void {
    if (!isKept) {
      end();
    }
  }

  function end(reason?: unknown): void {
    controller.abort(reason);
    // A replaced fetch may ignore the signal. The body of the engine is not cancelled: in a worker, Firefox leaks a
    // connection if the body is first used at the time of the abort.
    if (fetch !== undefined && !response?.body?.locked) {
      reader ??= readerOf(response?.body);
    }
    reader?.cancel();
  }

  return {
    get response() {
      return response;
    },
    isBodiless,
    open,
    readAhead() {
      ahead = read();
      // Handled by the caller of `read`.
      ahead.then(undefined, () => undefined);
    },
    read() {
      const pending = ahead ?? read();
      ahead = undefined;
      return pending;
    },
    bytesOf: ({ done, value }) => (done ? undefined : checkedBytes(value, chunks.bytesOf(value))),
    close,
  };
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
