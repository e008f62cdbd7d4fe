// docs/guides/from-eventsource-parser.md, the table: each row, tested with both packages.
import type * as PeerModule from 'eventsource-parser';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { rejectionOf } from '../../js/support/deferred.js';
import { rowsOf } from './support/table.js';

type Main = typeof import('../../../js/src/index.js');

// Imported by a variable name: the compiler runs without these packages.
const load = (name: string): Promise<unknown> => import(name);
const peer = (await load('eventsource-parser')) as typeof PeerModule;
const peerPipes = (await load('eventsource-parser/stream')) as Pick<
  Main,
  'EventSourceParserStream'
>;
const main = (await load('post-event-source')) as Main;

let early: unknown;
beforeAll(async () => {
  early = await rejectionOf(Promise.resolve().then(() => main.createParser({})));
  await main.ready();
});

/** A parser of either package. Arguments are untyped, because some are valid for one package only. */
interface Parser {
  readonly feed: (chunk: unknown) => void;
  readonly reset: (options?: object) => void;
}
type Create = (config: object) => Parser;

const THROWING = 'A callback throws';
const EARLY = 'createParser before ready() has resolved';

const LIMIT = { maxBufferSize: 10, maxEventBytes: 10 };
const TOO_LARGE = 'data: 0123456789';

/** Records the callbacks of a parser in order, and what its methods throw. */
function record(create: Create, act: (parser: Parser) => void, config: object = {}): string[] {
  const calls: string[] = [];
  const parser = create({
    onEvent: ({ data, ...rest }: Record<string, unknown>) =>
      void calls.push(`event ${JSON.stringify(rest)}: ${String(data)}`),
    onRetry: (milliseconds: number) => void calls.push(`retry ${milliseconds}`),
    onError: ({ name, type, field }: Error & { type: string; field?: string }) =>
      void calls.push(`${name}: ${type} ${String(field)}`),
    ...config,
  });
  const guarded =
    <Argument>(method: (argument: Argument) => void) =>
    (argument: Argument): void => {
      try {
        method(argument);
      } catch (error) {
        calls.push(`throws ${(error as Error).name}`);
      }
    };
  act({ feed: guarded(parser.feed), reset: guarded(parser.reset) });
  return calls;
}

const event = (data: string): string => `event {}: ${data}`;

