// Decodes text in linear memory by TextDecoder, as far as the engine has one: some decode UTF-8 only, or no pieces.
import { TextEncoding } from '../runtime/module.js';

/** What is decoded at once. Chromium takes about half of the time for a long text that comes in pieces. */
const PIECE_BYTES = 64 * 1024;

const STREAM = { stream: true } as const;

// By encoding, made at first use: importing the package touches no global.
let decoders: readonly TextDecoder[] | undefined;
let decodesPieces = false;

/** Returns whether the engine decodes UTF-16. React Native's TextDecoder does not. */
export function readsUtf16(): boolean {
  decoders ??= makeDecoders();
  return TextEncoding.utf16 in decoders;
}

function makeDecoders(): TextDecoder[] {
  // A text that begins with U+FEFF keeps it, because the parser has dropped the stream's own mark already.
  const options = { ignoreBOM: true };
  const made = [new TextDecoder('utf-8', options), new TextDecoder('utf-8', options)];
  try {
    made.push(new TextDecoder('utf-16le', options));
  } catch {
    // The core then leaves all text in UTF-8.
  }
  const [, utf8] = made;
  try {
    const halves = [0xc3, 0xa9].map((byte) => utf8?.decode(Uint8Array.of(byte), STREAM));
    decodesPieces = halves.join('') === 'é';
  } catch {
    // Some polyfills throw for `stream`.
  }
  return made;
}

/** Decodes `memory` from `start` to `end`. `readsUtf16` has to be called before. */
export function decode(memory: Uint8Array, encoding: number, start: number, end: number): string {
  // eslint-disable-next-line @typescript-eslint/non-nullable-type-assertion-style
  const decoder = decoders?.[encoding] as TextDecoder;
  const pieceBytes = decodesPieces ? PIECE_BYTES : Infinity;
  // Node decodes ASCII nine times as slowly in a stream, and everything else in half of the time.
  const options = decodesPieces && encoding !== TextEncoding.ascii ? STREAM : undefined;
  let text = '';
  for (let at = start; at < end; at += pieceBytes) {
    text += decoder.decode(memory.subarray(at, Math.min(at + pieceBytes, end)), options);
  }
  return text;
}
