// EventSourceParserStream: if it fails or one side is closed, both sides are notified.
import { describe, expect, test, vi } from 'vitest';
import {
  EventSourceParserStream,
  EventTooLargeError,
  type EventSourceParserStreamOptions,
} from '../../../js/src/index.js';
import { utf8 } from '../support/bytes.js';
import { rejectionOf, settle } from '../support/deferred.js';
import { freshPackage, unhandledRejections } from '../support/host.js';
import { refuseBoth } from '../support/refusal.js';

interface BothSides {
  /** Returns the error of the readable side. */
  readonly read: unknown;
  /** Returns the error of the writable side. */
  readonly written: unknown;
}

/** Writes a chunk that fails, and returns the errors of both sides. */
async function failure(stream: EventSourceParserStream, chunk: unknown): Promise<BothSides> {
  const reader = stream.readable.getReader();
  const writer = stream.writable.getWriter();
  const read = rejectionOf(reader.read());
  await writer.write(chunk as string).catch(() => {});
  const written = await rejectionOf(writer.closed);
  return { read: await read, written };
}

describe('EventSourceParserStream: a chunk that is neither bytes nor text', () => {
  test.each<[string, unknown, string]>([
    ['null', null, 'Null'],
    ['nothing', undefined, 'Undefined'],
    ['a number', 7, 'Number'],
    ['an object', {}, 'Object'],
    ['an ArrayBuffer', new ArrayBuffer(4), 'ArrayBuffer'],
    ['a Uint16Array', new Uint16Array(4), 'Uint16Array'],
  ])('errors both sides with a TypeError: %s', async (_what, chunk, got) => {
    const { read, written } = await failure(new EventSourceParserStream(), chunk);

    expect(read).toBeInstanceOf(TypeError);
    expect((read as Error).message).toBe(`Expected a chunk of Uint8Array or string, got ${got}`);
    expect(written).toBe(read);
  });
});

describe('EventSourceParserStream: an event that exceeds maxEventBytes', () => {
  const LIMIT = { maxEventBytes: 10 };

  test.each<[string, EventSourceParserStreamOptions]>([
    ['by default', {}],
    ["with onError: 'terminate'", { onError: 'terminate' }],
    ['with a function', { onError: () => {} }],
  ])('errors both sides with an EventTooLargeError, %s', async (_how, options) => {
    const stream = new EventSourceParserStream({ ...LIMIT, ...options });

    const { read, written } = await failure(stream, 'data: 0123456789');

    expect(read).toBeInstanceOf(EventTooLargeError);
    expect(read).toMatchObject({ maxEventBytes: 10, phase: 'limit' });
    expect(written).toBe(read);
  });

  test('is reported to onError first, once', async () => {
    const onError = vi.fn();

    const { read } = await failure(
      new EventSourceParserStream({ ...LIMIT, onError }),
      'data: 0123456789',
    );

    expect(onError).toHaveBeenCalledExactlyOnceWith(read);
  });

  test('counts the bytes of earlier chunks', async () => {
    const { readable, writable } = new EventSourceParserStream(LIMIT);
    const reader = readable.getReader();
    const writer = writable.getWriter();
    const first = reader.read();
    await writer.write(utf8('data: a\n\ndata: '));
    expect(await first).toMatchObject({ value: { data: 'a' } });

    const second = rejectionOf(reader.read());
    const write = rejectionOf(writer.write('01234'));

    expect(await second).toBeInstanceOf(EventTooLargeError);
    expect(await second).toMatchObject({ messagesDelivered: 1 });
    expect(await write).toBe(await second);
  });

  test.each([0, 1.5, NaN, 2 ** 28 + 1])(
    'EventSourceParserStream: rejects maxEventBytes %j when constructed',
    (maxEventBytes) => {
      expect(() => new EventSourceParserStream({ maxEventBytes })).toThrow(RangeError);
    },
  );
});

describe('EventSourceParserStream: one side is closed', () => {
  test('cancelling the readable side cancels the source with the reason', async () => {
    const cancel = vi.fn<(reason: unknown) => void>();
    const source = new ReadableStream<string>({
      start: (controller) => controller.enqueue('data: a\n\ndata: b'),
      // Chromium passes on more than the reason.
      cancel: (reason) => cancel(reason),
    });
    const reader = source.pipeThrough(new EventSourceParserStream()).getReader();
    await reader.read();
    const reason = new Error('enough');

    await reader.cancel(reason);
    await settle();

    expect(cancel).toHaveBeenCalledExactlyOnceWith(reason);
  });

  test('cancelling before the parser has loaded cancels the source', async () => {
    const cancel = vi.fn<(reason: unknown) => void>();
    const source = new ReadableStream<string>({ cancel: (reason) => cancel(reason) });

    await source.pipeThrough(new EventSourceParserStream()).cancel('enough');
    await settle();

    expect(cancel).toHaveBeenCalledExactlyOnceWith('enough');
  });

  test('aborting the writable side errors the messages with the reason', async () => {
    const { readable, writable } = new EventSourceParserStream();
    const writer = writable.getWriter();
    const reader = readable.getReader();
    const first = reader.read();
    await writer.write('data: a\n\ndata: b');
    expect(await first).toMatchObject({ value: { data: 'a' } });
    const reason = new Error('enough');

    const second = rejectionOf(reader.read());
    await writer.abort(reason);

    expect(await second).toBe(reason);
  });

  test('a source that fails errors the messages with its error', async () => {
    const mine = new Error('mine');
    const source = new ReadableStream<string>({
      pull: (controller) => controller.error(mine),
    });

    const error = await rejectionOf(
      source.pipeThrough(new EventSourceParserStream()).getReader().read(),
    );

    expect(error).toBe(mine);
  });
});

test('without a runtime for the parser, both sides fail with a RuntimeUnavailableError', async () => {
  const fresh = await freshPackage();
  refuseBoth();
  const unhandled = unhandledRejections();

  const unused = new fresh.EventSourceParserStream();
  const { read, written } = await failure(new fresh.EventSourceParserStream(), 'data: a\n\n');

  expect(read).toBeInstanceOf(fresh.RuntimeUnavailableError);
  expect(read).toMatchObject({ cause: expect.any(AggregateError) as unknown });
  expect(written).toBe(read);
  await settle();
  expect(unhandled).toEqual([]);
  expect(unused.readable.locked).toBe(false);
});