interface Row {
  readonly act: (parser: Parser) => void;
  readonly config?: object;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const rows: Readonly<Record<string, Row>> = {
  'feed with bytes': {
    act: ({ feed }) => feed(new TextEncoder().encode('data: a\n\n')),
    before: [],
    after: [event('a')],
  },
  'feed with another type': {
    act: ({ feed }) => feed(7),
    before: [],
    after: ['throws TypeError'],
  },
  'The limit': {
    act: ({ feed }) => {
      feed('data: 你好');
      feed('\n\n');
    },
    config: LIMIT,
    before: [event('你好')],
    after: ['EventTooLargeError: max-buffer-size-exceeded undefined', 'throws TypeError'],
  },
  'A whole event in one chunk exceeds the limit': {
    act: ({ feed }) => feed(`${TOO_LARGE}\n\n`),
    config: LIMIT,
    before: [event('0123456789')],
    after: ['EventTooLargeError: max-buffer-size-exceeded undefined'],
  },
  'What the limit counts': {
    act: ({ feed }) => {
      feed('data: 012\n');
      feed('data: 345\n\n');
    },
    config: LIMIT,
    before: [event('012\n345')],
    after: ['EventTooLargeError: max-buffer-size-exceeded undefined'],
  },
  'A message after a block that resets the ID': {
    act: ({ feed }) => feed('id\n\ndata: a\n\n'),
    before: [event('a')],
    after: ['event {"id":""}: a'],
  },
  'The limit is exceeded without onError': {
    act: ({ feed }) => {
      feed(TOO_LARGE);
      feed('data: a\n\n');
    },
    config: { ...LIMIT, onError: undefined },
    before: ['throws Error'],
    after: ['throws EventTooLargeError', 'throws TypeError'],
  },
  'An unknown line in several chunks': {
    act: ({ feed }) => {
      feed('surprise');
      feed(': yes\n');
    },
    before: [],
    after: ['ParseError: unknown-field surprise'],
  },
  'Unterminated JSON, then reset({ consume: true })': {
    act: ({ feed, reset }) => {
      feed('{"error":"busy"}');
      reset({ consume: true });
    },
    before: [],
    after: ['ParseError: unknown-field {"error"'],
  },
  'field of an error of type invalid-retry': {
    act: ({ feed }) => feed('retry: soon\n'),
    before: ['ParseError: invalid-retry undefined'],
    after: ['ParseError: invalid-retry retry'],
  },
  'retry: above 2147483647': {
    act: ({ feed }) => feed('retry: 99999999999\n\n'),
    before: ['retry 99999999999'],
    after: ['retry 2147483647'],
  },
};

describe.each(Object.entries(rows))('%s', (_row, { act, config, before, after }) => {
  test('before', () => {
    expect(record(peer.createParser as Create, act, config)).toEqual(before);
  });
  test('after', () => {
    expect(record(main.createParser as Create, act, config)).toEqual(after);
  });
});

test.each([
  ['before', peer.createParser, ['a', 'c']],
  ['after', main.createParser, ['a', 'b', 'c']],
])(`${THROWING}, %s`, (_side, create, expected) => {
  const received: string[] = [];
  const parser = (create as Create)({
    onEvent: ({ data }: { data: string }) => {
      received.push(data);
      if (data === 'a') throw new Error('mine');
    },
  });

  expect(() => parser.feed('data: a\n\ndata: b\n\n')).toThrow('mine');
  parser.feed('data: c\n\n');

  expect(received).toEqual(expected);
});

/** Behaviour that the packages share. */
const same: Readonly<Record<string, Pick<Row, 'act' | 'config'> & { readonly calls: string[] }>> = {
  'a message without event and id has only data': {
    act: ({ feed }) => feed('retry: 5\nevent:\ndata: a\n\n'),
    calls: ['retry 5', 'event {}: a'],
  },
  'a block without data dispatches no event': {
    act: ({ feed }) => feed(': c\n\nevent: e\n\nretry: 5\n\n'),
    calls: ['retry 5'],
  },
  'a comment or an unknown field that exceeds the limit is skipped': {
    act: ({ feed }) => {
      feed(`:${TOO_LARGE}`);
      feed(`\nsurprise: ${TOO_LARGE}`);
      feed('\ndata: a\n\n');
    },
    config: LIMIT,
    calls: [event('a')],
  },
};

describe.each(Object.entries(same))('both packages: %s', (_what, { act, config, calls }) => {
  test.each([
    ['before', peer.createParser],
    ['after', main.createParser],
  ])('%s', (_side, create) => {
    expect(record(create as Create, act, config)).toEqual(calls);
  });
});

test.each([
  ['before', peer.createParser, peer.ParseError],
  ['after', main.createParser, main.ParseError],
])(
  'onError is called with a ParseError when the limit is exceeded, %s',
  (_side, create, ParseError) => {
    const onError = vi.fn();
    const parser = (create as Create)({ ...LIMIT, onError });
    parser.feed(TOO_LARGE);

    const error: unknown = onError.mock.calls[0]?.[0];
    expect(error).toBeInstanceOf(ParseError);
    expect(error).toMatchObject({ type: 'max-buffer-size-exceeded' });
    expect(() => parser.feed('data: a\n\n')).toThrow('max buffer size');
    parser.reset();
    parser.feed('data: b\n\n');
    expect(onError).toHaveBeenCalledTimes(1);
  },
);

test(EARLY, () => {
  expect(early).toBeInstanceOf(main.RuntimeUnavailableError);
});

test('each row of the table has a test', () => {
  expect(rowsOf('from-eventsource-parser').sort()).toEqual(
    [...Object.keys(rows), THROWING, EARLY].sort(),
  );
});

describe.each([
  ['before', peerPipes],
  ['after', main],
])('the stream, %s', (_side, { EventSourceParserStream }) => {
  /** Returns the data of its messages, and the type of its error. */
  async function read(onError: 'terminate' | ((error: Error) => void)): Promise<string[]> {
    const pipe = new EventSourceParserStream({ onError });
    const writing = pipe.writable.getWriter();
    void writing.write('data: a\n\n').catch(() => {});
    const out: string[] = [];
    const reading = pipe.readable.getReader();
    const next = async (): Promise<boolean> => {
      const { value } = await reading.read();
      if (value) out.push(value.data);
      return value !== undefined;
    };
    await next();
    void writing.write('surprise: yes\ndata: b\n\n').catch(() => {});
    void writing.close().catch(() => {});
    try {
      while (await next());
    } catch (error) {
      out.push((error as { type: string }).type);
    }
    return out;
  }

  test("fails at an ignored line with 'terminate'", async () => {
    expect(await read('terminate')).toEqual(['a', 'unknown-field']);
  });

  test('calls onError for an ignored line, and continues', async () => {
    const onError = vi.fn();

    expect(await read(onError)).toEqual(['a', 'b']);
    expect(onError.mock.calls).toEqual([[expect.objectContaining({ field: 'surprise' })]]);
  });
});
