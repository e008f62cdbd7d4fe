// Reads the conformance vectors of tests/support/conformance/*.txt, whose heads describe their
// format.
import {
  IgnoredLine,
  StreamState,
  type StreamEntry,
} from '../../../js/src/parsing/stream-entry.js';
import { concatenate, utf8 } from './bytes.js';
import { conformanceFiles } from './host.js';

export interface Vector {
  readonly name: string;
  /** `file:line`, for failure reports. */
  readonly place: string;
  readonly limit: number | undefined;
  /** The lines that the standard ignores are among the results. */
  readonly withIgnoredLines: boolean;
  /** An ignored line may exceed the limit, and is then not reported. */
  readonly skipsLongIgnoredLines: boolean;
  readonly chunks: readonly Uint8Array[];
  readonly expected: readonly StreamEntry[];
  /** The name of the error that the parser ends with. */
  readonly error: string | undefined;
}

export function readVectors(): Vector[] {
  return conformanceFiles().flatMap(({ name, text }) => parseVectors(name, text));
}

interface Draft {
  name: string;
  place: string;
  limit: number | undefined;
  withIgnoredLines: boolean;
  skipsLongIgnoredLines: boolean;
  chunks: Uint8Array[];
  expected: StreamEntry[];
  error: string | undefined;
}

/** Exported for the reader's own test. */
export function parseVectors(file: string, text: string): Vector[] {
  const vectors: Draft[] = [];
  text.split('\n').forEach((line, index) => {
    const place = `${file}:${index + 1}`;
    if (line === '' || line.startsWith('#')) {
      return;
    }
    const space = line.indexOf(' ');
    const keyword = space < 0 ? line : line.slice(0, space);
    const rest = space < 0 ? '' : line.slice(space + 1);
    if (keyword === '==') {
      const lines = { withIgnoredLines: false, skipsLongIgnoredLines: false };
      const empty = { limit: undefined, chunks: [], expected: [], error: undefined };
      vectors.push({ name: rest, place, ...lines, ...empty });
      return;
    }
    const vector = vectors.at(-1);
    if (vector === undefined) {
      throw new Error(`${place}: expected "== name", got ${line}`);
    }
    readLine(vector, keyword, rest, place);
  });
  return vectors;
}

function readLine(vector: Draft, keyword: string, rest: string, place: string): void {
  switch (keyword) {
    case 'limit':
      vector.limit = numberIn(rest, place);
      break;
    case 'chunk':
      vector.chunks.push(unescape(rest, place));
      break;
    case 'message':
      vector.expected.push(readMessage(rest, place));
      break;
    case 'last-event-id':
      vector.expected.push(new StreamState(quotedText(rest, place), undefined));
      break;
    case 'reconnection-time':
      vector.expected.push(new StreamState(undefined, numberIn(rest, place)));
      break;
    case 'with-ignored-lines':
      vector.withIgnoredLines = true;
      break;
    case 'skips-long-ignored-lines':
      vector.skipsLongIgnoredLines = true;
      break;
    case 'comment':
    case 'unknown-field':
    case 'invalid-retry':
      vector.expected.push(readIgnoredLine(keyword, rest, place));
      break;
    case 'error':
      vector.error = rest;
      break;
    default:
      throw new Error(`${place}: ${keyword} means nothing here`);
  }
}

const MESSAGE =
  /^("(?:[^"\\]|\\.)*")(?: event=("(?:[^"\\]|\\.)*"))?(?: id=("(?:[^"\\]|\\.)*"))?(?: retry=(\d+))?$/;

function readMessage(text: string, place: string): StreamEntry {
  const match = MESSAGE.exec(text);
  if (match === null) {
    throw new Error(`${place}: expected "data" [event=""] [id=""] [retry=N], got ${text}`);
  }
  const [, data = '""', event = '""', id = '""', retry] = match;
  return {
    data: quotedText(data, place),
    event: quotedText(event, place),
    id: quotedText(id, place),
    retry: retry === undefined ? undefined : numberIn(retry, place),
  };
}

/** The file does not have the line itself. It is built from its parts, with the space of `: `. */
function readIgnoredLine(kind: IgnoredLine['kind'], text: string, place: string): IgnoredLine {
  const match = /^(?:("(?:[^"\\]|\\.)*") )?("(?:[^"\\]|\\.)*")$/.exec(text);
  if (match === null) {
    throw new Error(`${place}: expected ["name"] "value", got ${text}`);
  }
  const [, name = kind === 'invalid-retry' ? '"retry"' : '""', value = '""'] = match;
  return new IgnoredLine(kind, '', quotedText(name, place), quotedText(value, place));
}

function numberIn(text: string, place: string): number {
  if (!/^\d+$/.test(text)) {
    throw new Error(`${place}: expected a number, got ${text}`);
  }
  return Number(text);
}

function quotedText(text: string, place: string): string {
  if (!/^".*"$/s.test(text)) {
    throw new Error(`${place}: expected a text in quotes, got ${text}`);
  }
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
  return decoder.decode(unescape(text.slice(1, -1), place));
}

const ESCAPES = new Map(Object.entries({ n: 10, r: 13, t: 9, '0': 0, s: 32, '\\': 92, '"': 34 }));

/** The bytes of a text: UTF-8, except for its escapes. */
function unescape(text: string, place: string): Uint8Array {
  const parts = text.matchAll(/\\x([0-9A-Fa-f]{2})|\\(.)|[^\\]+/gsu);
  return concatenate(
    Array.from(parts, ([raw, hexadecimal, letter]) => {
      if (hexadecimal !== undefined) {
        return Uint8Array.of(Number.parseInt(hexadecimal, 16));
      }
      if (letter === undefined) {
        return utf8(raw);
      }
      const byte = ESCAPES.get(letter);
      if (byte === undefined) {
        throw new Error(`${place}: \\${letter} is no escape`);
      }
      return Uint8Array.of(byte);
    }),
  );
}
