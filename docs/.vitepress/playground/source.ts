// The text of the playground -> bytes and chunks: escapes, line ends, and the marks between chunks.

/** The bytes of a line end typed in the text box. Empty: only escapes end lines. */
export type LineEnd = '\n' | '\r\n' | '\r' | '';

export type Split = 'marks' | 'whole' | 'byte' | 'line' | 'event';

export interface SourceOptions {
  readonly lineEnd: LineEnd;
  /** Whether `\n`, `\x00` and others are escapes, and `|` ends a chunk. */
  readonly escapes: boolean;
}

/** One character, or one escape. */
export interface Piece {
  readonly bytes: Uint8Array;
  /** Where it ends in the text. */
  readonly end: number;
  /** Whether a `|` follows. */
  readonly isMarked: boolean;
}

const encoder = new TextEncoder();

/** The text of a piece: a mark, an escape, a line end, or any other character. */
const TOKEN =
  /(?<mark>\|)|\\(?:x(?<byte>[\da-f]{2})|u(?<unit>[\da-f]{4})|(?<letter>[nrt0\\|]))|(?<newLine>\n)|[^]/giu;

const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' };

export function readSource(text: string, { lineEnd, escapes }: SourceOptions): Piece[] {
  const pieces: Piece[] = [];
  for (const match of text.matchAll(escapes ? TOKEN : /(?<newLine>\n)|[^]/gu)) {
    const [token] = match;
    const { mark, byte, unit, letter, newLine } = match.groups ?? {};
    const end = match.index + token.length;
    const last = pieces.at(-1);
    if (mark !== undefined) {
      if (last !== undefined) pieces[pieces.length - 1] = { ...last, isMarked: true };
      continue;
    }
    let bytes = encoder.encode(token);
    if (byte !== undefined) bytes = Uint8Array.of(parseInt(byte, 16));
    else if (unit !== undefined) bytes = encoder.encode(String.fromCharCode(parseInt(unit, 16)));
    else if (letter !== undefined) bytes = encoder.encode(LETTERS[letter.toLowerCase()] ?? letter);
    else if (newLine !== undefined) bytes = encoder.encode(lineEnd);
    if (bytes.length > 0) pieces.push({ bytes, end, isMarked: false });
  }
  return pieces;
}

/** Adds a mark behind a piece, or removes the mark that is there. */
export function toggleMark(text: string, { end, isMarked }: Piece): string {
  if (!isMarked) return `${text.slice(0, end)}|${text.slice(end)}`;
  // Line ends that are not part of the stream may stand between the piece and its mark.
  return text.slice(0, end) + text.slice(end).replace('|', '');
}

export function chunksOf(pieces: readonly Piece[], split: Split): Uint8Array[] {
  const bytes = bytesOf(pieces);
  if (bytes.length === 0) return [];
  const borders = split === 'marks' ? marksOf(pieces) : bordersOf(bytes, split);
  const starts = [0, ...borders.filter((border) => border > 0 && border < bytes.length)];
  return starts.map((start, index) => bytes.slice(start, starts[index + 1]));
}

export function bytesOf(pieces: readonly Piece[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece.bytes]));
}

function marksOf(pieces: readonly Piece[]): number[] {
  let length = 0;
  return pieces.flatMap(({ bytes, isMarked }) => {
    length += bytes.length;
    return isMarked ? [length] : [];
  });
}

function bordersOf(bytes: Uint8Array, split: Exclude<Split, 'marks'>): number[] {
  if (split === 'whole') return [];
  if (split === 'byte') return Array.from(bytes, (_, index) => index);
  const lines = linesOf(bytes);
  return lines
    .filter(({ start, end }) => split === 'line' || start === end)
    .map(({ next }) => next);
}

export interface Line {
  readonly start: number;
  /** Where its text ends. */
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
}

const LF = 0x0a;
const CR = 0x0d;

/** The lines of a stream: they end at LF, CR, or CR LF. The last one need not have ended. */
export function linesOf(bytes: Uint8Array): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.subarray(start).findIndex((byte) => byte === LF || byte === CR);
    const end = found < 0 ? bytes.length : start + found;
    const isPair = bytes[end] === CR && bytes[end + 1] === LF;
    const next = Math.min(bytes.length, end + (isPair ? 2 : 1));
    lines.push({ start, end, next });
    start = next;
  }
  return lines;
}
