// createParser: its arguments, its callbacks, and their order.
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createParser,
  EventStreamError,
  ParseError,
  ready,
  type ParserConfig,
} from '../../../js/src/index.js';
import { concatenate, utf8 } from '../support/bytes.js';
import { freshPackage } from '../support/host.js';
import { event, recordingParser, type Call } from '../support/recording-parser.js';

beforeAll(async () => {
  await ready();
});

/** The calls for these chunks. */
function callsOf(...chunks: (Uint8Array | string)[]): Call[] {
  const { parser, calls } = recordingParser();
  chunks.forEach((chunk) => parser.feed(chunk));
  return calls;
}

describe('createParser: before ready()', () => {
  test('throws an error that names ready()', async () => {
    const fresh = await freshPackage();

    const make = (): unknown => fresh.createParser({});

    expect(make).toThrow(fresh.RuntimeUnavailableError);
    expect(make).toThrow('Expected ready() to resolve before createParser');
  });

  test('throws while the promise of ready() is pending and works after it has resolved', async () => {
    const fresh = await freshPackage();
    const pending = fresh.ready();

    expect(() => fresh.createParser({})).toThrow(fresh.RuntimeUnavailableError);
    await pending;

    const data: string[] = [];
    fresh.createParser({ onEvent: (message) => data.push(message.data) }).feed('data: a\n\n');
    expect(data).toEqual(['a']);
  });
});

describe('createParser: callbacks', () => {
  const STREAM = [
    ...[': hello', 'retry: 50', 'id: 1', 'event: add', 'data: a', 'data: b', ''],
    ...['id: 2', '', 'id', 'data: c', '', 'what: is', 'retry: soon', ':', 'data', '', ''],
  ].join('\n');
  const CALLS: Call[] = [
    ['comment', 'hello'],
    ['retry', 50],
    ['id', '1'],
    event('a\nb', 'add', '1'),
    ['id', '2'],
    ['id', ''],
    event('c', '', ''),
    ['error', 'unknown-field', 'what', 'is', 'what: is'],
    ['error', 'invalid-retry', 'retry', 'soon', 'retry: soon'],
    ['comment', ''],
    event(''),
  ];

  test('are called in the order of the stream', () => {
    expect(callsOf(STREAM)).toEqual(CALLS);
  });

  test('are called in that order wherever the text or the bytes are split', () => {
    for (let at = 0; at <= STREAM.length; at++) {
      const [start, rest] = [STREAM.slice(0, at), STREAM.slice(at)];
      expect(callsOf(start, rest), `text cut at ${at}`).toEqual(CALLS);
      expect(callsOf(utf8(start), utf8(rest)), `bytes cut at ${at}`).toEqual(CALLS);
      expect(callsOf(start, utf8(rest)), `bytes from ${at} on`).toEqual(CALLS);
      expect(callsOf(utf8(start), rest), `text from ${at} on`).toEqual(CALLS);
    }
    expect(callsOf(...Array.from(STREAM))).toEqual(CALLS);
  });

  test('have been called when feed returns', () => {
    const { parser, calls } = recordingParser();

    parser.feed('data: a\n');
    expect(calls).toEqual([]);
    parser.feed('\n');
    expect(calls).toEqual([event('a')]);
  });

  test('are optional, each of them', () => {
    const names = ['onEvent', 'onId', 'onRetry', 'onComment', 'onError'] as const;
    const calls: string[] = [];

    createParser({}).feed(STREAM);
    for (const name of names) {
      const config: ParserConfig = { [name]: () => void calls.push(name) };
      createParser(config).feed(STREAM);
    }

    const times = names.map((name) => calls.filter((call) => call === name).length);
    expect(times).toEqual([3, 3, 1, 2, 2]);
  });

  test('onId is called when the block ends; not for an ID with U+0000, and not for an unfinished block', () => {
    expect(callsOf('id: 1\nid: 2\n: now\n\nid: a\0b\ndata: x\n\nid: 3\ndata: y\n')).toEqual([
      ['comment', 'now'],
      ['id', '2'],
      event('x'),
    ]);
  });

  test('onRetry receives at most 2^31 - 1', () => {
    const calls = callsOf('retry: 2147483647\nretry: 2147483648\nretry: 99999999999999999999\n');

    expect(calls).toEqual(Array(3).fill(['retry', 2 ** 31 - 1]));
  });
});

