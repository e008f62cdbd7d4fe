// Reads the body of a response: a ReadableStream, or an async iterable as in node-fetch.
import { bytesIn } from '../parsing/byte-chunks.js';
import { bodyUnusable } from './failure.js';

/** The result of a read of both kinds of body. */
export interface ReadResult {
  readonly done?: boolean | undefined;
  readonly value?: unknown;
}

export interface BodyReader {
  read(): PromiseLike<ReadResult>;
  /** Releases the connection. Does nothing if the body has failed. */
  cancel(): void;
}

/** The methods of both kinds of body. */
interface Body extends Partial<AsyncIterable<unknown>> {
  getReader?(): ReadableStreamDefaultReader<unknown>;
  /** A method of the streams of Node, whose iterator does not return while a read is pending. */
  destroy?(): unknown;
}

/** Returns `undefined` if the value is not a body. Throws for a locked ReadableStream. */
export function readerOf(body: unknown): BodyReader | undefined {
  const source = body as Body | null | undefined;
  if (typeof source?.getReader === 'function') {
    return new StreamReader(source.getReader());
  }
  const iterator = source?.[Symbol.asyncIterator]?.();
  return (
    iterator && {
      // The iterator of a polyfill may return a value that is not a promise.
      read: async () => iterator.next(),
      cancel: () => void close(source, iterator).catch(() => undefined),
    }
  );
}

class StreamReader implements BodyReader {
  readonly #reader: ReadableStreamDefaultReader<unknown>;

  constructor(reader: ReadableStreamDefaultReader<unknown>) {
    this.#reader = reader;
  }

  read(): Promise<ReadResult> {
    // Returns a native promise unchanged. The promise of a polyfill may call back at once.
    return Promise.resolve(this.#reader.read());
  }

  cancel(): void {
    this.#reader.cancel().catch(() => undefined);
  }
}

/** Asynchronous, so that an error becomes a rejection. */
async function close(
  body: Body | null | undefined,
  iterator: AsyncIterator<unknown>,
): Promise<void> {
  body?.destroy?.();
  await iterator.return?.();
}

/** Returns the bytes of a chunk. Throws a `Failure` if the chunk contains no bytes. */
export function checkedBytes(chunk: unknown, bytes = bytesIn(chunk)): Uint8Array {
  if (bytes === undefined) {
    throw bodyUnusable(`Expected a body of Uint8Array chunks, got a chunk of ${typeOf(chunk)}`);
  }
  return bytes;
}

export function typeOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
