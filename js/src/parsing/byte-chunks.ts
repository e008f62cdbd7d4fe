// The chunks of one body as bytes, whatever an engine or a replaced fetch puts into a body.
import { kindOf } from './kind-of.js';
import { TextChunks } from './text-chunks.js';

/** Views and buffers are taken as their bytes, strings as UTF-8. A surrogate pair may be split over two strings. */
export class ByteChunks {
  #text: TextChunks | undefined;

  /** Returns `undefined` for a chunk that is neither bytes nor text. */
  bytesOf(chunk: unknown): Uint8Array | undefined {
    if (typeof chunk === 'string') {
      this.#text ??= new TextChunks();
      return this.#text.encode(chunk);
    }
    const bytes = bytesIn(chunk);
    // Half a surrogate pair at the end of a string stays half where bytes follow.
    const half = bytes?.length ? this.#text?.end() : undefined;
    return bytes && half ? joined(half, bytes) : bytes;
  }
}

/** The bytes of a view of any kind, or of a buffer; `undefined` for anything else. */
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
