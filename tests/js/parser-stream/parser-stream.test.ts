// EventSourceParserStream: chunks, messages, backpressure and options.
import { describe, expect, test, vi } from 'vitest';
import {
  EventSourceParserStream,
  ParseError,
  type ParsedMessage,
  type EventSourceParserStreamOptions,
} from '../../../js/src/index.js';
import { load } from '../../../js/src/runtime/load.js';
import { utf8 } from '../support/bytes.js';
import { rejectionOf, settle } from '../support/deferred.js';
import { freshPackage } from '../support/host.js';
import { endsAfter, startServer } from '../support/server.js';

/** A stream that makes these chunks on demand. */
function streamOf<Chunk>(...chunks: Chunk[]): {
  source: ReadableStream<Chunk>;
  pulls: () => number;
} {
  let pulls = 0;
  const source = new ReadableStream<Chunk>(
    {
      pull: (controller) => {
        const chunk = chunks[pulls];
        pulls += 1;
        if (chunk === undefined) {
          controller.close();
        } else {
          controller.enqueue(chunk);
        }
      },
    },
    { highWaterMark: 0 },
  );
  return { source, pulls: () => pulls };
}

async function all<Value>(stream: ReadableStream<Value>): Promise<Value[]> {
  const reader = stream.getReader();
  const values: Value[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return values;
    }
    values.push(value);
  }
}

const message = (data: string): ParsedMessage => ({ id: undefined, event: undefined, data });

/** The messages of these chunks. */
function parsed(
  options: EventSourceParserStreamOptions | undefined,
  ...chunks: (Uint8Array | string)[]
): Promise<ParsedMessage[]> {
  const { source } = streamOf(...chunks);
  return all(source.pipeThrough(new EventSourceParserStream(options)));
}

describe('EventSourceParserStream: input', () => {
  const TEXT = '\ufeffevent: add\nid: 7\nretry: 50\ndata: é你\ndata: 🎉\n\nid: 8\n\ndata: b\n\n';
  const MESSAGES = [{ id: '7', event: 'add', data: 'é你\n🎉' }, message('b')];

  test('bytes, split at any point', async () => {
    const bytes = utf8(TEXT);

    expect(await parsed(undefined, bytes)).toStrictEqual(MESSAGES);
    expect(await parsed({}, ...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toStrictEqual(
      MESSAGES,
    );
  });

  test('text, split at any point', async () => {
    const units = Array.from({ length: TEXT.length }, (_, at) => TEXT.charAt(at));

    expect(await parsed(undefined, TEXT)).toStrictEqual(MESSAGES);
    expect(await parsed({}, ...units)).toStrictEqual(MESSAGES);
  });

  test('the output of a TextDecoderStream, as eventsource-parser requires', async () => {
    const { source } = streamOf(utf8(TEXT).subarray(0, 40), utf8(TEXT).subarray(40));
    const decoder = new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>;

    const messages = await all(
      source.pipeThrough(decoder).pipeThrough(new EventSourceParserStream()),
    );

    expect(messages).toStrictEqual(MESSAGES);
  });

  test('the body of a response', async () => {
    const server = await startServer(endsAfter(TEXT));
    const { body } = await fetch(server.url);

    const messages = await all(
      (body as ReadableStream<Uint8Array>).pipeThrough(new EventSourceParserStream()),
    );

    expect(messages).toStrictEqual(MESSAGES);
  });

  test('an unfinished event at the end is dropped', async () => {
    expect(await parsed(undefined, 'data: a\n\ndata: b\n')).toEqual([message('a')]);
    expect(await parsed(undefined, 'data: a\n\ndata: b')).toEqual([message('a')]);
    expect(await parsed(undefined)).toEqual([]);
  });

  test('is an instance of TransformStream', () => {
    expect(new EventSourceParserStream()).toBeInstanceOf(TransformStream);
  });

  test('needs no ready()', async () => {
    const fresh = await freshPackage();
    const { source } = streamOf('data: a\n\n');

    const messages = await all(source.pipeThrough(new fresh.EventSourceParserStream()));

    expect(messages).toEqual([message('a')]);
  });
});

describe('EventSourceParserStream: backpressure', () => {
  test('the source is at most one chunk ahead of the messages that were read', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => `data: ${index}\n\n`);
    const { source, pulls } = streamOf(...texts);
    const reader = source.pipeThrough(new EventSourceParserStream()).getReader();
    await settle();
    expect(pulls()).toBeLessThanOrEqual(1);

    for (let read = 1; read <= 20; read++) {
      expect(await reader.read()).toEqual({ done: false, value: message(`${read - 1}`) });
      await settle();
      expect(pulls()).toBeLessThanOrEqual(read + 1);
    }
  });

  test('a chunk is parsed when a message is read, and the next chunk when its messages have been read', async () => {
    const comments: string[] = [];
    const onComment = (comment: string): void => void comments.push(comment);
    const chunk = (name: string): string => `: ${name}\n${'data: x\n\n'.repeat(3)}`;
    const { source } = streamOf(chunk('a'), chunk('b'), chunk('c'));
    const reader = source.pipeThrough(new EventSourceParserStream({ onComment })).getReader();

    await settle();
    expect(comments).toEqual([]);
    for (let count = 0; count < 3; count++) {
      await reader.read();
      await settle();
      expect(comments).toEqual(['a']);
    }
    await reader.read();
    expect(comments).toEqual(['a', 'b']);
  });

  test('chunks without a message are read until there is a message', async () => {
    const { source, pulls } = streamOf(': a\n', ': b\n', 'data: c\n', '\n', ': d\n');
    const reader = source.pipeThrough(new EventSourceParserStream()).getReader();

    expect(await reader.read()).toEqual({ done: false, value: message('c') });
    await settle();
    expect(pulls()).toBeLessThanOrEqual(5);
  });
});

