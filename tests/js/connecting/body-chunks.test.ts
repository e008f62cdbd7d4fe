// Bodies and chunks of every kind that a custom fetch may return are read as bytes and released.
import { describe, expect, test, vi } from 'vitest';
import { fetchEventSource, ResponseError } from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import { utf8 } from '../support/bytes.js';
import { deferred, rejectionOf, settle } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';

const URL_WITHOUT_SERVER = 'http://127.0.0.1/';

function responseOf(body: unknown, status = 200): Response {
  const response = new Response(null, { status, headers: { 'content-type': 'text/event-stream' } });
  Object.defineProperty(response, 'body', { value: body });
  return response;
}

async function* iterableOf(...chunks: unknown[]): AsyncGenerator {
  yield* chunks;
}

function streamOf(...chunks: unknown[]): ReadableStream<unknown> {
  return new ReadableStream({
    start: (controller) => {
      chunks.forEach((chunk) => controller.enqueue(chunk));
      controller.close();
    },
  });
}

async function read(body: unknown): Promise<string[]> {
  const messages: string[] = [];
  await fetchEventSource(URL_WITHOUT_SERVER, {
    fetch: async () => responseOf(body),
    onmessage: ({ data }) => void messages.push(data),
  });
  return messages;
}

/**
 * An even number of bytes, so that views of two bytes fit. A view starts in the middle of its
 * buffer.
 */
const BYTES = utf8('data: 你好\n\ndata: bc\n\n');
function inTheMiddle(buffer: ArrayBufferLike): [ArrayBufferLike, number, number] {
  new Uint8Array(buffer).set(BYTES, 8);
  return [buffer, 8, BYTES.length];
}
const around = (): ArrayBuffer => new ArrayBuffer(BYTES.length + 16);

const CHUNKS: [string, () => unknown][] = [
  ['a DataView', () => new DataView(...(inTheMiddle(around()) as [ArrayBuffer, number, number]))],
  ['a Uint8ClampedArray', () => new Uint8ClampedArray(...inTheMiddle(around()))],
  ['an Int8Array', () => new Int8Array(...inTheMiddle(around()))],
  [
    'a Uint16Array',
    () => {
      const [buffer, offset, length] = inTheMiddle(around());
      return new Uint16Array(buffer, offset, length / 2);
    },
  ],
  ['an ArrayBuffer', () => BYTES.slice().buffer],
  ['a string', () => 'data: 你好\n\ndata: bc\n\n'],
];

describe('body: a chunk that is', () => {
  test.each(CHUNKS)('%s is read as its bytes', async (_what, chunk) => {
    expect(await read(streamOf(chunk()))).toEqual(['你好', 'bc']);
    expect(await read(iterableOf(chunk()))).toEqual(['你好', 'bc']);
  });

  // Browsers have SharedArrayBuffer on cross-origin isolated pages only.
  test.runIf(typeof SharedArrayBuffer === 'function')(
    'body: shared memory is read as its bytes',
    async () => {
      const buffer = new SharedArrayBuffer(BYTES.length);
      new Uint8Array(buffer).set(BYTES);

      expect(await read(streamOf(new Uint8Array(buffer)))).toEqual(['你好', 'bc']);
      expect(await read(streamOf(buffer))).toEqual(['你好', 'bc']);
    },
  );

  test('body: a high surrogate at the end of a chunk waits for the low surrogate', async () => {
    expect(await read(streamOf('data: \ud83c', '\udf89\n\n'))).toEqual(['🎉']);
  });

  test('body: a high surrogate that bytes follow is U+FFFD', async () => {
    expect(await read(streamOf('data: \ud83c', utf8('!\n\n')))).toEqual(['\ufffd!']);
  });
});

