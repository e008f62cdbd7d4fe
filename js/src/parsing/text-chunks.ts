// Encodes chunks of text as bytes, for streams that were decoded before.

const REPLACEMENT_CHARACTER = '\ufffd';

// Created at first use, so that the import of the package needs no global.
let encoder: TextEncoder | undefined;

/** The text of one stream. A surrogate pair may be split over two chunks. */
export class TextChunks {
  /** The first half of a surrogate pair whose second half is in the next chunk. */
  #highSurrogate = '';

  /** Returns the bytes of the next chunk, without an incomplete surrogate pair. */
  encode(chunk: string): Uint8Array {
    const text = this.#highSurrogate + chunk;
    this.#highSurrogate = isHighSurrogate(text.charCodeAt(text.length - 1)) ? text.slice(-1) : '';
    return encoded(text.slice(0, text.length - this.#highSurrogate.length));
  }

  /** Returns the replacement character if the text ends with half a surrogate pair, otherwise `undefined`. */
  end(): Uint8Array | undefined {
    if (this.#highSurrogate === '') {
      return undefined;
    }
    this.#highSurrogate = '';
    return encoded(REPLACEMENT_CHARACTER);
  }
}

function encoded(text: string): Uint8Array {
  encoder ??= new TextEncoder();
  return encoder.encode(text);
}

/** Returns `false` for NaN, the code unit at the end of a text. */
function isHighSurrogate(codeUnit: number): boolean {
  return codeUnit >= 0xd800 && codeUnit <= 0xdbff;
}
