// Chunks of text as chunks of bytes, for those who have decoded a stream already.

const REPLACEMENT_CHARACTER = '\ufffd';

// Made at first use: importing the package touches no global.
let encoder: TextEncoder | undefined;

/** The text of one stream. A surrogate pair may be split over two chunks. */
export class TextChunks {
  /** The first half of a pair whose second half has not come yet. */
  #highSurrogate = '';

  /** The bytes of the next chunk of text, as far as it is complete. */
  encode(chunk: string): Uint8Array {
    const text = this.#highSurrogate + chunk;
    this.#highSurrogate = isHighSurrogate(text.charCodeAt(text.length - 1)) ? text.slice(-1) : '';
    return encoded(text.slice(0, text.length - this.#highSurrogate.length));
  }

  /** What stands for half a pair when no text follows; `undefined` where there is none. */
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

/** NaN, past the end of a text, is none. */
function isHighSurrogate(codeUnit: number): boolean {
  return codeUnit >= 0xd800 && codeUnit <= 0xdbff;
}
