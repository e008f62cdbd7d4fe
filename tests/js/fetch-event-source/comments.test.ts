// oncomment of fetchEventSource: called in order among the messages and awaited. An error that it
// throws is a failure.
import { expect, test, vi } from 'vitest';
import { fetchEventSource, HandlerError } from '../../../js/src/index.js';
import { pulledBody } from '../support/pulled-body.js';
import { deferred, rejectionOf, settle } from '../support/deferred.js';
import { endsAfter, startServer, staysOpenAfter } from '../support/server.js';

const STREAM = ': 1\ndata: a\n\n:2\n:\ndata: b\n: 3\ndata: c\n\n:  4\n: unfinished';

test('oncomment: receives the text of the comments in the order of the stream', async () => {
  const log: string[] = [];
  const server = await startServer(endsAfter(STREAM));

  await fetchEventSource(server.url, {
    onopen: () => void log.push('onopen'),
    oncomment: (comment) => log.push(`:${comment}`),
    onmessage: ({ data }) => void log.push(data),
    onclose: () => void log.push('onclose'),
  });

  expect(log).toEqual(['onopen', ':1', 'a', ':2', ':', ':3', 'b\nc', ': 4', 'onclose']);
});

test('oncomment: a comment waits for the message before it, and a message for the comment before it', async () => {
  const log: string[] = [];
  const [entered, works] = [
    [deferred(), deferred()],
    [deferred(), deferred()],
  ];
  const work = (name: string) => (): Promise<void> | undefined => {
    const turn = log.push(name) - 1;
    entered[turn]?.resolve();
    return works[turn]?.promise;
  };
  const done = fetchEventSource('http://127.0.0.1/', {
    fetch: pulledBody('data: a\n\n: c\ndata: b\n\n').fetch,
    onmessage: work('message'),
    oncomment: work('comment'),
  });

  for (const turn of [0, 1]) {
    await entered[turn]?.promise;
    await settle();
    expect(log.length).toBe(turn + 1);
    works[turn]?.resolve();
  }
  await done;

  expect(log).toEqual(['message', 'comment', 'message']);
});

test.each<[string, (mine: Error) => unknown]>([
  [
    'throws',
    (mine) => {
      throw mine;
    },
  ],
  ['rejects', (mine) => Promise.reject(mine)],
])('oncomment: an error that it %s is passed to onerror unchanged', async (_how, fail) => {
  const server = await startServer(staysOpenAfter(': 1\ndata: a\n\n'));
  const mine = new Error('mine');
  const onmessage = vi.fn();
  const onerror = vi.fn((error: unknown) => {
    throw error;
  });

  const done = fetchEventSource(server.url, { oncomment: () => fail(mine), onmessage, onerror });

  expect(await rejectionOf(done)).toBe(mine);
  expect(onerror).toHaveBeenCalledExactlyOnceWith(mine);
  expect(onmessage).not.toHaveBeenCalled();
  await server.allSocketsClosed();
});

test('oncomment: without onerror, an error that it throws ends the call with a HandlerError', async () => {
  const server = await startServer(staysOpenAfter('data: a\n\n: 1\n'));
  const mine = new Error('mine');
  const oncomment = (): never => {
    throw mine;
  };

  const error = await rejectionOf(fetchEventSource(server.url, { oncomment }));

  expect(error).toBeInstanceOf(HandlerError);
  expect(error).toMatchObject({ handler: 'oncomment', cause: mine, messagesDelivered: 1 });
  expect(server.requests.length).toBe(1);
  await server.allSocketsClosed();
});

test('oncomment: no function is called after an abort in it', async () => {
  const controller = new AbortController();
  const log: string[] = [];
  const body = pulledBody(STREAM);

  await fetchEventSource('http://127.0.0.1/', {
    fetch: body.fetch,
    signal: controller.signal,
    onmessage: ({ data }) => void log.push(data),
    oncomment: (comment) => {
      log.push(comment);
      if (comment === '2') {
        controller.abort();
      }
    },
  });
  await settle();

  expect(log).toEqual(['1', 'a', '2']);
  expect(body.cancelled).toBe(true);
});
