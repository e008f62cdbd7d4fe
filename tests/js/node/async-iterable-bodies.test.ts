// Bodies of node-fetch and cross-fetch, which run only in Node: streams of Node over real sockets.
import { once } from 'node:events';
import { Readable } from 'node:stream';
import crossFetch from 'cross-fetch';
import nodeFetch from 'node-fetch';
import { describe, expect, test } from 'vitest';
import { eventStream, fetchEventSource, type Fetch } from '../../../js/src/index.js';
import { deferred, rejectionOf, settle } from '../support/deferred.js';
import {
  answers,
  endsAfter,
  startServer,
  staysOpenAfter,
  type Respond,
} from '../support/server.js';

const FETCHES: [string, Fetch][] = [
  ['node-fetch', nodeFetch as unknown as Fetch],
  ['cross-fetch', crossFetch],
];

/** An error page that never ends. */
const endlessPage: Respond = (response) =>
  response.writeHead(401, { 'content-type': 'text/plain' }).write('x'.repeat(20_000));

describe.each(FETCHES)('body of %s', (_name, fetch) => {
  test('is read to its end, and its socket is closed', async () => {
    const server = await startServer(endsAfter('data: 你好\n\ndata: b\n\n'));
    const messages: string[] = [];

    await fetchEventSource(server.url, {
      ...{ method: 'POST', body: '{"q":1}', fetch },
      onmessage: ({ data }) => void messages.push(data),
    });

    expect(messages).toEqual(['你好', 'b']);
    expect(server.requests).toMatchObject([{ method: 'POST', body: '{"q":1}' }]);
    await server.allSocketsClosed();
  });

  test('an abort closes the socket while a read is pending', async () => {
    const server = await startServer(staysOpenAfter('data: a\n\n'));
    const controller = new AbortController();
    const received = deferred();
    const done = fetchEventSource(server.url, {
      ...{ fetch, signal: controller.signal },
      onmessage: () => received.resolve(),
    });
    await received.promise;
    await settle();
    expect(server.openSockets).toBe(1);

    controller.abort();

    await done;
    await server.allSocketsClosed();
  });

  test('break closes the socket', async () => {
    const server = await startServer(staysOpenAfter('data: a\n\ndata: b\n\n'));
    const messages: string[] = [];

    for await (const { data } of eventStream(server.url, { fetch })) {
      messages.push(data);
      break;
    }

    expect(messages).toEqual(['a']);
    await server.allSocketsClosed();
  });

  test('a connection that is cut is requested again, with one socket at a time', async () => {
    const server = await startServer(
      staysOpenAfter('id: 1\ndata: a\n\n'),
      staysOpenAfter('id: 2\ndata: b\n\n'),
      endsAfter('data: c\n\n'),
    );
    const messages: string[] = [];

    await fetchEventSource(server.url, {
      ...{ fetch, retry: { initialDelay: 10 } },
      onmessage: ({ data }) => {
        messages.push(data);
        if (data !== 'c') {
          server.dropConnections();
        }
      },
    });

    expect(messages).toEqual(['a', 'b', 'c']);
    expect(server.mostOpenSockets).toBe(1);
    expect(server.requests.map(({ headers }) => headers['last-event-id'])).toEqual([
      undefined,
      '1',
      '2',
    ]);
    await server.allSocketsClosed();
  });

  test.each([
    ['complete', answers(401, {}, 'no access'), 'no access'],
    ['endless', endlessPage, 'x'.repeat(16 * 1024)],
  ])(
    'the error has the text of an error page, and its socket is closed: %s',
    async (_what, page, body) => {
      const server = await startServer(page);

      const error = await rejectionOf(fetchEventSource(server.url, { fetch }));

      expect(error).toMatchObject({ name: 'ResponseError', status: 401, body });
      await server.allSocketsClosed();
    },
  );

  test('an unread body is released if onopen rejects the response', async () => {
    const server = await startServer(staysOpenAfter('data: a\n\n'));

    const error = await rejectionOf(
      fetchEventSource(server.url, {
        fetch,
        onopen: () => {
          throw new Error('refused');
        },
        onerror: (thrown) => {
          throw thrown;
        },
      }),
    );

    expect((error as Error).message).toBe('refused');
    await server.allSocketsClosed();
  });
});

test('body: a stream of Node that emits strings is read, and destroyed by an abort', async () => {
  const controller = new AbortController();
  const body = new Readable({ read: () => {}, encoding: 'utf8' });
  body.push('data: 你好\n\n');
  const response = new Response(null, { headers: { 'content-type': 'text/event-stream' } });
  Object.defineProperty(response, 'body', { value: body });
  const closed = once(body, 'close');
  const messages: string[] = [];

  await fetchEventSource('http://127.0.0.1/', {
    ...{ signal: controller.signal, fetch: async () => response },
    onmessage: ({ data }) => {
      messages.push(data);
      controller.abort();
    },
  });

  await closed;
  expect(messages).toEqual(['你好']);
  expect(body.destroyed).toBe(true);
});
