// Converts the chunks of a body to bytes: views, buffers and strings.
import { kindOf } from './kind-of.js';
import { TextChunks } from './text-chunks.js';

/** Strings are encoded as UTF-8. A surrogate pair may be split over two strings. */
export class ByteChunks {
  #text: TextChunks | undefined;

  /** Returns `undefined` for a chunk that is neither bytes nor text. */
  bytesOf(chunk: unknown): Uint8Array | undefined {
    if (typeof chunk === 'string') {
      this.#text ??= new TextChunks();
      return this.#text.encode(chunk);
    }
    const bytes = bytesIn(chunk);
    // Half a surrogate pair is not completed by bytes.
    const half = bytes?.length ? this.#text?.end() : undefined;
    return bytes && half ? joined(half, bytes) : bytes;
  }
}

/** Returns the bytes of a view or a buffer, or `undefined` for any other value. */
export function bytesIn(chunk: unknown): Uint8Array | undefined {
  if (chunk instanceof Uint8Array) {
    return chunk;
  }
  if (ArrayBuffer.isView(chunk)) {
    return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  return /^(?:Shared)?ArrayBuffer$/.test(kindOf(chunk))
    ? new Uint8Array(chunk as ArrayBuffer)
    : undefined;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