test('body: a reader whose thenables settle at once is read without recursion', async () => {
  const all = 20_000;
  let sent = 0;
  const settled = (result: unknown): object => ({
    then: (take: (_: unknown) => void) => take(result),
  });
  const body = {
    getReader: () => ({
      read() {
        sent += 1;
        return settled(sent > all ? { done: true } : { done: false, value: utf8('data: a\n\n') });
      },
      cancel: () => Promise.resolve(),
    }),
  };

  expect(await read(body)).toHaveLength(all);
});

describe('body: an async iterable', () => {
  test('is read to its end, including empty chunks', async () => {
    expect(await read(iterableOf(utf8('data: '), new Uint8Array(0), utf8('a\n\n')))).toEqual(['a']);
  });

  test('is read even if its iterator returns results that are not promises', async () => {
    const results = [{ done: false, value: BYTES }, { done: true }];
    const body = { [Symbol.asyncIterator]: () => ({ next: () => results.shift() }) };

    expect(await read(body)).toEqual(['你好', 'bc']);
  });

  test('that fails is a lost connection', async () => {
    const cause = new Error('reset');
    async function* body(): AsyncGenerator<Uint8Array> {
      yield utf8('data: a\n\n');
      throw cause;
    }

    const error = await rejectionOf(
      fetchEventSource(URL_WITHOUT_SERVER, { retry: false, fetch: async () => responseOf(body()) }),
    );

    expect(error).toMatchObject({ name: 'BodyError', phase: 'body', cause, messagesDelivered: 1 });
  });

  test('has its return() called when the call ends and is not read further', async () => {
    const controller = new AbortController();
    const returned = deferred();
    const taken: string[] = [];
    async function* body(): AsyncGenerator<Uint8Array> {
      try {
        for (const name of ['a', 'b', 'c']) {
          taken.push(name);
          yield utf8(`data: ${name}\n\n`);
        }
      } finally {
        returned.resolve();
      }
    }

    await fetchEventSource(URL_WITHOUT_SERVER, {
      signal: controller.signal,
      fetch: async () => responseOf(body()),
      onmessage: () => controller.abort(),
    });

    await returned.promise;
    expect(taken).toEqual(['a']);
  });

  test('that is a Node stream is destroyed while a read is pending', async () => {
    const controller = new AbortController();
    const destroyed = deferred();
    const called = deferred();
    const body = {
      destroy: () => destroyed.resolve(),
      [Symbol.asyncIterator]: () => ({
        next: () => {
          called.resolve();
          return new Promise<never>(() => {});
        },
      }),
    };
    const done = fetchEventSource(URL_WITHOUT_SERVER, {
      signal: controller.signal,
      fetch: async () => responseOf(body),
    });
    await called.promise;

    controller.abort();

    await Promise.all([done, destroyed.promise]);
  });

  test('of an error response is read up to 16 KiB, and its return() is called', async () => {
    const returned = vi.fn();
    async function* page(): AsyncGenerator {
      try {
        yield 'no access: ';
        for (;;) {
          yield utf8('x'.repeat(1000));
        }
      } finally {
        returned();
      }
    }

    const error = await rejectionOf(
      streamWithCallbacks(
        URL_WITHOUT_SERVER,
        { fetch: async () => responseOf(page(), 401) },
        new FakeEnvironment(),
      ),
    );
    await settle();

    expect(error).toBeInstanceOf(ResponseError);
    const { body } = error as ResponseError;
    expect(body.startsWith('no access: xxx')).toBe(true);
    expect(body.length).toBe(16 * 1024);
    expect(returned).toHaveBeenCalledOnce();
  });

  test('that is unread is released when onopen throws', async () => {
    const destroy = vi.fn();
    const body = Object.assign(iterableOf(utf8('data: a\n\n')), { destroy });

    await rejectionOf(
      fetchEventSource(URL_WITHOUT_SERVER, {
        fetch: async () => responseOf(body),
        onopen: () => {
          throw new Error('no');
        },
        onerror: (error) => {
          throw error;
        },
      }),
    );

    expect(destroy).toHaveBeenCalled();
  });
});
