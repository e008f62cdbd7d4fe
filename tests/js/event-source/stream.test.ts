// EventSource.fromReadableStream: reads a stream that is already open, and sends no request.
import { describe, expect, test, vi } from 'vitest';
import { EventSource } from '../../../js/src/index.js';
import { rejectionOf, settle } from '../support/deferred.js';
import { freshPackage, unhandledRejections } from '../support/host.js';
import { endsAfter, startServer } from '../support/server.js';
import { streamOf, watch } from '../support/watched-source.js';

const utf8 = new TextEncoder();

describe('EventSource.fromReadableStream: initial state', () => {
  test('is CONNECTING with a unique URL and an empty last event ID', () => {
    const source = EventSource.fromReadableStream(streamOf('id: 1\nretry: 2\ndata: a\n\n'));

    expect(source).toMatchObject({
      url: 'about:event-stream',
      withCredentials: false,
      readyState: 0,
      lastEventId: '',
      reconnectionTime: 1000,
    });
    source.close();
  });

  test('locks the stream', () => {
    const stream = streamOf('');
    const source = EventSource.fromReadableStream(stream);

    expect(stream.locked).toBe(true);
    expect(() => EventSource.fromReadableStream(stream)).toThrow(TypeError);
    source.close();
  });

  test.each([undefined, null, 'data: a\n\n', {}, new Response('').clone()])(
    'rejects %s: a TypeError',
    (other) => {
      expect(() => EventSource.fromReadableStream(other as never)).toThrow(TypeError);
    },
  );
});

test('dispatches open, messages of an opaque origin, and an error event with CLOSED at the end', async () => {
  const { log, events, errors, fired } = watch(
    EventSource.fromReadableStream(
      streamOf('da', 'ta: a\n\nid: 1\nev', 'ent: b\ndata: c\n\n', 'data: lost'),
    ),
    'b',
  );

  await fired(4);
  await settle();

  expect(log).toEqual(['open 1', 'a message', 'c b', 'error 2']);
  const messages = events.slice(1, 3);
  expect(messages).toMatchObject([
    { origin: 'null', lastEventId: '' },
    { origin: 'null', lastEventId: '1' },
  ]);
  expect(errors[0]).toMatchObject({ name: 'BodyError', messagesDelivered: 2, retryable: false });
});

test('an error of the stream is reported and ends it', async () => {
  const cause = new Error('lost');
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(utf8.encode('data: a\n\n')),
    pull: (controller) => controller.error(cause),
  });
  const { log, errors, fired } = watch(EventSource.fromReadableStream(stream));

  await fired(3);

  expect(log).toEqual(['open 1', 'a message', 'error 2']);
  expect(errors[0]).toMatchObject({ name: 'BodyError', cause });
});

test.each([['text'], [1], [null], [{}]])(
  'a chunk of %s ends it and cancels the stream',
  async (chunk) => {
    const cancel = vi.fn();
    const stream = new ReadableStream<unknown>({
      start: (controller) => controller.enqueue(chunk),
      cancel,
    });
    const { log, errors, fired } = watch(
      EventSource.fromReadableStream(stream as ReadableStream<Uint8Array>),
    );

    await fired(2);

    expect(log).toEqual(['open 1', 'error 2']);
    expect(errors[0]?.message).toMatch(/^Expected a body of Uint8Array chunks, got a chunk of /);
    expect(cancel).toHaveBeenCalledOnce();
  },
);

describe('EventSource.fromReadableStream: close', () => {
  test.each(['at once', 'in open', 'in message', 'while it waits'])(
    '%s: no event follows, and the stream is cancelled',
    async (when) => {
      const rejections = unhandledRejections();
      const cancel = vi.fn();
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(utf8.encode('data: a\n\ndata: b\n\n')),
        cancel,
      });
      const { source, log, fired } = watch(EventSource.fromReadableStream(stream));
      const expected = {
        'at once': [],
        'in open': ['open 1'],
        'in message': ['open 1', 'a message'],
        'while it waits': ['open 1', 'a message', 'b message'],
      }[when];
      if (when === 'in open' || when === 'in message') {
        source.addEventListener(when.slice(3), () => source.close());
      }
      await fired(expected?.length ?? 0);

      source.close();
      source.close();

      expect(source.readyState).toBe(source.CLOSED);
      await settle();
      expect(log).toEqual(expected);
      expect(cancel).toHaveBeenCalledOnce();
      expect(rejections).toEqual([]);
    },
  );
});

describe('EventSource.fromReadableStream: several bodies through one TransformStream', () => {
  // The first use of the package loads the parser.
  test('state is available when a body has been piped, and persists', async () => {
    const { EventSource: Fresh } = await freshPackage();
    const transform = new TransformStream<Uint8Array, Uint8Array>();
    const { source, log, events, fired } = watch(Fresh.fromReadableStream(transform.readable));
    const piped = (text: string): Promise<void> =>
      streamOf(text).pipeTo(transform.writable, { preventClose: true });

    const seen: unknown[] = [];
    const look = (): number => seen.push(source.lastEventId, source.reconnectionTime);
    await piped('id: 42\nretry: 3000\ndata: a\n\n').then(look);
    await piped('data: b\n\n').then(look);
    await piped('id\nretry: x\ndata: c\n\n').then(look);

    expect(seen).toEqual(['42', 3000, '42', 3000, '', 3000]);
    expect(await fired(4)).toEqual(['open 1', 'a message', 'b message', 'c message']);
    expect((events[2] as MessageEvent).lastEventId).toBe('42');
    await transform.writable.close();
    await fired(5);
    expect(log.at(-1)).toBe('error 2');
  });

  test('state is available in the turn in which a chunk is read', async () => {
    let enqueue: (text: string) => void = () => {};
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        enqueue = (text) => controller.enqueue(utf8.encode(text));
      },
    });
    const { source, fired } = watch(EventSource.fromReadableStream(stream));
    await fired(1);
    await settle();

    enqueue('id: 1\nretry: 2\ndata: a\n\n');
    await Promise.resolve();

    expect([source.lastEventId, source.reconnectionTime]).toEqual(['1', 2]);
  });

  test('close() errors a body that is piped afterwards', async () => {
    const transform = new TransformStream<Uint8Array, Uint8Array>();
    const { source, fired } = watch(EventSource.fromReadableStream(transform.readable));
    await fired(1);

    source.close();

    await rejectionOf(streamOf('data: a\n\n').pipeTo(transform.writable));
    await settle();
  });
});

test('EventSource.fromReadableStream: reads the body of a response', async () => {
  const server = await startServer(endsAfter('id: 42\nretry: 5000\ndata: a\n\n'));
  const { body } = await fetch(server.url);
  const { source, log, fired } = watch(EventSource.fromReadableStream(body ?? streamOf('')));

  await fired(3);

  expect(log).toEqual(['open 1', 'a message', 'error 2']);
  expect([source.lastEventId, source.reconnectionTime]).toEqual(['42', 5000]);
  expect(server.requests.length).toBe(1);
});