describe('onError', () => {
  function errorsOf(...chunks: string[]): ParseError[] {
    const errors: unknown[] = [];
    const parser = createParser({ onError: (error) => errors.push(error) });
    chunks.forEach((chunk) => parser.feed(chunk));
    errors.forEach((error) => expect(error).toBeInstanceOf(ParseError));
    return errors as ParseError[];
  }

  test.each([
    ['what: is', 'unknown-field', 'what', 'is'],
    ['what:is:this', 'unknown-field', 'what', 'is:this'],
    ['DATA:  a', 'unknown-field', 'DATA', ' a'],
    [' data: a', 'unknown-field', ' data', 'a'],
    ['nothing', 'unknown-field', 'nothing', ''],
    ['{"error":"no"}', 'unknown-field', '{"error"', '"no"}'],
    ['retry: 1.5', 'invalid-retry', 'retry', '1.5'],
    ['retry:', 'invalid-retry', 'retry', ''],
    ['retry', 'invalid-retry', 'retry', ''],
    ['retry: -1', 'invalid-retry', 'retry', '-1'],
  ])('is called for %j', (line, type, field, value) => {
    const errors = errorsOf(`${line}\r\n`);

    expect(errors.length).toBe(1);
    expect(errors[0]).toMatchObject({ type, field, value, line, name: 'ParseError' });
  });

  test('receives an error of the package with the number of messages before it', () => {
    const [first, second] = errorsOf('x\ndata: a\n\n', 'data: b\n\ny\n');

    expect(first).toBeInstanceOf(EventStreamError);
    expect(first).toMatchObject({ phase: 'body', messagesDelivered: 0, retryable: false });
    expect(second).toMatchObject({ messagesDelivered: 2 });
  });

  test('receives the whole line, and an error message of bounded length', () => {
    const long = 'x'.repeat(100_000);
    const [unknown, retry] = errorsOf(`${long}: 1\nretry: ${long}\n`);

    expect(unknown?.field).toBe(long);
    expect(retry?.value).toBe(long);
    expect(unknown?.message).toBe(
      `Expected the field data, event, id or retry, got "${'x'.repeat(40)}…"`,
    );
    expect(retry?.message).toBe(`Invalid \`retry\` value: "${'x'.repeat(40)}…"`);
  });
});

describe('createParser: text', () => {
  const TEXT = 'data: 🎉é你🎉\n\n';

  test('a surrogate pair may be split over two chunks, with an empty chunk between', () => {
    for (let at = 0; at <= TEXT.length; at++) {
      const calls = callsOf(TEXT.slice(0, at), '', TEXT.slice(at));
      expect(calls, `cut at ${at}`).toEqual([event('🎉é你🎉')]);
    }
  });

  test('a lone surrogate is U+FFFD', () => {
    expect(callsOf('data: a\ud83c', 'b\udf89\n\n')).toEqual([event('a\ufffdb\ufffd')]);
    expect(callsOf('data: a\ud83c\ud83c', '\udf89\n\n')).toEqual([event('a\ufffd🎉')]);
  });

  test('a lone surrogate before bytes is emitted before them', () => {
    expect(callsOf('data: a\ud83c', utf8('b\n\n'), 'data: c\n\n')).toEqual([
      event('a\ufffdb'),
      event('c'),
    ]);
    expect(callsOf('data: a\ud83c', new Uint8Array(0), '\udf89\n\n')).toEqual([event('a🎉')]);
  });

  test('an unfinished character in bytes before text is U+FFFD', () => {
    expect(callsOf(concatenate([utf8('data: a'), Uint8Array.of(0xe4, 0xbd)]), 'b\n\n')).toEqual([
      event('a\ufffdb'),
    ]);
  });

  test('a chunk of any size is parsed to its last character', () => {
    const long = '🎉é'.repeat(100_000);

    expect(callsOf(`data: x${long}\n\ndata: z\n\n`)).toEqual([event(`x${long}`), event('z')]);
  });
});

