// One attempt's connection: opens it, reads it, and leaves nothing of it behind.
import type { Fetch } from '../types.js';
import { Failure } from './failure.js';
import type { RequestTemplate } from './request.js';

/** Responses that have no body by definition. Fetch standard, null body status. */
const NULL_BODY_STATUSES = new Set([204, 205]);

/** Owns one request, its response and its body. Failures are thrown as `Failure`. */
export class Connection {
  readonly #controller = new AbortController();
  #response: Response | undefined;
  #isReplaced = false;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  get response(): Response | undefined {
    return this.#response;
  }

  /** The response is one of those that have no body by definition. */
  get isBodiless(): boolean {
    return NULL_BODY_STATUSES.has(this.#response?.status ?? 0);
  }

  /** Sends the request: `fetch` has been called when this returns, unless the headers come from a function. */
  async open(
    request: RequestTemplate,
    lastEventId: string | undefined,
    fetch: Fetch | undefined,
  ): Promise<Response> {
    const { signal } = this.#controller;
    let init: RequestInit | Promise<RequestInit>;
    try {
      init = request.init(lastEventId, signal);
      if (init instanceof Promise) {
        init = await init;
      }
    } catch (thrown) {
      throw Failure.handler('headers', thrown, false);
    }
    if (this.#isClosed()) {
      throw Failure.connect(signal.reason);
    }
    this.#isReplaced = fetch !== undefined;
    const send = fetch ?? globalThis.fetch;
    try {
      this.#response = await send(request.input(), init);
    } catch (cause) {
      throw fetch === undefined ? explain(request, init, cause) : Failure.connect(cause);
    }
    if (this.#isClosed()) {
      // A replaced fetch may not know of signals: what it answers after the end must not stay open.
      this.close();
    }
    return this.#response;
  }

  /** The next bytes of the body; `undefined` at its end. */
  async read(): Promise<Uint8Array | undefined> {
    const reader = (this.#reader ??= this.#openBody());
    if (reader === undefined) {
      return undefined;
    }
    const { value } = await reader.read().catch((cause: unknown) => {
      throw Failure.bodyDropped(cause);
    });
    return value === undefined ? undefined : checkedChunk(value);
  }

  /** Releases the socket, whatever state it is in. */
  close(): void {
    this.#controller.abort();
    const body = this.#reader ?? this.#bodyOfReplacedFetch();
    // A replaced fetch may have a body of another kind, which has no such method.
    if (typeof body?.cancel === 'function') {
      // A body that failed already rejects here with the error that its reader has seen.
      body.cancel().catch(() => undefined);
    }
  }

  /**
   * A replaced fetch may not know of signals. The engine's own does: in a worker, Firefox keeps one connection in thirty
   * open when `body` is so much as read while its request is aborted.
   */
  #bodyOfReplacedFetch(): ReadableStream<Uint8Array> | null | undefined {
    const response = this.#isReplaced ? this.#response : undefined;
    return response?.body?.locked ? undefined : response?.body;
  }

  #isClosed(): boolean {
    return this.#controller.signal.aborted;
  }

  #openBody(): ReadableStreamDefaultReader<Uint8Array> | undefined {
    const response = this.#response;
    if (response === undefined || this.isBodiless) {
      return undefined;
    }
    const body = response.body as ReadableStream<Uint8Array> | null | undefined;
    if (typeof body?.getReader !== 'function') {
      throw Failure.noBody(
        `Expected a response whose body is a ReadableStream, got ${typeOf(body)} (status ${response.status})`,
      );
    }
    if (response.bodyUsed || body.locked) {
      throw Failure.noBody('Expected a body that nobody has read, got one that onopen has used');
    }
    return body.getReader();
  }
}

/** `fetch` rejects with a TypeError for a lost network and for a request that can never work: this tells them apart. */
function explain(request: RequestTemplate, init: RequestInit, cause: unknown): Failure {
  try {
    request.validate(init);
  } catch (invalid) {
    return Failure.invalidRequest(invalid);
  }
  return Failure.connect(cause);
}

/** Throws a `Failure` for a chunk that is not bytes. */
export function checkedChunk(chunk: unknown): Uint8Array {
  // Chunks may come from another realm, whose Uint8Array instanceof would not know.
  if (ArrayBuffer.isView(chunk)) {
    return chunk as Uint8Array;
  }
  throw Failure.noBody(`Expected a body of Uint8Array chunks, got a chunk of ${typeOf(chunk)}`);
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
