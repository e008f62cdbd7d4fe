// createParser: limits and reset.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import {
  createParser,
  EventTooLargeError,
  ParseError,
  ready,
  type ParserConfig,
} from '../../../js/src/index.js';
import { utf8 } from '../support/bytes.js';
import { event, recordingParser, thrownBy } from '../support/recording-parser.js';

beforeAll(async () => {
  await ready();
});

const LIMIT = { maxEventBytes: 10 };
const TOO_LARGE = 'data: 0123456789\n\n';
const LIMIT_ERROR = ['error', 'max-buffer-size-exceeded'];

describe('createParser: an event that exceeds maxEventBytes', () => {
  test('calls onError once, after the callbacks for earlier entries', () => {
    const errors: unknown[] = [];
    const { parser, calls } = recordingParser(LIMIT);
    const onError = (error: unknown): void => void errors.push(error);
    const other = createParser({ ...LIMIT, onError });

    parser.feed(`data: a\n\n: b\n${TOO_LARGE}data: c\n\n`);
    other.feed(TOO_LARGE);

    expect(calls).toEqual([event('a'), ['comment', 'b'], LIMIT_ERROR]);
    expect(errors.length).toBe(1);
    expect(errors[0]).toBeInstanceOf(EventTooLargeError);
    expect(errors[0]).toBeInstanceOf(ParseError);
    expect(errors[0]).toMatchObject({
      phase: 'limit',
      type: 'max-buffer-size-exceeded',
      maxEventBytes: 10,
    });
  });

  test('every later feed throws a TypeError that names reset', () => {
    const onError = vi.fn();
    const parser = createParser({ ...LIMIT, onError });
    parser.feed(TOO_LARGE);

    for (const chunk of ['data: d\n\n', '']) {
      const error = thrownBy(() => parser.feed(chunk));
      expect(error).toBeInstanceOf(TypeError);
      expect(error).toMatchObject({
        message: 'Expected reset() after exceeding the max buffer size (maxEventBytes), got feed()',
        cause: onError.mock.calls[0]?.[0] as unknown,
      });
    }
    expect(onError).toHaveBeenCalledTimes(1);
  });

  test('maxBufferSize is an alias of maxEventBytes, which takes precedence', () => {
    const byOtherName = recordingParser({ maxBufferSize: 10 });
    const byBoth = recordingParser({ maxBufferSize: 10, maxEventBytes: 20 });

    byOtherName.parser.feed(TOO_LARGE);
    byBoth.parser.feed(TOO_LARGE);

    expect(byOtherName.calls).toEqual([LIMIT_ERROR]);
    expect(byBoth.calls).toEqual([event('0123456789')]);
  });

  test.each<[string, ParserConfig]>([
    ['without callbacks for it', { onComment: undefined, onError: undefined }],
    ['without onComment', { onComment: undefined }],
    ['with all callbacks', {}],
  ])('a comment or an unknown field is not an event and is not reported: %s', (_how, config) => {
    const { parser, calls } = recordingParser({ ...LIMIT, ...config });
    const long = 'x'.repeat(100);

    for (const chunk of [`:${long}`, long, `\n${long}`, `: ${long}\n`, 'data: a\n\n']) {
      parser.feed(chunk);
    }

    expect(calls).toEqual([event('a')]);
  });

  test('feed throws the error if there is no onError', () => {
    const { parser, calls } = recordingParser({ ...LIMIT, onError: undefined });

    const first = thrownBy(() => parser.feed(`data: a\n\n${TOO_LARGE}`));

    expect(first).toBeInstanceOf(EventTooLargeError);
    expect(first).toMatchObject({ messagesDelivered: 1 });
    expect(thrownBy(() => parser.feed('data: b\n\n'))).toMatchObject({ cause: first });
    expect(calls).toEqual([event('a')]);
  });

  test.each([
    ['one chunk', [TOO_LARGE]],
    ['bytes', [utf8(TOO_LARGE)]],
    ['many chunks', Array.from(TOO_LARGE).slice(0, 11)],
    ['lines that count together', ['data: 1\n', 'data: 2\n']],
    ['characters of several bytes', ['data: 你好']],
  ])('in %s', (_what, chunks) => {
    const { parser, calls } = recordingParser(LIMIT);

    chunks.forEach((chunk) => parser.feed(chunk));

    expect(calls).toEqual([LIMIT_ERROR]);
  });

  test('reset begins another stream, which has its own error', () => {
    const { parser, calls } = recordingParser(LIMIT);
    parser.feed(TOO_LARGE);

    parser.reset();
    parser.feed('data: a\n\n');
    parser.feed(TOO_LARGE);

    expect(calls).toEqual([LIMIT_ERROR, event('a'), LIMIT_ERROR]);
    parser.reset({ consume: true });
    parser.feed('data: b\n\n');
    expect(calls.at(-1)).toEqual(event('b'));
  });

  test('an error that onError throws is thrown by feed, and the parser has failed', () => {
    const mine = new Error('mine');
    const parser = createParser({
      ...LIMIT,
      onError: () => {
        throw mine;
      },
    });

    expect(thrownBy(() => parser.feed(TOO_LARGE))).toBe(mine);
    expect(thrownBy(() => parser.feed('data: a\n\n'))).toBeInstanceOf(TypeError);
  });

  test('createParser: the default limit is 64 MiB', () => {
    const { parser, calls } = recordingParser();
    const mebibyte = new Uint8Array(1024 * 1024).fill(0x61);

    parser.feed('data:');
    for (let i = 0; i < 63; i++) {
      parser.feed(mebibyte);
    }
    expect(calls).toEqual([]);
    parser.feed(mebibyte);

    expect(calls).toEqual([LIMIT_ERROR]);
  });
});

