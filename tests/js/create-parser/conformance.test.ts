// Every conformance vector through createParser: as bytes, as text, and as both.
import { beforeAll, describe, expect, test } from 'vitest';
import { ready } from '../../../js/src/index.js';
import {
  IgnoredLine,
  StreamState,
  type StreamEntry,
} from '../../../js/src/parsing/stream-entry.js';
import { concatenate, utf8 } from '../support/bytes.js';
import { readVectors, type Vector } from '../support/conformance-vectors.js';
import { event, recordingParser, thrownBy, type Call } from '../support/recording-parser.js';

beforeAll(async () => {
  await ready();
});

/** Ignored lines may exceed the limit of these parsers. */
const vectors = readVectors().filter(
  ({ limit, skipsLongIgnoredLines }) => limit === undefined || skipsLongIgnoredLines,
);

/** The calls for an entry. `isReset`: the last event ID was reset since the last message. */
function callsOf(entry: StreamEntry, isReset: boolean): Call[] {
  if (entry instanceof IgnoredLine) {
    // The vectors have only the parts of an ignored line.
    const { kind, field, value } = entry;
    return [kind === 'comment' ? ['comment', value] : ['error', kind, field, value]];
  }
  if (entry instanceof StreamState) {
    const { lastEventId, reconnectionTime } = entry;
    return [lastEventId === undefined ? ['retry', reconnectionTime] : ['id', lastEventId]];
  }
  const { data, event: type, id } = entry;
  return id === ''
    ? [event(data, type, isReset ? '' : undefined)]
    : [['id', id], event(data, type, id)];
}

function expected({ expected: entries, error }: Vector): Call[] {
  const failure: Call[] = error === undefined ? [] : [['error', 'max-buffer-size-exceeded']];
  let isReset = false;
  const emitted = entries.flatMap((entry) => {
    const calls = callsOf(entry, isReset);
    if (entry instanceof StreamState) {
      isReset = entry.lastEventId === undefined ? isReset : entry.lastEventId === '';
    } else if (!(entry instanceof IgnoredLine)) {
      isReset = false;
    }
    return calls;
  });
  return [...emitted, ...failure];
}

function parse(vector: Vector, chunks: readonly (Uint8Array | string)[]): Call[] {
  const ignoring = { onComment: undefined, onError: undefined };
  const { parser, calls } = recordingParser({
    maxEventBytes: vector.limit,
    ...(vector.withIgnoredLines ? {} : ignoring),
  });
  try {
    chunks.forEach((chunk) => parser.feed(chunk));
  } catch (error) {
    // Without onError, the first feed throws the error. Every later feed throws a TypeError whose
    // cause is that error.
    const tooLarge = { name: 'EventTooLargeError' };
    expect(error).toMatchObject(
      vector.withIgnoredLines ? { name: 'TypeError', cause: tooLarge } : tooLarge,
    );
    if (!vector.withIgnoredLines) {
      calls.push(['error', 'max-buffer-size-exceeded']);
    }
    expect(thrownBy(() => parser.feed(''))).toBeInstanceOf(TypeError);
  }
  parser.reset();
  // The vectors do not have the line of an error.
  return calls.map((call) => (call[0] === 'error' ? call.slice(0, 4) : call) as unknown as Call);
}

/** `undefined` for bytes that are not valid UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

describe.each(vectors)('$name ($place)', (vector) => {
  const bytes = concatenate(vector.chunks);
  const text = textOf(bytes);

  test('as bytes, whole and split at every point', () => {
    expect(parse(vector, vector.chunks)).toEqual(expected(vector));
    for (let at = 0; at <= bytes.length; at++) {
      const calls = parse(vector, [bytes.subarray(0, at), bytes.subarray(at)]);
      expect(calls, `split after byte ${at}`).toEqual(expected(vector));
    }
  });

  if (text !== undefined) {
    test('as text, whole, one by one, and split at every point', () => {
      const units = Array.from({ length: text.length }, (_, at) => text.charAt(at));
      expect(parse(vector, [text])).toEqual(expected(vector));
      expect(parse(vector, units)).toEqual(expected(vector));
      for (let at = 0; at <= text.length; at++) {
        const calls = parse(vector, [text.slice(0, at), text.slice(at)]);
        expect(calls, `split at ${at}`).toEqual(expected(vector));
      }
    });

    test('as text and bytes in turn', () => {
      const characters = Array.from(text);
      const by = (odd: number): (Uint8Array | string)[] =>
        characters.map((character, at) => (at % 2 === odd ? utf8(character) : character));

      expect(parse(vector, by(0))).toEqual(expected(vector));
      expect(parse(vector, by(1))).toEqual(expected(vector));
    });
  }
});

test('createParser: most vectors are text', () => {
  const texts = vectors.filter(({ chunks }) => textOf(concatenate(chunks)) !== undefined);

  expect(texts.length).toBeGreaterThan(100);
  expect(texts.length).toBeLessThan(vectors.length);
});
