// One attempt's connection: opens it, reads it, and leaves nothing of it behind.
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
  /** The response is one of those that have no body by definition. */
  isBodiless(): boolean;
  /** Sends the request: `fetch` has been called when this returns, unless the headers come from a function. */
  open(request: RequestTemplate, lastEventId: string | undefined): Promise<Response>;
  /** The promise of the body's own reader: a chunk costs one turn of the microtask queue. Throws a `Failure` for no body. */
  read(): PromiseLike<ReadResult>;
  /** The bytes of a result of `read`; `undefined` at the end of the body. Throws a `Failure` for a chunk without bytes. */
  bytesOf(result: ReadResult): Uint8Array | undefined;
  /** Releases the socket, whatever state it is in. */
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
  let isKept = false;

  /** [spec] Null body status, of the Fetch standard. */
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
      // A replaced fetch may not know of signals: what it answers after the end must not stay open.
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
      throw bodyUnusable('Expected a body that nobody has read, got one that onopen has used');
    }
    const opened = readerOf(body);
    if (opened === undefined) {
      throw bodyUnusable(
        `Expected a response whose body is an async iterable or a ReadableStream, got ${typeOf(body)} (status ${status})`,
      );
    }
    return opened;
  }

  function close(): void {
    if (!isKept) {
      end();
    }
  }

  function end(reason?: unknown): void {
    controller.abort(reason);
    // A replaced fetch may ignore signals. The engine's own does not, and its body is left alone: in a worker, Firefox
    // keeps one connection in thirty open if the first use of the body and the abort come together.
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
    read() {
      reader ??= openBody();
      return reader?.read() ?? Promise.resolve({ done: true });
    },
    bytesOf: ({ done, value }) => (done ? undefined : checkedBytes(value, chunks.bytesOf(value))),
    close,
  };
}

/** `fetch` rejects with a TypeError for a lost network and for a request that can never work: this tells them apart. */
function explain(request: RequestTemplate, init: RequestInit, cause: unknown): Failure {
  try {
    request.validate(init);
  } catch (invalid) {
    return requestInvalid(invalid);
  }
  return connectFailed(cause);
}

const NETWORK_FAILURES = ['TypeError', 'NetworkError', 'TimeoutError'];
/** Of Node's system errors, and of undici. */
const SYSTEM_CODE = /^(?:E[A-Z0-9]+|UND_ERR_[A-Z_]+)$/;

/** Whether a replaced `fetch` failed as the engine's own does when the network does. Realms differ, so names decide. */
function isNetworkFailure(thrown: unknown): boolean {
  const { name, code, cause } = Object(thrown) as {
    name?: unknown;
    code?: unknown;
    cause?: unknown;
  };
  return (
    NETWORK_FAILURES.includes(String(name)) ||
    [code, (Object(cause) as { code?: unknown }).code].some(
      (given) => typeof given === 'string' && SYSTEM_CODE.test(given),
    )
  );
}
