// eventStream as an iterator: its requests, messages and handlers.
import { describe, expect, test, vi } from 'vitest';
import {
  eventStream,
  HandlerError,
  type EventStream,
  type EventStreamInit,
} from '../../../js/src/index.js';
import { pulledBody } from '../support/pulled-body.js';
import { deferred, rejectionOf, settle } from '../support/deferred.js';
import { answers, endsAfter, startServer, staysOpenAfter } from '../support/server.js';
import { END, step } from '../support/steps.js';

const URL_WITHOUT_SERVER = 'http://127.0.0.1/';

/** The data of the messages that a loop reads. */
async function dataOf(stream: EventStream): Promise<string[]> {
  const texts: string[] = [];
  for await (const { data } of stream) {
    texts.push(data);
  }
  return texts;
}

describe('eventStream: request', () => {
  test('is sent by the first next() only', async () => {
    const server = await startServer(endsAfter('data: a\n\ndata: b\n\n'));
    const fetch = vi.fn(globalThis.fetch);

    const stream = eventStream(server.url, { fetch });
    await settle();
    expect(fetch).not.toHaveBeenCalled();
    expect(stream.response).toBeUndefined();
    const first = stream.next();
    expect(fetch).toHaveBeenCalledTimes(1);

    expect(await first).toEqual(step('a'));
    expect(await stream.next()).toEqual(step('b'));
    expect(await stream.next()).toEqual(END);
    expect(await stream.next()).toEqual(END);
    expect(server.requests.length).toBe(1);
  });

  test('is not sent by a call of Symbol.asyncIterator', async () => {
    const fetch = vi.fn(globalThis.fetch);

    eventStream(URL_WITHOUT_SERVER, { fetch })[Symbol.asyncIterator]();
    await settle();

    expect(fetch).not.toHaveBeenCalled();
  });

  test('has the method, headers and body of the options', async () => {
    const server = await startServer(endsAfter('data: a\n\n'));
    const init = { method: 'POST', headers: { 'x-mine': '1' }, body: '{"q":"é"}' };

    expect(await dataOf(eventStream(new URL(server.url), init))).toEqual(['a']);

    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', body: '{"q":"é"}', path: '/stream' });
    expect(request?.headers).toMatchObject({ 'x-mine': '1', accept: 'text/event-stream' });
  });

  test('may be a Request', async () => {
    const server = await startServer(endsAfter('data: a\n\n'));

    const stream = eventStream(new Request(server.url, { method: 'PUT', body: 'b' }));

    expect(await dataOf(stream)).toEqual(['a']);
    expect(server.requests[0]).toMatchObject({ method: 'PUT', body: 'b' });
  });

  test('does not pass handlers and options of the stream to fetch', async () => {
    const { fetch } = pulledBody('data: a\n\n');
    const observed = vi.fn<(input: unknown, init: RequestInit) => Promise<Response>>(fetch);
    const init: EventStreamInit = {
      signal: new AbortController().signal,
      onopen: () => {},
      oncomment: () => {},
      retry: {},
      maxEventBytes: 100,
      credentials: 'include',
    };

    await dataOf(eventStream(URL_WITHOUT_SERVER, { ...init, fetch: observed as never }));

    const [input, passed] = observed.mock.calls[0] ?? [];
    expect(input).toBe(URL_WITHOUT_SERVER);
    expect(Object.keys(passed ?? {}).sort()).toEqual(['credentials', 'headers', 'signal']);
    expect(passed?.signal).not.toBe(init.signal);
  });
});

describe('eventStream: invalid options throw when it is called', () => {
  test.each<[string, unknown, unknown, typeof TypeError | typeof RangeError]>([
    ['no input', undefined, {}, TypeError],
    ['null for options', URL_WITHOUT_SERVER, null, TypeError],
    ['maxEventBytes', URL_WITHOUT_SERVER, { maxEventBytes: 0 }, RangeError],
    ['retry.statuses', URL_WITHOUT_SERVER, { retry: { statuses: [42] } }, RangeError],
  ])('%s', (_what, input, init, expected) => {
    expect(() => eventStream(input as string, init as EventStreamInit)).toThrow(expected);
  });
});

describe('eventStream: messages', () => {
  test('arrive in order with all four properties, and the loop ends with the stream', async () => {
    const text = ': c\nid: 1\nevent: add\nretry: 20\ndata: a\ndata: b\n\ndata: c\n\ndata: d\n';
    const server = await startServer(endsAfter(text));
    const messages: unknown[] = [];

    for await (const message of eventStream(server.url)) {
      messages.push(message);
    }

    expect(messages).toStrictEqual([
      { id: '1', event: 'add', data: 'a\nb', retry: 20 },
      { id: '', event: '', data: 'c', retry: undefined },
    ]);
    await server.allSocketsClosed();
  });

  test('may be many, over many chunks', async () => {
    const texts = Array.from({ length: 5000 }, (_, index) => `${index}`);
    const server = await startServer(endsAfter(texts.map((text) => `data: ${text}\n\n`).join('')));

    expect(await dataOf(eventStream(server.url))).toEqual(texts);
  });

  test('resolve several next() calls in order', async () => {
    const body = pulledBody('data: a\n\ndata: b\n\n', ': c\n', 'data: d\n\n');
    const stream = eventStream(URL_WITHOUT_SERVER, { fetch: body.fetch });

    const steps = await Promise.all(Array.from({ length: 5 }, () => stream.next()));

    expect(steps).toMatchObject([step('a'), step('b'), step('d'), END, END]);
  });

  test('a 204 gives a stream without messages', async () => {
    const server = await startServer((response) => response.writeHead(204).end());

    expect(await dataOf(eventStream(server.url))).toEqual([]);
    expect(server.requests.length).toBe(1);
  });

  test('a second loop over the same stream is rejected', async () => {
    const stream = eventStream(URL_WITHOUT_SERVER, { fetch: pulledBody('data: a\n\n').fetch });
    expect(await dataOf(stream)).toEqual(['a']);

    const again = (): unknown => stream[Symbol.asyncIterator]();

    expect(again).toThrow(TypeError);
    expect(again).toThrow('Expected one loop over a stream, got a second one');
  });

  test('are shared by manual next() calls and a loop', async () => {
    const stream = eventStream(URL_WITHOUT_SERVER, {
      fetch: pulledBody('data: a\n\ndata: b\n\n').fetch,
    });

    expect(await stream.next()).toEqual(step('a'));
    expect(await dataOf(stream)).toEqual(['b']);
  });
});