describe('createParser: byte order mark', () => {
  const MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

  test.each<[string, (Uint8Array | string)[]]>([
    ['as text', ['\ufeffdata: a\n\n']],
    ['as text by itself', ['', '\ufeff', 'data: a\n\n']],
    ['as bytes', [MARK, 'data: a\n\n']],
    ['as bytes one by one', [...Array.from(MARK, (byte) => Uint8Array.of(byte)), 'data: a\n\n']],
  ])('at the start is dropped: %s', (_how, chunks) => {
    expect(callsOf(...chunks)).toEqual([event('a')]);
  });

  test('is dropped once and kept elsewhere', () => {
    expect(callsOf('\ufeff\ufeffdata: a\n', 'data: \ufeffb\n\n', '\ufeff: c\n')).toEqual([
      ['error', 'unknown-field', '\ufeffdata', 'a', '\ufeffdata: a'],
      event('\ufeffb'),
      ['error', 'unknown-field', '\ufeff', 'c', '\ufeff: c'],
    ]);
  });

  test('is dropped at the start of each stream if its bytes were decoded as separate characters', () => {
    const { parser, calls } = recordingParser();
    parser.feed('\xef\xbb\xbfdata: a\n\n');
    parser.feed('\xef\xbb\xbfdata: b\n\n');
    parser.reset();
    parser.feed('');
    parser.feed('\xef\xbb\xbfdata: c\n\n');

    expect(calls).toEqual([
      event('a'),
      ['error', 'unknown-field', '\xef\xbb\xbfdata', 'b', '\xef\xbb\xbfdata: b'],
      event('c'),
    ]);
  });
});

describe('createParser: wrong arguments', () => {
  test.each([
    ['a function', () => {}, 'function'],
    ['null', null, 'null'],
    ['nothing', undefined, 'undefined'],
    ['text', 'data: a', 'string'],
  ])('throws a TypeError for %s', (_what, config, got) => {
    const make = (): unknown => createParser(config as unknown as ParserConfig);

    expect(make).toThrow(TypeError);
    expect(make).toThrow(`Expected an object with callbacks such as { onEvent }, got ${got}`);
  });

  test.each([0, -1, 1.5, NaN, 2 ** 28 + 1, '5'])('maxEventBytes: %j', (maxEventBytes) => {
    const make = (): unknown => createParser({ maxEventBytes: maxEventBytes as number });

    expect(make).toThrow(RangeError);
    expect(make).toThrow(/^Expected maxEventBytes to be an integer from 1 to 268435456, got /);
  });

  test('maxBufferSize: the error names it', () => {
    expect(() => createParser({ maxBufferSize: Infinity })).toThrow(
      new RangeError('Expected maxBufferSize to be an integer from 1 to 268435456, got Infinity'),
    );
  });

  test.each<[string, unknown, string]>([
    ['null', null, 'Null'],
    ['nothing', undefined, 'Undefined'],
    ['a number', 7, 'Number'],
    ['an ArrayBuffer', new ArrayBuffer(8), 'ArrayBuffer'],
    ['a DataView', new DataView(new ArrayBuffer(8)), 'DataView'],
    ['a Uint16Array', new Uint16Array(4), 'Uint16Array'],
    ['an Int8Array', new Int8Array(4), 'Int8Array'],
    ['a list of bytes', [100, 97], 'Array'],
    ['a String object', Object('data: b'), 'String'],
  ])('feed throws a TypeError for %s and parses nothing', (_what, chunk, got) => {
    const { parser, calls } = recordingParser();
    parser.feed('data: a\n');
    const feed = (): void => parser.feed(chunk as string);

    expect(feed).toThrow(TypeError);
    expect(feed).toThrow(`Expected a chunk of Uint8Array or string, got ${got}`);
    parser.feed('\n');

    expect(calls).toEqual([event('a')]);
  });

  test('bytes may be of a custom class and part of a larger buffer', () => {
    class Chunk extends Uint8Array {}

    expect(callsOf(new Chunk(utf8('data: a\n')), utf8('no\n\nno').subarray(3, 4))).toEqual([
      event('a'),
    ]);
  });
});