test('createParser: a text is encoded in pieces, because its bytes may exceed the largest buffer', () => {
  const encode = vi.spyOn(TextEncoder.prototype, 'encode');
  const { parser, calls } = recordingParser();
  const text = '\u{1f389}'.repeat(200_000);

  parser.feed(`data: x${text}`);
  parser.feed('\n\n');

  expect(calls).toEqual([event(`x${text}`)]);
  const lengths = encode.mock.calls.map(([piece]) => piece?.length ?? 0);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(64 * 1024 + 1);
});

describe('reset', () => {
  test('drops an unfinished event, line and character', () => {
    const { parser, calls } = recordingParser();
    parser.feed('event: x\nid: 7\ndata: a\ndata: b\ud83c');

    parser.reset();
    parser.feed('\udf89: c\n\ndata: d\n\n');

    expect(calls).toEqual([['error', 'unknown-field', '\ufffd', 'c', '\ufffd: c'], event('d')]);
  });

  test('begins a stream: a byte order mark is dropped again, a line feed is not skipped', () => {
    const { parser, calls } = recordingParser();
    parser.feed('\ufeffdata: a\r\r');

    parser.reset();
    parser.feed('\ufeffdata: b\r\n\r\n');
    parser.reset();
    parser.feed('data: c\n\r\n');

    expect(calls).toEqual([event('a'), event('b'), event('c')]);
  });

  test('restarts the count of messages', () => {
    const counts: number[] = [];
    const onError: ParserConfig['onError'] = ({ messagesDelivered }) =>
      void counts.push(messagesDelivered);
    const parser = createParser({ onError });
    parser.feed('data: a\n\nx\n');

    parser.reset();
    parser.feed('y\n');

    expect(counts).toEqual([1, 0]);
  });

  test('may be called first, repeatedly, and with any options', () => {
    const { parser, calls } = recordingParser();

    parser.reset();
    parser.reset({});
    parser.reset({ consume: undefined });
    parser.reset({ consume: true });
    parser.feed('data: a\n\n');

    expect(calls).toEqual([event('a')]);
  });

  test.each<[string, (string | Uint8Array)[], unknown[]]>([
    [
      'is reported',
      ['{"error": 1}'],
      [['error', 'unknown-field', '{"error"', '1}', '{"error": 1}']],
    ],
    ['in bytes', [utf8('oh'), utf8(' no')], [['error', 'unknown-field', 'oh no', '', 'oh no']]],
    ['a comment', [': bye'], [['comment', 'bye']]],
    ['a retry field', ['retry: 5'], [['retry', 5]]],
    ['half a pair', [': \ud83c'], [['comment', '\ufffd']]],
    ['dispatches nothing', ['id: 1\ndata: a'], []],
    ['none, after a line end', ['data: a\n'], []],
    ['none, after a carriage return', ['data: a\r'], []],
    ['none, in bytes', [utf8('data: a\n')], []],
    ['none, after an empty chunk', ['data: a\n', ''], []],
  ])('with consume emits the unfinished line: %s', (_what, chunks, expected) => {
    const { parser, calls } = recordingParser();
    chunks.forEach((chunk) => parser.feed(chunk));

    parser.reset({ consume: true });

    expect(calls).toEqual(expected);
    parser.feed('data: b\n\n');
    expect(calls.at(-1)).toEqual(event('b'));
  });

  test('without consume does not emit the unfinished line', () => {
    const { parser, calls } = recordingParser();
    parser.feed('{"error": 1}');

    parser.reset();
    parser.reset({ consume: false });

    expect(calls).toEqual([]);
  });

  test('with consume and a callback that throws: throws that error and has reset', () => {
    const mine = new Error('mine');
    const { parser, calls } = recordingParser({
      onError: () => {
        throw mine;
      },
    });
    parser.feed('data: a\noh no');

    expect(thrownBy(() => parser.reset({ consume: true }))).toBe(mine);
    parser.feed('\ufeffdata: b\n\n');

    expect(calls).toEqual([event('b')]);
  });
});
