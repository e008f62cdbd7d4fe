// Decodes text in linear memory. Some engines decode only UTF-8, or cannot decode in pieces.
import { TextEncoding } from '../runtime/module.js';

/**
 * The number of bytes decoded at once. For a long text, pieces take half of the time in Chromium. In Node, a string of more
 * than 128 KiB gets memory of its own, which takes many times as long.
 */
const PIECE_BYTES = 64 * 1024;

/** Texts of up to so many bytes are decoded here. A call of TextDecoder takes three to six times as long. */
const SHORT_BYTES = 16;
/** The code units of such a text that is not ASCII. */
const codeUnits = new Uint16Array(SHORT_BYTES);

const STREAM = { stream: true } as const;

// By encoding. Created at first use, so that the import of the package needs no global.
let decoders: readonly TextDecoder[] | undefined;
let decodesPieces = false;
let slices: Readonly<Record<number, Slice | undefined>> = {};

/** A method of Node's Buffer, which works on every Uint8Array: it takes less than half of the time of TextDecoder. */
type Slice = (this: Uint8Array, start: number, end: number) => string;

interface NodeGlobals {
  readonly Buffer?: {
    readonly prototype?: { readonly latin1Slice?: Slice; readonly ucs2Slice?: Slice };
  };
}

/** Returns whether the engine decodes UTF-16. The TextDecoder of React Native does not. */
export function readsUtf16(): boolean {
  decoders ??= makeDecoders();
  return TextEncoding.utf16 in decoders;
}

function makeDecoders(): TextDecoder[] {
  const buffer = (globalThis as NodeGlobals).Buffer?.prototype;
  slices = { [TextEncoding.ascii]: buffer?.latin1Slice, [TextEncoding.utf16]: buffer?.ucs2Slice };
  // U+FEFF at the start of a text is kept, because the parser has removed the byte order mark of the stream.
  const options = { ignoreBOM: true };
  const made = [new TextDecoder('utf-8', options), new TextDecoder('utf-8', options)];
  try {
    made.push(new TextDecoder('utf-16le', options));
  } catch {
    // The core then writes all text as UTF-8.
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

/** Decodes `memory` from `start` to `end`. `readsUtf16` must be called before. */
export function decode(memory: Uint8Array, encoding: number, start: number, end: number): string {
  if (end - start <= SHORT_BYTES) {
    return shortText(memory, encoding, start, end);
  }
  const slice = slices[encoding];
  if (slice !== undefined && end - start <= PIECE_BYTES) {
    return slice.call(memory, start, end);
  }
  // eslint-disable-next-line @typescript-eslint/non-nullable-type-assertion-style
  const decoder = decoders?.[encoding] as TextDecoder;
  const pieceBytes = decodesPieces ? PIECE_BYTES : Infinity;
  // With `stream`, Node decodes ASCII nine times as slowly, but other text in half of the time.
  const options = decodesPieces && encoding !== TextEncoding.ascii ? STREAM : undefined;
  let text = '';
  for (let at = start; at < end; at += pieceBytes) {
    text += decoder.decode(memory.subarray(at, Math.min(at + pieceBytes, end)), options);
  }
  return text;
}

function shortText(memory: Uint8Array, encoding: number, start: number, end: number): string {
  if (encoding === TextEncoding.ascii) {
    return textOf(memory, start, end - start);
  }
  const read = encoding === TextEncoding.utf16 ? readUtf16 : readUtf8;
  return textOf(codeUnits, 0, read(memory, start, end));
}

/** Writes the code units of UTF-16, and returns their number. */
function readUtf16(memory: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 2) {
    codeUnits[count++] = byteAt(memory, at) + 256 * byteAt(memory, at + 1);
  }
  return count;
}

/** Writes the code units of well-formed UTF-8, and returns their number. */
function readUtf8(memory: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end;) {
    const lead = byteAt(memory, at++);
    const following = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    // A lead byte begins with as many ones as its sequence has bytes.
    let point = following === 0 ? lead : lead & (0x3f >> following);
    for (const last = at + following; at < last; at += 1) {
      point = point * 64 + (byteAt(memory, at) & 0x3f);
    }
    if (point > 0xffff) {
      codeUnits[count++] = 0xd7c0 + (point >> 10);
      point = 0xdc00 + (point & 0x3ff);
    }
    codeUnits[count++] = point;
  }
  return count;
}

function byteAt(memory: Uint8Array, at: number): number {
  // eslint-disable-next-line @typescript-eslint/non-nullable-type-assertion-style
  return memory[at] as number;
}

/** Not a loop, which would create a rope string that is slow to flatten. */
function textOf(units: Uint8Array | Uint16Array, start: number, length: number): string {
  const at = (index: number): number => units[start + index] ?? 0;
  const text = String.fromCharCode(
    at(0),
    at(1),
    at(2),
    at(3),
    at(4),
    at(5),
    at(6),
    at(7),
    at(8),
    at(9),
    at(10),
    at(11),
    at(12),
    at(13),
    at(14),
    at(15),
  );
  return text.substring(0, length);
}