describe('eventStream: the body is read on demand', () => {
  test('reads one chunk per message, and none ahead', async () => {
    const body = pulledBody('data: a\n\n', 'data: b\n\n', 'data: c\n\n');
    const stream = eventStream(URL_WITHOUT_SERVER, { fetch: body.fetch });

    for (let count = 1; count <= 3; count++) {
      expect(await stream.next()).toEqual(step(['a', 'b', 'c'][count - 1] ?? ''));
      await settle();
      expect(body.pulls).toBe(count);
    }
    expect(await stream.next()).toEqual(END);
  });

  test('yields the messages of a chunk before it reads the next chunk', async () => {
    const body = pulledBody('data: a\n\ndata: b\n\ndata: c\n\n', 'data: d\n\n');
    const stream = eventStream(URL_WITHOUT_SERVER, { fetch: body.fetch });

    for (const [count, data] of ['a', 'b', 'c', 'd'].entries()) {
      expect(await stream.next()).toEqual(step(data));
      await settle();
      expect(body.pulls).toBe(count < 3 ? 1 : 2);
    }
    await stream.return();
    expect(body.cancelled).toBe(true);
  });

  test('reads as many chunks as a message takes; concurrent next() calls read no further than their messages', async () => {
    const body = pulledBody('data: a\n', '\n', ': x\n', 'data: b\n\n', 'data: c\n\n');
    const stream = eventStream(URL_WITHOUT_SERVER, { fetch: body.fetch });

    await Promise.all([stream.next(), stream.next()]);
    await settle();

    expect(body.pulls).toBe(4);
    stream.close();
  });
});

describe('eventStream: onopen', () => {
  test('receives the response before its body is read, and messages wait for it', async () => {
    const body = pulledBody('data: a\n\n');
    const opened = deferred<Response>();
    const work = deferred();
    const onopen = (response: Response): Promise<void> => {
      opened.resolve(response);
      return work.promise;
    };
    const stream = eventStream(URL_WITHOUT_SERVER, { fetch: body.fetch, onopen });
    const first = stream.next();

    const response = await opened.promise;
    await settle();
    expect(response).toBe(stream.response);
    expect(body.pulls).toBe(0);
    work.resolve();

    expect(await first).toEqual(step('a'));
    stream.close();
  });

  test('does not replace the checks of status and content type', async () => {
    const server = await startServer(answers(418, {}));

    const error = await rejectionOf(dataOf(eventStream(server.url, { onopen: () => {} })));

    expect(error).toMatchObject({ name: 'ResponseError', status: 418 });
  });
});

describe('eventStream: oncomment', () => {
  test('receives the comments in order among the messages', async () => {
    const log: string[] = [];
    const { fetch } = pulledBody(': 1\ndata: a\n\n:2\n:\ndata: b\n: 3\ndata: c\n\n', ':  4\n: 5');
    const oncomment = (comment: string): void => void log.push(comment);

    for await (const { data } of eventStream(URL_WITHOUT_SERVER, { fetch, oncomment })) {
      log.push(data);
    }

    expect(log).toEqual(['1', 'a', '2', '', '3', 'b\nc', ' 4']);
  });

  test('is awaited before messages and before the body is read further', async () => {
    const work = deferred();
    const entered = deferred();
    const body = pulledBody(': 1\ndata: a\n\n');
    const oncomment = (): Promise<void> => {
      entered.resolve();
      return work.promise;
    };
    const stream = eventStream(URL_WITHOUT_SERVER, { fetch: body.fetch, oncomment });
    const answered = vi.fn();
    const first = stream.next().finally(answered);

    await entered.promise;
    await settle();
    expect(answered).not.toHaveBeenCalled();
    work.resolve();

    expect(await first).toEqual(step('a'));
    stream.close();
  });

  test.each<[string, (mine: Error) => unknown]>([
    [
      'throws',
      (mine) => {
        throw mine;
      },
    ],
    ['rejects', (mine) => Promise.reject(mine)],
  ])('that %s ends the stream with a HandlerError', async (_how, fail) => {
    const mine = new Error('mine');
    const server = await startServer(staysOpenAfter('data: a\n\n: 1\ndata: b\n\n'));
    const stream = eventStream(server.url, { oncomment: () => fail(mine) });
    expect(await stream.next()).toEqual(step('a'));

    const error = await rejectionOf(stream.next());

    expect(error).toBeInstanceOf(HandlerError);
    expect(error).toMatchObject({ handler: 'oncomment', cause: mine, messagesDelivered: 1 });
    expect(await stream.next()).toEqual(END);
    await server.allSocketsClosed();
    expect(server.requests.length).toBe(1);
  });
});
