// createParser against eventsource-parser: the same callbacks for thousands of malformed streams.
import { createParser as createPeerParser, type ParseError as PeerError } from 'eventsource-parser';
import { beforeAll, expect, test, vi } from 'vitest';
import { ready } from '../../../js/src/index.js';
import { recordingParser, type Call } from '../support/recording-parser.js';

// Long loops that also have to finish on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const STREAMS = 2500;
const LONGEST_DELAY = 2 ** 31 - 1;

const ATOMS = [
  ...['data', 'event', 'id', 'retry', 'dat', 'retr', 'datax', 'Data', 'x'],
  ...[
    'data: ',
    'data:',
    'event: ',
    'id: ',
    'id:',
    'retry: ',
    'id: 5\n',
    'event: add\n',
    'data: a\n\n',
  ],
  ...[
    'retry: 70\n',
    'retry:7a\r',
    'retry: 99999999999999\n',
    'retry: \u0661\n',
    'data\n',
    'id\n\n',
  ],
  ...[':', ': ', ' ', '  ', '\t', '\n', '\r', '\r\n', '\n\n', '\r\r', '\r\n\r\n', '\n\r', '\0'],
  ...['\uFEFF', '\xEF\xBB\xBF', '\xEF', '\xBB', '\x0B', '\f', '\x85', '\u2028', '\u2029'],
  ...['a', '1', '23', 'é', '你', '🎉', 'x'.repeat(30), '你好🎉'.repeat(9), '{"error": [1]}'],
];

interface Parser {
  feed(chunk: string): void;
  reset(options?: { consume?: boolean }): void;
}

/** A linear congruential generator: numbers from 0 to `limit` - 1. */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Converts the documented differences to the output of this package. */
function recordingPeer(): { parser: Parser; calls: Call[] } {
  const calls: Call[] = [];
  const parser = createPeerParser({
    onEvent: ({ id, event, data }) => void calls.push(['event', id ?? '', event, data]),
    onId: (id) => void calls.push(['id', id]),
    onRetry: (milliseconds) => void calls.push(['retry', Math.min(milliseconds, LONGEST_DELAY)]),
    onComment: (comment) => void calls.push(['comment', comment]),
    onError: ({ type, field = 'retry', value, line }: PeerError) =>
      void calls.push(['error', type, field, value, line]),
  });
  return { parser, calls };
}

function recordingOurs(): { parser: Parser; calls: Call[] } {
  const { parser, calls } = recordingParser({
    onEvent: ({ id, event, data }) => void calls.push(['event', id ?? '', event, data]),
  });
  return { parser, calls };
}

/**
 * eventsource-parser takes the three characters for a byte order mark only if one chunk holds them.
 */
function withByteOrderMark(text: string): string {
  return text.replace(/^\xEF\xBB\xBF/, '\uFEFF');
}

/** eventsource-parser drops unfinished lines that cannot be a field without a report. */
const ofKnownLines = (calls: readonly Call[]): Call[] =>
  calls.filter(([, type]) => type !== 'unknown-field');

beforeAll(async () => {
  await ready();
});

test.each([1, 2, 3, 4])(
  'createParser: streams of seed %i cause the same calls as with eventsource-parser',
  (seed) => {
    const random = generator(seed);
    const inPieces = (parser: Parser, text: string, longest: number): void => {
      for (let rest = text; rest !== '';) {
        const size = random(longest + 1);
        parser.feed(rest.slice(0, size));
        rest = rest.slice(size);
      }
    };
    // One parser for all streams: the test fails if reset leaves any state.
    const ours = recordingOurs();
    const whole = recordingPeer();
    const cut = recordingPeer();
    let count = 0;
    for (let i = 0; i < STREAMS; i++) {
      const length = 1 + random(40);
      const stream = Array.from({ length }, () => ATOMS[random(ATOMS.length)] ?? '').join('');
      const longest = random(2) === 0 ? 4 : 60;

      inPieces(ours.parser, withByteOrderMark(stream), longest);
      whole.parser.feed(stream);
      inPieces(cut.parser, stream, longest);

      expect(ours.calls, JSON.stringify(stream)).toEqual(whole.calls);
      expect(ofKnownLines(ours.calls), JSON.stringify(stream)).toEqual(ofKnownLines(cut.calls));
      count += ours.calls.length;
      [ours, whole, cut].forEach(({ calls }) => calls.splice(0));

      const consume = random(2) === 0;
      [ours, whole, cut].forEach(({ parser }) => parser.reset({ consume }));

      expect(ofKnownLines(ours.calls), `the end of ${JSON.stringify(stream)}`).toEqual(
        ofKnownLines(whole.calls),
      );
      [ours, whole, cut].forEach(({ calls }) => calls.splice(0));
    }
    expect(count).toBeGreaterThan(STREAMS);
  },
);
