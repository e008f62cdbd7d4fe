// Every conformance vector through WebAssembly, split at every byte.
import { describe, expect, test } from 'vitest';
import { EventStreamParser } from '../../../js/src/parsing/event-stream-parser.js';
import { IgnoredLine, type StreamEntry } from '../../../js/src/parsing/stream-entry.js';
import { load } from '../../../js/src/runtime/load.js';
import { ErrorCode } from '../../../js/src/runtime/module.js';
import { concatenate } from '../support/bytes.js';
import { parseVectors, readVectors, type Vector } from '../support/conformance-vectors.js';

const runtime = await load();
const vectors = readVectors();
const NO_LIMIT = 2 ** 30;

interface Outcome {
  readonly entries: readonly StreamEntry[];
  readonly errorCode: number;
}

function parse(vector: Vector, chunks: readonly Uint8Array[]): Outcome {
  const { limit = NO_LIMIT, withIgnoredLines, skipsLongIgnoredLines } = vector;
  const parser = new EventStreamParser(runtime, limit, withIgnoredLines, skipsLongIgnoredLines);
  const entries: StreamEntry[] = [];
  let errorCode: number = ErrorCode.none;
  for (const chunk of chunks) {
    const answer = parser.parse(chunk, entries);
    errorCode ||= answer;
  }
  parser.free();
  return { entries: entries.map(withoutLine), errorCode };
}

/** The vectors have only the parts of an ignored line. */
function withoutLine(entry: StreamEntry): StreamEntry {
  return entry instanceof IgnoredLine
    ? new IgnoredLine(entry.kind, '', entry.field, entry.value)
    : entry;
}

function expected(vector: Vector): Outcome {
  const errorCode = vector.error === undefined ? ErrorCode.none : ErrorCode.eventTooLarge;
  return { entries: vector.expected, errorCode };
}

describe.each(vectors)('conformance: $name ($place)', (vector) => {
  const bytes = concatenate(vector.chunks);

  test('as written', () => {
    expect(parse(vector, vector.chunks)).toStrictEqual(expected(vector));
  });

  test('in one chunk', () => {
    expect(parse(vector, [bytes])).toStrictEqual(expected(vector));
  });

  test('byte by byte', () => {
    const chunks = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(parse(vector, chunks)).toStrictEqual(expected(vector));
  });

  test('split at every point', () => {
    for (let at = 0; at <= bytes.length; at++) {
      const outcome = parse(vector, [bytes.subarray(0, at), bytes.subarray(at)]);
      expect(outcome, `split after byte ${at}`).toStrictEqual(expected(vector));
    }
  });
});

test('conformance: every file of vectors is read', () => {
  expect(vectors.length).toBeGreaterThanOrEqual(125);
  expect(vectors.filter(({ error }) => error !== undefined).length).toBeGreaterThan(3);
  expect(new Set(vectors.map(({ error }) => error))).toEqual(
    new Set([undefined, 'event-too-large']),
  );
});

test('conformance: the vector reader parses every line of the format', () => {
  const [vector] = parseVectors(
    'example.txt',
    [
      '# a comment',
      '== A rule',
      'limit 7',
      'chunk é\\s\\n\\r\\t\\0\\\\\\xFF',
      'message "a \\"b\\"\\n" event="e" id="i" retry=50',
      'message ""',
      'last-event-id "\\xE4\\xBD\\xA0"',
      'with-ignored-lines',
      'skips-long-ignored-lines',
      'comment "c"',
      'unknown-field "f" "v"',
      'invalid-retry "r"',
      'error event-too-large',
    ].join('\n'),
  );

  expect(vector).toMatchObject({
    name: 'A rule',
    place: 'example.txt:2',
    limit: 7,
    withIgnoredLines: true,
    skipsLongIgnoredLines: true,
    expected: [
      { data: 'a "b"\n', event: 'e', id: 'i', retry: 50 },
      { data: '', event: '', id: '', retry: undefined },
      { lastEventId: '你', reconnectionTime: undefined },
      { kind: 'comment', field: '', value: 'c' },
      { kind: 'unknown-field', field: 'f', value: 'v' },
      { kind: 'invalid-retry', field: 'retry', value: 'r' },
    ],
    error: 'event-too-large',
  });
  expect([...(vector?.chunks[0] ?? [])]).toEqual([0xc3, 0xa9, 32, 10, 13, 9, 0, 92, 0xff]);
});

test.each([
  ['a line before the first name', 'chunk a'],
  ['an unknown keyword', '== a\nmessages "a"'],
  ['an unknown escape', '== a\nchunk \\q'],
  ['a message without quotes', '== a\nmessage a'],
  ['parts in another order', '== a\nmessage "a" id="1" event="b"'],
  ['a limit that is not a number', '== a\nlimit 1e3'],
])('conformance: the vector reader rejects %s', (_case, text) => {
  expect(() => parseVectors('example.txt', text)).toThrow(/^example\.txt:\d: /);
});
