// docs/guides/from-eventsource-parser.md, the table: what each row is about, done with both packages.
import type * as PeerModule from 'eventsource-parser';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { rejectionOf } from '../../js/support/deferred.js';
import { rowsOf } from './support/table.js';

type Main = typeof import('../../../js/src/index.js');

// Installed when the guides are tested, and not there before.
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

/** Of either package: what only one of them takes is tried on both. */
interface Parser {
  readonly feed: (chunk: unknown) => void;
  readonly reset: (options?: object) => void;
}
type Create = (config: object) => Parser;

const THROWING = 'A callback throws';
const EARLY = 'createParser before ready() has resolved';

const LIMIT = { maxBufferSize: 10, maxEventBytes: 10 };
const TOO_LARGE = 'data: 0123456789';

/** What a parser tells of what is done to it, in order, and what its methods throw. */
function record(create: Create, act: (parser: Parser) => void, config: object = {}): string[] {
  const told: string[] = [];
  const parser = create({
    onEvent: ({ data, ...rest }: Record<string, unknown>) =>
      void told.push(`event ${JSON.stringify(rest)}: ${String(data)}`),
    onRetry: (milliseconds: number) => void told.push(`retry ${milliseconds}`),
    onError: ({ name, type, field }: Error & { type: string; field?: string }) =>
      void told.push(`${name}: ${type} ${String(field)}`),
    ...config,
  });
  const guarded =
    <Given>(method: (given: Given) => void) =>
    (given: Given): void => {
      try {
        method(given);
      } catch (error) {
        told.push(`throws ${(error as Error).name}`);
      }
    };
  act({ feed: guarded(parser.feed), reset: guarded(parser.reset) });
  return told;
}

const said = (data: string): string => `event {}: ${data}`;

interface Row {
  readonly act: (parser: Parser) => void;
  readonly config?: object;
  readonly before: readonly string[];
  readonly now: readonly string[];
}

const rows: Readonly<Record<string, Row>> = {
  'feed of bytes': {
    act: ({ feed }) => feed(new TextEncoder().encode('data: a\n\n')),
    before: [],
    now: [said('a')],
  },
  'feed of something else': {
    act: ({ feed }) => feed(7),
    before: [],
    now: ['throws TypeError'],
  },
  'The limit': {
    act: ({ feed }) => {
      feed('data: 你好');
      feed('\n\n');
    },
    config: LIMIT,
    before: [said('你好')],
    now: ['EventTooLargeError: max-buffer-size-exceeded undefined', 'throws TypeError'],
  },
  'An event past the limit whose block is complete in its chunk': {
    act: ({ feed }) => feed(`${TOO_LARGE}\n\n`),
    config: LIMIT,
    before: [said('0123456789')],
    now: ['EventTooLargeError: max-buffer-size-exceeded undefined'],
  },
  'The bytes that the limit counts': {
    act: ({ feed }) => {
      feed('data: 012\n');
      feed('data: 345\n\n');
    },
    config: LIMIT,
    before: [said('012\n345')],
    now: ['EventTooLargeError: max-buffer-size-exceeded undefined'],
  },
  'A message after a block that only resets the ID': {
    act: ({ feed }) => feed('id\n\ndata: a\n\n'),
    before: [said('a')],
    now: ['event {"id":""}: a'],
  },
  'Past the limit without onError': {
    act: ({ feed }) => {
      feed(TOO_LARGE);
      feed('data: a\n\n');
    },
    config: { ...LIMIT, onError: undefined },
    before: ['throws Error'],
    now: ['throws EventTooLargeError', 'throws TypeError'],
  },
  'A line of no known field that comes in pieces': {
    act: ({ feed }) => {
      feed('surprise');
      feed(': yes\n');
    },
    before: [],
    now: ['ParseError: unknown-field surprise'],
  },
  'JSON without a line end, with reset({ consume: true })': {
    act: ({ feed, reset }) => {
      feed('{"error":"busy"}');
      reset({ consume: true });
    },
    before: [],
    now: ['ParseError: unknown-field {"error"'],
  },
  'field of an error of type invalid-retry': {
    act: ({ feed }) => feed('retry: soon\n'),
    before: ['ParseError: invalid-retry undefined'],
    now: ['ParseError: invalid-retry retry'],
  },
  'retry: of more than 2147483647': {
    act: ({ feed }) => feed('retry: 99999999999\n\n'),
    before: ['retry 99999999999'],
    now: ['retry 2147483647'],
  },
};

describe.each(Object.entries(rows))('%s', (_row, { act, config, before, now }) => {
  test('before', () => {
    expect(record(peer.createParser as Create, act, config)).toEqual(before);
  });
  test('now', () => {
    expect(record(main.createParser as Create, act, config)).toEqual(now);
  });
});

test.each([
  ['before', peer.createParser, ['a', 'c']],
  ['now', main.createParser, ['a', 'b', 'c']],
])(`${THROWING}, %s`, (_side, create, expected) => {
  const heard: string[] = [];
  const parser = (create as Create)({
    onEvent: ({ data }: { data: string }) => {
      heard.push(data);
      if (data === 'a') throw new Error('mine');
    },
  });

  expect(() => parser.feed('data: a\n\ndata: b\n\n')).toThrow('mine');
  parser.feed('data: c\n\n');

  expect(heard).toEqual(expected);
});

/** What the first screen of the guide says of both packages. */
const same: Readonly<Record<string, Pick<Row, 'act' | 'config'> & { readonly told: string[] }>> = {
  'event and id of a message that has none are undefined, and it has no other property': {
    act: ({ feed }) => feed('retry: 5\nevent:\ndata: a\n\n'),
    told: ['retry 5', 'event {}: a'],
  },
  'a block without data dispatches no event': {
    act: ({ feed }) => feed(': c\n\nevent: e\n\nretry: 5\n\n'),
    told: ['retry 5'],
  },
  'a comment or an unknown field past the limit is skipped': {
    act: ({ feed }) => {
      feed(`:${TOO_LARGE}`);
      feed(`\nsurprise: ${TOO_LARGE}`);
      feed('\ndata: a\n\n');
    },
    config: LIMIT,
    told: [said('a')],
  },
};

describe.each(Object.entries(same))('the same in both: %s', (_what, { act, config, told }) => {
  test.each([
    ['before', peer.createParser],
    ['now', main.createParser],
  ])('%s', (_side, create) => {
    expect(record(create as Create, act, config)).toEqual(told);
  });
});

test.each([
  ['before', peer.createParser, peer.ParseError],
  ['now', main.createParser, main.ParseError],
])('past the limit, onError is called with a ParseError, %s', (_side, create, ParseError) => {
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
});

test(EARLY, () => {
  expect(early).toBeInstanceOf(main.RuntimeUnavailableError);
});

test('each row has its test', () => {
  expect(rowsOf('from-eventsource-parser').sort()).toEqual(
    [...Object.keys(rows), THROWING, EARLY].sort(),
  );
});

describe.each([
  ['before', peerPipes],
  ['now', main],
])('the stream, %s', (_side, { EventSourceParserStream }) => {
  /** What comes out of it, an error as its type. */
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

  test("is errored by 'terminate'", async () => {
    expect(await read('terminate')).toEqual(['a', 'unknown-field']);
  });

  test('tells a function, and goes on', async () => {
    const onError = vi.fn();

    expect(await read(onError)).toEqual(['a', 'b']);
    expect(onError.mock.calls).toEqual([[expect.objectContaining({ field: 'surprise' })]]);
  });
});
