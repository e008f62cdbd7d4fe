// The TypeScript side of the parser: staging, memory growth, parsers side by side, and released
// handles.
import { describe, expect, test } from 'vitest';
import { EventStreamParser } from '../../../js/src/parsing/event-stream-parser.js';
import { StreamState, type StreamEntry } from '../../../js/src/parsing/stream-entry.js';
import { load } from '../../../js/src/runtime/load.js';
import { ErrorCode } from '../../../js/src/runtime/module.js';
import { utf8 } from '../support/bytes.js';

const runtime = await load();
const STAGING_BYTES = 64 * 1024;
const NO_LIMIT = 2 ** 30;

function createParser(maxEventBytes = NO_LIMIT): {
  parser: EventStreamParser;
  feed: (text: string | Uint8Array) => StreamEntry[];
} {
  const parser = new EventStreamParser(runtime, maxEventBytes);
  const feed = (input: string | Uint8Array): StreamEntry[] => {
    const entries: StreamEntry[] = [];
    const bytes = typeof input === 'string' ? utf8(input) : input;
    expect(parser.parse(bytes, entries)).toBe(ErrorCode.none);
    return entries;
  };
  return { parser, feed };
}

const message = (data: string, event = '', id = ''): StreamEntry => ({
  data,
  event,
  id,
  retry: undefined,
});

describe('EventStreamParser: chunks and the staging buffer', () => {
  test('the staging buffer holds 64 KiB', () => {
    expect(runtime.functions.stagingBufferBytes()).toBe(STAGING_BYTES);
  });

  test.each([STAGING_BYTES - 1, STAGING_BYTES, STAGING_BYTES + 1, 5 * STAGING_BYTES + 7])(
    'a chunk of %i bytes is parsed to its last byte',
    (size) => {
      const { parser, feed } = createParser();
      const frame = 'data: \n\n'.length;
      const text = 'é'
        .repeat((size - frame) >> 1)
        .padEnd(size - frame - ((size - frame) >> 1), 'x');
      const chunk = utf8(`data: ${text}\n\n`);
      expect(chunk.length).toBe(size);

      const entries = feed(chunk);

      expect(entries).toEqual([message(text)]);
      parser.free();
    },
  );

  test('a character that the end of the staging buffer splits is one character', () => {
    const { parser, feed } = createParser();
    for (const shift of [1, 2, 3]) {
      const text = 'x'.repeat(STAGING_BYTES - 'data: '.length - shift) + '🎉';
      expect(feed(`data: ${text}\n\n`)).toEqual([message(text)]);
    }
    parser.free();
  });

  // Each text in another encoding of the table; every character at every position of a boundary.
  test.each([
    ['ASCII', '01234567'],
    ['some of it Chinese', 'some 你 text 🎉 '],
    ['Chinese', '你好🎉世界'],
  ])('a text longer than one call of the decoder is complete: %s', (_, part) => {
    const { parser, feed } = createParser();
    for (let shift = 0; shift < 8; shift += 1) {
      const text = 'x'.repeat(shift) + part.repeat((3 * STAGING_BYTES) / part.length);

      expect(feed(`data: ${text}\n\n`)).toEqual([message(text)]);
      expect(feed('data: 你\n\n')).toEqual([message('你')]);
    }
    parser.free();
  });

  test('a view of a larger buffer is parsed, and no byte outside of it', () => {
    const { parser, feed } = createParser();
    const around = utf8('data: no\n\ndata: yes\n\ndata: no\n\n');

    const entries = feed(around.subarray(10, 21));

    expect(entries).toEqual([message('yes')]);
    parser.free();
  });

  test('an empty chunk gives no entries', () => {
    const { parser, feed } = createParser();

    expect(feed('data: a\n')).toEqual([]);
    expect(feed('')).toEqual([]);
    expect(feed('\n')).toEqual([message('a')]);
    parser.free();
  });

  test('many messages in one chunk arrive in order', () => {
    const { parser, feed } = createParser();
    const texts = Array.from({ length: 20_000 }, (_, index) => `${index}`);

    const entries = feed(texts.map((text) => `data: ${text}\n\n`).join(''));

    expect(entries).toEqual(texts.map((text) => message(text)));
    parser.free();
  });
});

