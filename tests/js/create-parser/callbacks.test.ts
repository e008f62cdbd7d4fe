// createParser with callbacks that throw, feed or reset: no entry is lost, repeated or out of
// order.
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createParser,
  ready,
  type EventSourceParser,
  type ParserConfig,
} from '../../../js/src/index.js';
import { event, recordingParser, thrownBy } from '../support/recording-parser.js';

beforeAll(async () => {
  await ready();
});

const LIMIT = { maxEventBytes: 10 };
const TOO_LARGE = 'data: 0123456789\n\n';
const LIMIT_ERROR = ['error', 'max-buffer-size-exceeded'];

describe('createParser: a callback that throws', () => {
  const THREE = 'data: a\n\n: b\ndata: c\n\n';

  test.each(['onEvent', 'onId', 'onRetry', 'onComment', 'onError'] as const)(
    '%s: feed throws the error, and the next feed emits the remaining entries first, in order',
    (name) => {
      const mine = new Error('mine');
      let throws = true;
      const { parser, calls } = recordingParser();
      const failing = recordingParser({
        [name]: () => {
          if (throws) {
            throws = false;
            throw mine;
          }
        },
      });
      const stream = 'retry: 5\n: c\nx\nid: 1\ndata: a\n\n';

      expect(thrownBy(() => failing.parser.feed(`${stream}${THREE}`))).toBe(mine);
      failing.parser.feed('data: d\n\n');

      parser.feed(`${stream}${THREE}data: d\n\n`);
      const ofOthers = calls.filter(([callback]) => `on${callback}` !== name.toLowerCase());
      expect(failing.calls).toEqual(ofOthers);
    },
  );

  test('every time: each feed emits one more entry', () => {
    const seen: string[] = [];
    const parser = createParser({
      onEvent: ({ data }) => {
        seen.push(data);
        throw new Error(data);
      },
    });

    expect(() => parser.feed('data: a\n\ndata: b\n\n')).toThrow('a');
    expect(() => parser.feed('data: c\n\n')).toThrow('b');
    expect(() => parser.feed('')).toThrow('c');
    parser.feed('');

    expect(seen).toEqual(['a', 'b', 'c']);
  });

  test('before an event that exceeds the limit: the next feed reports the limit, even with an empty chunk', () => {
    let throws = true;
    const { parser, calls } = recordingParser({
      ...LIMIT,
      onComment: () => {
        if (throws) {
          throws = false;
          throw new Error('mine');
        }
      },
    });

    expect(() => parser.feed(`: a\ndata: b\n\n${TOO_LARGE}`)).toThrow('mine');
    parser.feed('');

    expect(calls).toEqual([event('b'), LIMIT_ERROR]);
    expect(thrownBy(() => parser.feed(''))).toBeInstanceOf(TypeError);
  });

  test('reset drops the remaining entries', () => {
    let throws = true;
    const { parser, calls } = recordingParser({
      onComment: () => {
        if (throws) {
          throws = false;
          throw new Error('mine');
        }
      },
    });
    expect(() => parser.feed(': a\ndata: b\n\n')).toThrow('mine');

    parser.reset();
    parser.feed('data: c\n\n');

    expect(calls).toEqual([event('c')]);
  });
});

describe('createParser: inside a callback', () => {
  /** A parser that calls `act` at its first comment. */
  function acting(
    act: (parser: EventSourceParser) => void,
    config: ParserConfig = {},
  ): ReturnType<typeof recordingParser> {
    let acts = true;
    const recording = recordingParser({
      ...config,
      onComment: () => {
        if (acts) {
          acts = false;
          act(recording.parser);
        }
      },
    });
    return recording;
  }

  test('feed emits the rest of the current chunk first, then its own chunk', () => {
    const { parser, calls } = acting((self) => self.feed('lo\n\ndata: c\n\n'));

    parser.feed(': now\ndata: a\n\ndata: hel');

    expect(calls).toEqual([event('a'), event('hello'), event('c')]);
  });

  test.each<[string, (parser: EventSourceParser) => void, unknown[]]>([
    ['feed', (self) => self.feed('data: b\n\n'), [event('a', '', '1'), event('b')]],
    ['reset', (self) => self.reset(), []],
  ])('%s in onId is emitted before the event with that ID', (_what, act, expected) => {
    let acts = true;
    const { parser, calls } = recordingParser({
      onId: () => {
        if (acts) {
          acts = false;
          act(parser);
        }
      },
    });

    parser.feed('id: 1\ndata: a\n\n');

    expect(calls).toEqual(expected);
    parser.feed('id: 2\ndata: c\n\n');
    expect(calls.at(-1)).toEqual(event('c', '', '2'));
  });

  test('reset drops the rest of the chunk', () => {
    const { parser, calls } = acting((self) => self.reset());

    parser.feed('data: a\n\n: now\ndata: b\n\ndata: c');
    parser.feed('data: d\n\n');

    expect(calls).toEqual([event('a'), event('d')]);
  });

  test('reset and feed begin another stream', () => {
    const { parser, calls } = acting((self) => {
      self.reset();
      self.feed('\ufeffdata: new');
    });

    parser.feed(': now\ndata: old\n\n');
    parser.feed('er\n\n');

    expect(calls).toEqual([event('newer')]);
  });

  test('reset drops an error at the end of the chunk', () => {
    const { parser, calls } = acting((self) => self.reset(), LIMIT);

    parser.feed(`: now\n${TOO_LARGE}`);
    parser.feed('data: a\n\n');

    expect(calls).toEqual([event('a')]);
  });

  test('feed reports an error at the end of the chunk once', () => {
    const { parser, calls } = acting((self) => self.feed('data: b\n\n'), LIMIT);

    parser.feed(`: now\ndata: a\n\n${TOO_LARGE}`);

    expect(calls).toEqual([event('a'), LIMIT_ERROR]);
  });

  test('other parsers may be created, fed and reset', () => {
    const inner = recordingParser();
    const { parser, calls } = acting(() => {
      const other = recordingParser();
      other.parser.feed(`data: ${'x'.repeat(100_000)}\n\n`);
      other.parser.reset();
      inner.parser.feed('data: inner\n\n');
    });

    parser.feed('data: a\n\n: now\ndata: b\n\n');

    expect(calls).toEqual([event('a'), event('b')]);
    expect(inner.calls).toEqual([event('inner')]);
  });
});
