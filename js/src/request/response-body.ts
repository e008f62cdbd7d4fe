// The body of a response, of either kind that a fetch returns: a ReadableStream, or an async iterable as in node-fetch.
import { bytesIn } from '../parsing/byte-chunks.js';
import { bodyUnusable } from './failure.js';

/** What a reader of either kind resolves to. */
export interface ReadResult {
  readonly done?: boolean | undefined;
  readonly value?: unknown;
}

export interface BodyReader {
  read(): PromiseLike<ReadResult>;
  /** Releases the connection. A body that has failed already changes nothing. */
  cancel(): void;
}

/** What a body of either kind may have. */
interface Body extends Partial<AsyncIterable<unknown>> {
  getReader?(): ReadableStreamDefaultReader<unknown>;
  /** Of Node's streams, whose iterator does not return while a read is pending. */
  destroy?(): unknown;
}

/** Returns `undefined` for what is no body. Throws for a ReadableStream that is locked. */
export function readerOf(body: unknown): BodyReader | undefined {
  const given = body as Body | null | undefined;
  if (typeof given?.getReader === 'function') {
    const reader = given.getReader();
    return {
      read: () => reader.read(),
      cancel: () => void reader.cancel().catch(() => undefined),
    };
  }
  const iterator = given?.[Symbol.asyncIterator]?.();
  return (
    iterator && {
      // An iterator of a polyfill may return what is no promise.
      read: async () => iterator.next(),
      cancel: () => void close(given, iterator).catch(() => undefined),
    }
  );
}

/** Asynchronous, so that whatever it throws is a rejection. */
async function close(
  body: Body | null | undefined,
  iterator: AsyncIterator<unknown>,
): Promise<void> {
  body?.destroy?.();
  await iterator.return?.();
}

/** `bytes`: what was made of the chunk. Throws a `Failure` for a chunk that holds none. */
export function checkedBytes(chunk: unknown, bytes = bytesIn(chunk)): Uint8Array {
  if (bytes === undefined) {
    throw bodyUnusable(`Expected a body of Uint8Array chunks, got a chunk of ${typeOf(chunk)}`);
  }
  return bytes;
}

export function typeOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
