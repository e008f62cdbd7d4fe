// The playground of the documentation site: how it reads its text, and that its explanations agree with the parser.
import { beforeAll, describe, expect, test } from 'vitest';
import { explain } from '../../docs/.vitepress/playground/explain.js';
import { PRESETS, NO_LIMIT } from '../../docs/.vitepress/playground/presets.js';
import { record, type Emitted } from '../../docs/.vitepress/playground/record.js';
import {
  bytesOf,
  chunksOf,
  readSource,
  toggleMark,
  type LineEnd,
  type Split,
} from '../../docs/.vitepress/playground/source.js';
import { visible } from '../../docs/.vitepress/playground/visible.js';
import { createParser, ready } from '../../js/src/index.js';
import { concatenate, utf8 } from '../js/support/bytes.js';
import { readVectors } from '../js/support/conformance-vectors.js';

beforeAll(() => ready());

/** The chunks of a text, as the playground shows them. */
function chunks(text: string, split: Split = 'marks', lineEnd: LineEnd = '\n', escapes = true) {
  return chunksOf(readSource(text, { lineEnd, escapes }), split).map((chunk) => visible(chunk));
}

describe('the text', () => {
  test('has escapes for line ends, bytes and characters', () => {
    const text = '\\n\\r\\t\\0\\xFf\\uFEFF\\\\\\|\\q';

    const bytes = bytesOf(readSource(text, { lineEnd: '\n', escapes: true }));

    expect([...bytes]).toEqual([
      ...[0x0a, 0x0d, 0x09, 0x00, 0xff, 0xef, 0xbb, 0xbf, 0x5c, 0x7c, 0x5c, 0x71],
    ]);
  });

  test.each<[LineEnd, string]>([
    ['\n', 'a\\nb'],
    ['\r\n', 'a\\r\\nb'],
    ['\r', 'a\\rb'],
    ['', 'ab'],
  ])('has new lines that are %j', (lineEnd, expected) => {
    expect(chunks('a\nb', 'whole', lineEnd)).toEqual([expected]);
  });

  test('without escapes: every character is part of the stream', () => {
    expect(chunks('a|\\n', 'marks', '\n', false)).toEqual(['a|\\n']);
  });

  test.each<[Split, string[]]>([
    ['marks', ['a\\r', '\\n\\r\\n', 'b\\n']],
    ['whole', ['a\\r\\n\\r\\nb\\n']],
    ['byte', ['a', '\\r', '\\n', '\\r', '\\n', 'b', '\\n']],
    ['line', ['a\\r\\n', '\\r\\n', 'b\\n']],
    ['event', ['a\\r\\n\\r\\n', 'b\\n']],
  ])('split by %s', (split, expected) => {
    expect(chunks('a\\r|\\n\\r\\n|b\\n|', split)).toEqual(expected);
  });

  test('marks at the start, at the end and side by side make no empty chunks', () => {
    expect(chunks('|a||b|')).toEqual(['a', 'b']);
  });

  test.each([
    ['ab', 'a|b'],
    ['a|b', 'ab'],
    ['\\n|\\n', '\\n\\n'],
    ['é', 'é|'],
  ])('toggleMark: after the first character of %j gives %j', (text, expected) => {
    const [piece] = readSource(text, { lineEnd: '\n', escapes: true });

    expect(piece && toggleMark(text, piece)).toBe(expected);
  });

  test('incomplete UTF-8 and invisible characters are shown as escapes', () => {
    const bytes = concatenate([utf8('é😀\u200B\u{E0001}\u0085'), Uint8Array.of(0xf0, 0x9f, 0x41)]);

    expect(visible(bytes)).toBe('é😀\\u200B\\u{E0001}\\x85\\xF0\\x9FA');
  });
});

/** How often the parser emits each kind, and how often the explanation says so. */
function counts(bytes: Uint8Array): { emitted: unknown; explained: unknown } {
  const { results } = record(createParser, [bytes], NO_LIMIT);
  const emitted = results.flatMap((result) => result.emitted);
  const lines = explain(bytes);
  const ofKind = (...kinds: Emitted['kind'][]): number =>
    emitted.filter(({ kind }) => kinds.includes(kind)).length;
  const ofRule = (...rules: (typeof lines)[number]['rule'][]): number =>
    lines.filter(({ rule }) => rules.includes(rule)).length;
  return {
    emitted: [ofKind('event'), ofKind('comment'), ofKind('retry'), ofKind('ignored')],
    explained: [
      ofRule('dispatch'),
      ofRule('comment'),
      ofRule('retry'),
      ofRule('unknown', 'invalidRetry'),
    ],
  };
}

describe('the explanation counts what the parser emits', () => {
  const vectors = readVectors();

  test.each(vectors)('$name ($place)', (vector) => {
    const { emitted, explained } = counts(concatenate(vector.chunks));

    expect(explained).toEqual(emitted);
  });

  test.each(PRESETS)('$name', (preset) => {
    const { emitted, explained } = counts(bytesOf(readSource(preset.text, preset)));

    expect(explained).toEqual(emitted);
  });
});

describe('the explanation of a dispatch', () => {
  const details = (text: string): unknown[] =>
    explain(utf8(text))
      .filter(({ rule }) => rule === 'dispatch')
      .map((line) => line.details.map(({ value }) => value));

  test('names the type and the last event ID of the event', () => {
    const text =
      'event: a\nid: 1\ndata\n\nid: 2\\0\ndata: x\n\nid: 3\0\ndata: y\n\nid\ndata: z\n\n';
    const { results } = record(createParser, [utf8(text)], NO_LIMIT);

    const emitted = results[0]?.emitted.flatMap((one) =>
      one.kind === 'event' ? [[one.type, one.lastEventId || '(empty)']] : [],
    );

    expect(details(text)).toEqual(emitted);
  });
});

describe('the recording', () => {
  const recorded = (name: string): ReturnType<typeof record> => {
    const preset = PRESETS.find((one) => one.name === name);
    if (preset === undefined) throw new Error(`There is no preset ${name}`);
    const pieces = readSource(preset.text, preset);
    return record(createParser, chunksOf(pieces, preset.split), preset.maxEventBytes);
  };

  test('joins chunks that led to nothing', () => {
    const { results } = recorded('CR LF split over chunks');

    expect(results.map(({ first, last, emitted }) => [first, last, emitted.length])).toEqual([
      [1, 1, 0],
      [2, 2, 1],
      [3, 3, 1],
    ]);
  });

  test('ends at an event that is too large', () => {
    const { results, events } = recorded('Event larger than maxEventBytes');

    expect(events).toBe(1);
    expect(results.at(-1)?.emitted.at(-1)).toMatchObject({ kind: 'error' });
  });

  test('keeps the reconnection time and the last event ID', () => {
    expect(recorded('retry that is not a number').reconnectionTime).toBe(3000);
    expect(recorded('id with NUL').lastEventId).toBe('1');
  });
});
