// The parser through WebAssembly against the reference parser: thousands of malformed streams,
// split at any byte, the same in every run.
import { expect, test } from 'vitest';
import { EventStreamParser } from '../../../js/src/parsing/event-stream-parser.js';
import { StreamState, type StreamEntry } from '../../../js/src/parsing/stream-entry.js';
import { load } from '../../../js/src/runtime/load.js';
import { utf8 } from '../support/bytes.js';
import { referenceParse, type ReferenceResult } from '../../support/reference/reference-parser.js';

const STREAMS = 5000;
const NO_LIMIT = 2 ** 30;

const runtime = await load();

const WORDS = ['data', 'event', 'id', 'retry', 'data: ', 'id: 5\n', 'event: add\n', 'retry: 70\n'];
const MARKS = [':', ': ', ' ', '\n', '\r', '\r\n', '\n\n', '\0', '\uFEFF', '\u2028', '\x0B', '\f'];
const TEXTS = ['a', '1', '23', 'é', '你', '🎉', 'x'.repeat(20), '你好'.repeat(9)];
/** Parts of sequences, and the second bytes on both sides of each range that a lead byte allows. */
const BYTES = [
  ...[0x80, 0xbf, 0xc0, 0xc2, 0xe0, 0x9f, 0xa0, 0xed, 0xf0, 0x8f, 0x90, 0xf4, 0xf5, 0xff],
  ...[0xef, 0xbb],
];
const atoms = [
  ...[...WORDS, ...MARKS, ...TEXTS].map((text) => [...utf8(text)]),
  ...BYTES.map((byte) => [byte]),
];

/** A linear congruential generator: numbers from 0 to `limit` - 1. */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function parseInPieces(
  stream: Uint8Array,
  withIgnoredLines: boolean,
  sizeOfNext: () => number,
): ReferenceResult[] {
  const parser = new EventStreamParser(runtime, NO_LIMIT, withIgnoredLines);
  const entries: StreamEntry[] = [];
  for (let rest = stream; rest.length > 0;) {
    const size = sizeOfNext();
    parser.parse(rest.subarray(0, size), entries);
    rest = rest.subarray(size);
  }
  parser.free();
  return entries.map((entry) => {
    if (!(entry instanceof StreamState)) {
      return entry;
    }
    const { lastEventId, reconnectionTime = NaN } = entry;
    return lastEventId === undefined ? { reconnectionTime } : { lastEventId };
  });
}

test.each([1, 2, 3, 4])(
  'property: streams of seed %i give the same entries as the reference parser',
  (seed) => {
    const random = generator(seed);
    for (let i = 0; i < STREAMS; i += 1) {
      const length = 1 + random(40);
      const picked = Array.from({ length }, () => atoms[random(atoms.length)] ?? []);
      const stream = Uint8Array.from(picked.flat());
      const longest = random(2) === 0 ? 4 : 60;
      const withIgnoredLines = random(2) === 0;

      const results = parseInPieces(stream, withIgnoredLines, () => 1 + random(longest));

      const expected = referenceParse(stream, withIgnoredLines);
      expect(results, `the bytes ${stream.join(' ')}`).toEqual(expected);
    }
  },
);