describe('EventStreamParser: linear memory', () => {
  test('memory that grows in the middle of a chunk loses no data', () => {
    const { parser, feed } = createParser();
    const before = runtime.memory.buffer;
    const text = '0123456789abcde\u{1f389}'.repeat(512 * 1024);

    const entries = feed(
      `event: first\ndata: a\n\nevent: large\nid: ${text}\ndata: b\n\ndata: z\n\n`,
    );

    expect(runtime.memory.buffer).not.toBe(before);
    expect(entries.length).toBe(3);
    expect(entries[0]).toEqual(message('a', 'first'));
    expect(entries[1]).toMatchObject({ event: 'large', data: 'b' });
    expect((entries[1] as { id: string }).id === text).toBe(true);
    expect(entries[2]).toEqual(message('z'));
    parser.free();
  });

  test('another parser continues after memory has grown', () => {
    const waiting = createParser();
    waiting.feed('event: kept\ndata: be');
    const growing = createParser();
    const before = runtime.memory.buffer.byteLength;
    growing.feed(`id: ${'x'.repeat(before)}`);
    expect(runtime.memory.buffer.byteLength).toBeGreaterThan(before);

    const entries = waiting.feed('fore and after\n\n');

    expect(entries).toEqual([message('before and after', 'kept')]);
    waiting.parser.free();
    growing.parser.free();
  });

  test('memory that a parser held is reused by the next parser', () => {
    const large = `id: ${'y'.repeat(4 * 1024 * 1024)}\n\n`;
    const once = createParser();
    once.feed(large);
    once.parser.free();
    const after = runtime.memory.buffer.byteLength;

    for (let round = 0; round < 8; round++) {
      const { parser, feed } = createParser();
      feed(large.slice(0, -2));
      parser.free();
    }

    expect(runtime.memory.buffer.byteLength).toBe(after);
  });
});

describe('EventStreamParser: parsers side by side', () => {
  test('interleaved streams do not mix, byte by byte', () => {
    const names = ['one', 'two', 'three'];
    const streams = names.map((name) => ({
      ...createParser(),
      bytes: utf8(`event: ${name}\nid: ${name}\ndata: 编号 ${name}\ndata: 🎉\n\n`.repeat(2)),
      entries: [] as StreamEntry[],
    }));
    const longest = Math.max(...streams.map(({ bytes }) => bytes.length));

    for (let at = 0; at < longest; at++) {
      for (const stream of streams) {
        stream.entries.push(...stream.feed(stream.bytes.subarray(at, at + 1)));
      }
    }

    streams.forEach(({ entries, parser }, index) => {
      const name = names[index] ?? '';
      const one = message(`编号 ${name}\n🎉`, name, name);
      expect(entries).toEqual([one, one]);
      parser.free();
    });
  });

  test('messages do not change when other parsers overwrite the table', () => {
    const first = createParser();
    const second = createParser();
    const entries = first.feed('event: mine\nid: 1\ndata: kept\n\n');

    second.feed(`event: other\ndata: ${'overwritten '.repeat(1000)}\n\n`);

    expect(entries).toEqual([message('kept', 'mine', '1')]);
    first.parser.free();
    second.parser.free();
  });
});

describe('EventStreamParser: text', () => {
  test('U+FEFF at the start of the text of a chunk is kept', () => {
    const { parser, feed } = createParser();
    feed('data: a\n\n');

    const entries = feed('data: \ufeffb\n\n');

    expect(entries).toEqual([message('\ufeffb')]);
    parser.free();
  });

  test('a repeated event type is the type of every message that has it', () => {
    const { parser, feed } = createParser();

    const entries = feed(
      'event: a\ndata: 1\n\nevent: a\ndata: 2\n\ndata: 3\n\nevent: b\ndata: 4\n\nevent: a\ndata: 5\n\n',
    );

    const types = entries.map((entry) => ('event' in entry ? entry.event : undefined));
    expect(types).toEqual(['a', 'a', '', 'b', 'a']);
    parser.free();
  });
});

describe('EventStreamParser: limit', () => {
  test('an event that is too large keeps the entries before it, even in the same chunk', () => {
    const { parser } = createParser(20);
    const entries: StreamEntry[] = [];

    const errorCode = parser.parse(
      utf8(`data: a\n\nid: 7\n\nretry: 50\n\ndata: ${'x'.repeat(20)}\n\ndata: b\n\n`),
      entries,
    );

    expect(errorCode).toBe(ErrorCode.eventTooLarge);
    expect(entries).toEqual([
      message('a'),
      new StreamState('7', undefined),
      new StreamState(undefined, 50),
    ]);
    expect(parser.parse(utf8('data: c\n\n'), entries)).toBe(ErrorCode.eventTooLarge);
    expect(entries.length).toBe(3);
    parser.free();
  });

  test('the rest of a chunk larger than the staging buffer is not parsed after an error', () => {
    const { parser } = createParser(100);
    const entries: StreamEntry[] = [];

    const chunk = utf8(`data: ${'x'.repeat(2 * STAGING_BYTES)}\n\ndata: b\n\n`);

    expect(parser.parse(chunk, entries)).toBe(ErrorCode.eventTooLarge);
    expect(entries).toEqual([]);
    parser.free();
  });
});

describe('EventStreamParser: free', () => {
  test('a second free does nothing', () => {
    const first = createParser().parser;
    first.free();
    const second = createParser();

    first.free();

    expect(second.feed('data: a\n\n')).toEqual([message('a')]);
    second.parser.free();
  });

  test('a parser that has been freed throws and names the reason', () => {
    const { parser } = createParser();
    parser.free();
    const entries: StreamEntry[] = [];

    expect(parser.parse(utf8('data: a\n\n'), entries)).not.toBe(ErrorCode.none);
    expect(entries).toEqual([]);
  });
});