describe('EventSourceParserStream: callbacks', () => {
  test('are called in the order of the stream', async () => {
    const calls: unknown[] = [];
    const options: EventSourceParserStreamOptions = {
      onId: (id) => void calls.push(['id', id]),
      onRetry: (milliseconds) => void calls.push(['retry', milliseconds]),
      onComment: (comment) => void calls.push(['comment', comment]),
      onError: (error) => void calls.push([error.type, error.line]),
    };

    const messages = await parsed(
      options,
      ': c\nretry: 5\nwhat\nid: 1\ndata: a\n\nid\n\nretry: x\n',
    );

    expect(messages).toEqual([{ id: '1', event: undefined, data: 'a' }]);
    expect(calls).toEqual([
      ['comment', 'c'],
      ['retry', 5],
      ['unknown-field', 'what'],
      ['id', '1'],
      ['id', ''],
      ['invalid-retry', 'retry: x'],
    ]);
  });

  test('ignored lines are ignored without onError', async () => {
    expect(await parsed(undefined, 'what\nretry: x\ndata: a\n\n')).toEqual([message('a')]);
    expect(await parsed({ onError: undefined }, 'what\ndata: a\n\n')).toEqual([message('a')]);
  });

  test.each(['onId', 'onRetry', 'onComment', 'onError'] as const)(
    'an error that %s throws errors the stream',
    async (name) => {
      const mine = new Error('mine');
      const fail = (): never => {
        throw mine;
      };

      const error = await rejectionOf(parsed({ [name]: fail }, ': c\nretry: 5\nx\nid: 1\n\n'));

      expect(error).toBe(mine);
    },
  );

  test("onError: 'terminate' errors the stream with the first ParseError and cancels the source", async () => {
    const cancel = vi.fn<(reason: unknown) => void>();
    const source = new ReadableStream<string>({
      start: (controller) => controller.enqueue('data: a\n\nwhat: is\nretry: x\n'),
      // Chromium passes on more than the reason.
      cancel: (reason) => cancel(reason),
    });
    const reader = source
      .pipeThrough(new EventSourceParserStream({ onError: 'terminate' }))
      .getReader();

    expect(await reader.read()).toEqual({ done: false, value: message('a') });
    const error = await rejectionOf(reader.read());

    expect(error).toBeInstanceOf(ParseError);
    expect(error).toMatchObject({ type: 'unknown-field', field: 'what', messagesDelivered: 1 });
    await settle();
    expect(cancel).toHaveBeenCalledExactlyOnceWith(error);
  });
});

describe('EventSourceParserStream: memory is released', () => {
  test.each<[string, (stream: EventSourceParserStream) => Promise<unknown>]>([
    [
      'at the end',
      async ({ readable, writable }) => {
        const messages = all(readable);
        const writer = writable.getWriter();
        await writer.write('data: a\n\ndata: b');
        await writer.close();
        return messages;
      },
    ],
    [
      'after an error',
      async ({ readable, writable }) => {
        const error = rejectionOf(all(readable));
        await rejectionOf(writable.getWriter().write('data: a\ndata: b\nwhat\n'));
        return error;
      },
    ],
  ])('%s', async (_when, use) => {
    const { functions } = await load();
    const create = vi.spyOn(functions, 'createParser');
    const destroy = vi.spyOn(functions, 'destroyParser');

    await use(new EventSourceParserStream({ onError: 'terminate' }));

    expect(create).toHaveBeenCalledTimes(1);
    expect(destroy).toHaveBeenCalledExactlyOnceWith(create.mock.results[0]?.value);
  });
});
