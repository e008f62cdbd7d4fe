// createParser: what it takes, what it calls, and in which order.
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
import { event, recordingParser, type Told } from '../support/recording-parser.js';

beforeAll(async () => {
  await ready();
});

/** What a parser tells of these chunks. */
function toldOf(...chunks: (Uint8Array | string)[]): Told[] {
  const { parser, told } = recordingParser();
  chunks.forEach((chunk) => parser.feed(chunk));
  return told;
}

describe('before ready()', () => {
  test('createParser throws, and says what to wait for', async () => {
    const fresh = await freshPackage();

    const make = (): unknown => fresh.createParser({});

    expect(make).toThrow(fresh.RuntimeUnavailableError);
    expect(make).toThrow('Expected ready() to resolve before createParser');
  });

  test('a promise of ready() that is pending is not enough; one that has resolved is', async () => {
    const fresh = await freshPackage();
    const pending = fresh.ready();

    expect(() => fresh.createParser({})).toThrow(fresh.RuntimeUnavailableError);
    await pending;

    const data: string[] = [];
    fresh.createParser({ onEvent: (message) => data.push(message.data) }).feed('data: a\n\n');
    expect(data).toEqual(['a']);
  });
});

describe('the callbacks', () => {
  const STREAM = [
    ...[': hello', 'retry: 50', 'id: 1', 'event: add', 'data: a', 'data: b', ''],
    ...['id: 2', '', 'id', 'data: c', '', 'what: is', 'retry: soon', ':', 'data', '', ''],
  ].join('\n');
  const TOLD: Told[] = [
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

  test('come in the order of the stream', () => {
    expect(toldOf(STREAM)).toEqual(TOLD);
  });

  test('come in that order however the text is cut, or the bytes', () => {
    for (let at = 0; at <= STREAM.length; at++) {
      const [start, rest] = [STREAM.slice(0, at), STREAM.slice(at)];
      expect(toldOf(start, rest), `text cut at ${at}`).toEqual(TOLD);
      expect(toldOf(utf8(start), utf8(rest)), `bytes cut at ${at}`).toEqual(TOLD);
      expect(toldOf(start, utf8(rest)), `bytes from ${at} on`).toEqual(TOLD);
      expect(toldOf(utf8(start), rest), `text from ${at} on`).toEqual(TOLD);
    }
    expect(toldOf(...Array.from(STREAM))).toEqual(TOLD);
  });

  test('have run when feed returns', () => {
    const { parser, told } = recordingParser();

    parser.feed('data: a\n');
    expect(told).toEqual([]);
    parser.feed('\n');
    expect(told).toEqual([event('a')]);
  });

  test('may all be left out, and any one be given', () => {
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

  test('onId is told when its block ends, not of an ID with U+0000, and not of an unfinished block', () => {
    expect(toldOf('id: 1\nid: 2\n: now\n\nid: a\0b\ndata: x\n\nid: 3\ndata: y\n')).toEqual([
      ['comment', 'now'],
      ['id', '2'],
      event('x'),
    ]);
  });

  test('onRetry is told of at most 2^31 - 1', () => {
    const told = toldOf('retry: 2147483647\nretry: 2147483648\nretry: 99999999999999999999\n');

    expect(told).toEqual(Array(3).fill(['retry', 2 ** 31 - 1]));
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
  ])('is told of %j', (line, type, field, value) => {
    const errors = errorsOf(`${line}\r\n`);

    expect(errors.length).toBe(1);
    expect(errors[0]).toMatchObject({ type, field, value, line, name: 'ParseError' });
  });

  test('gets one of the errors of the package, which knows how many messages came before', () => {
    const [first, second] = errorsOf('x\ndata: a\n\n', 'data: b\n\ny\n');

    expect(first).toBeInstanceOf(EventStreamError);
    expect(first).toMatchObject({ phase: 'body', messagesDelivered: 0, retryable: false });
    expect(second).toMatchObject({ messagesDelivered: 2 });
  });

  test('gets the whole line, and a message text that is bounded', () => {
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

describe('text', () => {
  const TEXT = 'data: 🎉é你🎉\n\n';

  test('a surrogate pair may be split over two chunks, with an empty one between', () => {
    for (let at = 0; at <= TEXT.length; at++) {
      const told = toldOf(TEXT.slice(0, at), '', TEXT.slice(at));
      expect(told, `cut at ${at}`).toEqual([event('🎉é你🎉')]);
    }
  });

  test('half of a pair is U+FFFD, where it stands', () => {
    expect(toldOf('data: a\ud83c', 'b\udf89\n\n')).toEqual([event('a\ufffdb\ufffd')]);
    expect(toldOf('data: a\ud83c\ud83c', '\udf89\n\n')).toEqual([event('a\ufffd🎉')]);
  });

  test('half of a pair before bytes stays before them', () => {
    expect(toldOf('data: a\ud83c', utf8('b\n\n'), 'data: c\n\n')).toEqual([
      event('a\ufffdb'),
      event('c'),
    ]);
    expect(toldOf('data: a\ud83c', new Uint8Array(0), '\udf89\n\n')).toEqual([event('a🎉')]);
  });

  test('a part of a character in bytes before text is U+FFFD', () => {
    expect(toldOf(concatenate([utf8('data: a'), Uint8Array.of(0xe4, 0xbd)]), 'b\n\n')).toEqual([
      event('a\ufffdb'),
    ]);
  });

  test('a chunk of any size is parsed to its last character', () => {
    const long = '🎉é'.repeat(100_000);

    expect(toldOf(`data: x${long}\n\ndata: z\n\n`)).toEqual([event(`x${long}`), event('z')]);
  });
});

describe('a byte order mark', () => {
  const MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

  test.each<[string, (Uint8Array | string)[]]>([
    ['as text', ['\ufeffdata: a\n\n']],
    ['as text by itself', ['', '\ufeff', 'data: a\n\n']],
    ['as bytes', [MARK, 'data: a\n\n']],
    ['as bytes one by one', [...Array.from(MARK, (byte) => Uint8Array.of(byte)), 'data: a\n\n']],
  ])('at the start is dropped: %s', (_how, chunks) => {
    expect(toldOf(...chunks)).toEqual([event('a')]);
  });

  test('is dropped once, and kept elsewhere', () => {
    expect(toldOf('\ufeff\ufeffdata: a\n', 'data: \ufeffb\n\n', '\ufeff: c\n')).toEqual([
      ['error', 'unknown-field', '\ufeffdata', 'a', '\ufeffdata: a'],
      event('\ufeffb'),
      ['error', 'unknown-field', '\ufeff', 'c', '\ufeff: c'],
    ]);
  });

  test('is dropped if its bytes were decoded as characters of their own, at the start of each stream', () => {
    const { parser, told } = recordingParser();
    parser.feed('\xef\xbb\xbfdata: a\n\n');
    parser.feed('\xef\xbb\xbfdata: b\n\n');
    parser.reset();
    parser.feed('');
    parser.feed('\xef\xbb\xbfdata: c\n\n');

    expect(told).toEqual([
      event('a'),
      ['error', 'unknown-field', '\xef\xbb\xbfdata', 'b', '\xef\xbb\xbfdata: b'],
      event('c'),
    ]);
  });
});

describe('wrong arguments', () => {
  test.each([
    ['a function', () => {}, 'function'],
    ['null', null, 'null'],
    ['nothing', undefined, 'undefined'],
    ['text', 'data: a', 'string'],
  ])('createParser throws a TypeError for %s', (_what, config, got) => {
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
  ])('feed throws a TypeError for %s, which changes nothing', (_what, chunk, got) => {
    const { parser, told } = recordingParser();
    parser.feed('data: a\n');
    const feed = (): void => parser.feed(chunk as string);

    expect(feed).toThrow(TypeError);
    expect(feed).toThrow(`Expected a chunk of Uint8Array or string, got ${got}`);
    parser.feed('\n');

    expect(told).toEqual([event('a')]);
  });

  test('bytes may be of a class of their own, and a part of a larger buffer', () => {
    class Chunk extends Uint8Array {}

    expect(toldOf(new Chunk(utf8('data: a\n')), utf8('no\n\nno').subarray(3, 4))).toEqual([
      event('a'),
    ]);
  });
});
