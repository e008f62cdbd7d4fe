// eventStream and its signal: the reason of the rejection, aborts after the end, and removed
// listeners.
import { describe, expect, test, vi } from 'vitest';
import { eventStream, type EventStream } from '../../../js/src/index.js';
import { pulledBody } from '../support/pulled-body.js';
import { deferred, rejectionOf, settle } from '../support/deferred.js';
import {
  answers,
  endsAfter,
  startServer,
  staysOpenAfter,
  staysSilent,
  type Respond,
} from '../support/server.js';
import { END } from '../support/steps.js';

/** Not an Error: the reason of a signal may be any value. */
const REASON = { mine: true };

describe('eventStream: a second end', () => {
  test('close() again, and after the end of the stream, does nothing', async () => {
    const server = await startServer(endsAfter('id: 1\ndata: a\n\n'));
    const stream = eventStream(server.url);
    await stream.next();
    expect(await stream.next()).toEqual(END);

    stream.close();
    stream.close();

    expect(await stream.return()).toEqual(END);
    expect(await stream.next()).toEqual(END);
    expect(stream.lastEventId).toBe('1');
  });

  test('an abort after the end of the stream or after close() does nothing', async () => {
    for (const close of [true, false]) {
      const { fetch } = pulledBody('data: a\n\n');
      const controller = new AbortController();
      const stream = eventStream('http://127.0.0.1/', { fetch, signal: controller.signal });
      await stream.next();
      if (close) {
        stream.close();
      } else {
        await stream.next();
      }

      controller.abort(REASON);

      expect(await stream.next()).toEqual(END);
    }
  });

  test('an abort between two next() calls: the following next() rejects with the reason', async () => {
    const server = await startServer(staysOpenAfter('data: a\n\ndata: b\n\n'));
    const controller = new AbortController();
    const stream = eventStream(server.url, { signal: controller.signal });
    await stream.next();

    controller.abort(REASON);
    await server.allSocketsClosed();
    await settle();

    expect(await rejectionOf(stream.next())).toBe(REASON);
    expect(await stream.next()).toEqual(END);
  });

  test('close() after an abort that no next() has reported: the following next() resolves with done', async () => {
    const controller = new AbortController();
    const { fetch } = pulledBody('data: a\n\ndata: b\n\n');
    const stream = eventStream('http://127.0.0.1/', { fetch, signal: controller.signal });
    await stream.next();

    controller.abort(REASON);
    stream.close();

    expect(await stream.next()).toEqual(END);
  });
});

describe('eventStream: signal', () => {
  test('that is already aborted: no request is sent, and next() rejects with its reason', async () => {
    const fetch = vi.fn(globalThis.fetch);
    const signal = AbortSignal.abort(REASON);
    const stream = eventStream('http://127.0.0.1/', { fetch, signal });

    expect(await rejectionOf(stream.next())).toBe(REASON);
    expect(await stream.next()).toEqual(END);
    expect(fetch).not.toHaveBeenCalled();
  });

  test('of a Request applies if the options have none', async () => {
    const server = await startServer(staysSilent);
    const controller = new AbortController();
    const request = new Request(server.url, { signal: controller.signal });
    const first = eventStream(request).next();
    await server.received(1);

    controller.abort(REASON);

    expect(await rejectionOf(first)).toBe(REASON);
    await server.allSocketsClosed();
  });

  test.each<[string, Respond, (stream: EventStream, abort: () => void) => Promise<unknown>]>([
    ['the end of the stream', endsAfter(''), (stream) => stream.next()],
    ['an error', answers(401), (stream) => rejectionOf(stream.next())],
    [
      'close()',
      staysSilent,
      async (stream) => {
        const first = stream.next();
        stream.close();
        return first;
      },
    ],
    [
      'an abort',
      staysSilent,
      (stream, abort) => {
        const first = rejectionOf(stream.next());
        abort();
        return first;
      },
    ],
  ])('has no listener left after %s', async (_what, respond, play) => {
    const server = await startServer(respond);
    const controller = new AbortController();
    const { signal } = controller;
    const add = vi.spyOn(signal, 'addEventListener');
    const remove = vi.spyOn(signal, 'removeEventListener');
    const stream = eventStream(server.url, { signal });
    expect(add).not.toHaveBeenCalled();

    await play(stream, () => controller.abort());

    expect(add).toHaveBeenCalledTimes(1);
    const [listener] = add.mock.calls;
    expect(remove.mock.calls).toContainEqual(listener);
  });

  test('eventStream: a response that arrives after the end is cancelled', async () => {
    const cancelled = deferred();
    const response = deferred<Response>();
    const stream = eventStream('http://127.0.0.1/', { fetch: () => response.promise });
    const first = stream.next();

    stream.close();
    response.resolve(new Response(new ReadableStream({ cancel: () => cancelled.resolve() })));

    expect(await first).toEqual(END);
    await cancelled.promise;
  });
});
