// eventStream when attempts fail: retries, rejections, and the state of the stream.
import { describe, expect, test } from 'vitest';
import {
  BodyError,
  ConnectError,
  eventStream,
  EventTooLargeError,
  InvalidRequestError,
  ResponseError,
  StreamInterruptedError,
  type EventStreamInit,
} from '../../../js/src/index.js';
import { streamOfMessages } from '../../../js/src/shapes/event-stream.js';
import { pulledBody } from '../support/pulled-body.js';
import { rejectionOf, settle } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { freshPackage, unhandledRejections } from '../support/host.js';
import { refuseBoth } from '../support/refusal.js';
import { answers, drops, endsAfter, startServer, staysOpenAfter } from '../support/server.js';
import { END, step } from '../support/steps.js';

const POST = { method: 'POST', body: 'b' };

describe('eventStream: an error rejects the pending next() once', () => {
  test.each<[string, number, Record<string, string>, object]>([
    ['a 401', 401, {}, { phase: 'status', status: 401, body: 'no' }],
    ['a 404', 404, {}, { phase: 'status', status: 404 }],
    ['another content type', 200, { 'content-type': 'text/html' }, { phase: 'content-type' }],
    ['no content type', 200, {}, { phase: 'content-type' }],
  ])('%s', async (_what, status, headers, expected) => {
    const server = await startServer(answers(status, headers, 'no'));
    const stream = eventStream(server.url, POST);

    const error = await rejectionOf(stream.next());

    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ attempt: 1, messagesDelivered: 0, ...expected });
    expect(stream.response?.status).toBe(status);
    expect(await stream.next()).toEqual(END);
    expect(server.requests.length).toBe(1);
    await server.allSocketsClosed();
  });

  test('a request that cannot be made', async () => {
    const stream = eventStream('http://127.0.0.1/', { method: 'TRACE' });

    expect(await rejectionOf(stream.next())).toBeInstanceOf(InvalidRequestError);
    expect(stream.response).toBeUndefined();
    expect(await stream.next()).toEqual(END);
  });

  test('no connection, after the last attempt', async () => {
    const server = await startServer(drops);
    const environment = new FakeEnvironment();
    environment.releaseAll();

    const error = await rejectionOf(streamOfMessages(server.url, POST, environment).next());

    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ attempt: 5, retryable: false });
    expect(server.requests.length).toBe(5);
  });

  test('an event that exceeds maxEventBytes, after the messages before it', async () => {
    const server = await startServer(staysOpenAfter('data: a\n\ndata: b\n\ndata: 0123456789\n\n'));
    const stream = eventStream(server.url, { maxEventBytes: 10 });

    expect(await stream.next()).toEqual(step('a'));
    expect(await stream.next()).toEqual(step('b'));
    const error = await rejectionOf(stream.next());

    expect(error).toBeInstanceOf(EventTooLargeError);
    expect(error).toMatchObject({ messagesDelivered: 2, phase: 'limit' });
    await server.allSocketsClosed();
  });

  test('of several pending next() calls, the first rejects', async () => {
    const server = await startServer(answers(403));
    const stream = eventStream(server.url);
    const [first, second] = [stream.next(), stream.next()];

    expect(await rejectionOf(first)).toBeInstanceOf(ResponseError);
    expect(await second).toEqual(END);
    expect(await stream.next()).toEqual(END);
  });

  test('a loop throws it', async () => {
    const server = await startServer(answers(401));
    const loop = async (): Promise<void> => {
      for await (const { data } of eventStream(server.url)) {
        throw new Error(`Expected no message, got ${data}`);
      }
    };

    expect(await rejectionOf(loop())).toBeInstanceOf(ResponseError);
  });

  test('without a runtime for the parser, a RuntimeUnavailableError', async () => {
    const fresh = await freshPackage();
    refuseBoth();
    const body = pulledBody('data: a\n\n');
    const stream = fresh.eventStream('http://127.0.0.1/', { fetch: body.fetch });

    expect(await rejectionOf(stream.next())).toBeInstanceOf(fresh.RuntimeUnavailableError);
    expect(body.cancelled).toBe(true);
  });
});

describe('eventStream: a connection that is lost after a message', () => {
  test('of a POST: the next next() rejects with a StreamInterruptedError', async () => {
    const server = await startServer(staysOpenAfter('data: a\n\n'));
    const unhandled = unhandledRejections();
    const stream = eventStream(server.url, POST);
    expect(await stream.next()).toEqual(step('a'));

    server.dropConnections();
    await server.allSocketsClosed();
    await settle();
    const error = await rejectionOf(stream.next());

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect(error).toMatchObject({ phase: 'body', messagesDelivered: 1, retryable: false });
    expect((error as Error).cause).toBeInstanceOf(BodyError);
    expect(await stream.next()).toEqual(END);
    expect(server.requests.length).toBe(1);
    expect(unhandled).toEqual([]);
  });

  test.each<[string, EventStreamInit, string]>([
    ['a GET', {}, ''],
    ["a POST with resume: 'last-event-id'", { ...POST, resume: 'last-event-id' }, 'b'],
  ])('of %s: the stream continues from the last event ID', async (_what, init, body) => {
    const server = await startServer(
      staysOpenAfter('id: 7\ndata: a\n\n'),
      drops,
      endsAfter('data: b\n\nid: 8\ndata: c\n\n'),
    );
    const environment = new FakeEnvironment();
    const stream = streamOfMessages(server.url, init, environment);
    expect(stream.lastEventId).toBe('');
    expect(stream.response).toBeUndefined();

    expect(await stream.next()).toMatchObject({ value: { data: 'a', id: '7' } });
    const first = stream.response;
    expect(first?.status).toBe(200);
    expect(stream.lastEventId).toBe('7');
    const second = stream.next();
    server.dropConnections();
    for (let attempt = 1; attempt <= 2; attempt++) {
      const wait = await environment.nextWait();
      // An attempt without a response does not change `stream.response`.
      expect(stream.response).toBe(first);
      expect(stream.lastEventId).toBe('7');
      wait.release();
    }

    expect(await second).toEqual(step('b'));
    expect(stream.response).not.toBe(first);
    expect(stream.lastEventId).toBe('7');
    expect(await stream.next()).toMatchObject({ value: { data: 'c' } });
    expect(stream.lastEventId).toBe('8');
    const last = stream.response;
    expect(await stream.next()).toEqual(END);
    expect([stream.lastEventId, stream.response]).toEqual(['8', last]);
    expect(server.requests.map(({ headers }) => headers['last-event-id'])).toEqual([
      undefined,
      '7',
      '7',
    ]);
    expect(server.requests.map((request) => request.body)).toEqual([body, body, body]);
    expect(server.mostOpenSockets).toBe(1);
  });

  test('is detected when the next message is requested, and not earlier', async () => {
    const server = await startServer(staysOpenAfter('id: 1\ndata: a\n\n'), endsAfter(''));
    const environment = new FakeEnvironment();
    const stream = streamOfMessages(server.url, {}, environment);
    await stream.next();

    server.dropConnections();
    await server.allSocketsClosed();
    await settle();

    expect(environment.waits).toEqual([]);
    expect(server.requests.length).toBe(1);
    stream.close();
  });
});

describe('eventStream: lastEventId', () => {
  test('is that of the last message that was yielded, even if more of the chunk is parsed', async () => {
    const chunk = 'id: 1\ndata: a\n\ndata: b\n\nid: 2\n\ndata: c\n\nid\ndata: d\n\nid: 3\n\n';
    const stream = eventStream('http://127.0.0.1/', { fetch: pulledBody(chunk).fetch });
    const ids = [stream.lastEventId];

    for await (const { data } of stream) {
      ids.push(`${data}${stream.lastEventId}`);
    }

    expect(ids).toEqual(['', 'a1', 'b1', 'c2', 'd']);
    expect(stream.lastEventId).toBe('3');
  });

  test('includes the IDs of blocks without data before the failure of a pending next()', async () => {
    const server = await startServer(endsAfter('id: 1\ndata: a\n\nid: 2\n\n'));
    const stream = eventStream(server.url, { ...POST, isTerminal: () => false });
    await stream.next();

    await rejectionOf(stream.next());

    expect(stream.lastEventId).toBe('2');
  });

  const CHUNK = 'id: 1\ndata: a\n\nid: 2\ndata: b\n\n';

  test('does not include messages that a break leaves in the chunk', async () => {
    const stream = eventStream('http://127.0.0.1/', { fetch: pulledBody(CHUNK).fetch });

    for await (const { data } of stream) {
      expect(data).toBe('a');
      break;
    }

    expect(stream.lastEventId).toBe('1');
    expect(await stream.next()).toEqual(END);
  });

  test('onstate does not count messages that a break leaves in the chunk', async () => {
    const counts: string[] = [];
    const stream = eventStream('http://127.0.0.1/', {
      fetch: pulledBody(CHUNK).fetch,
      onstate: ({ state, messages }) => void counts.push(`${state} ${messages}`),
    });

    await stream.next();
    await stream.return();

    expect(counts).toEqual(['connecting 0', 'open 0', 'closed 1']);
  });

  test('does not include messages that an abort leaves in the chunk', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const stream = eventStream('http://127.0.0.1/', { fetch: pulledBody(CHUNK).fetch, signal });
    await stream.next();

    controller.abort();

    expect(await rejectionOf(stream.next())).toBe(signal.reason);
    expect(stream.lastEventId).toBe('1');
  });
});

describe('eventStream: onopen and rejected responses', () => {
  test.each([
    ['GET', {}],
    ['POST', POST],
  ])(
    'a %s whose onopen throws ends with that very error, after one request',
    async (_method, init) => {
      const server = await startServer(endsAfter('data: a\n\n'));
      const mine = new Error('mine');
      const onopen = (): never => {
        throw mine;
      };

      const error = await rejectionOf(eventStream(server.url, { ...init, onopen }).next());

      expect(error).toBe(mine);
      expect(server.requests.length).toBe(1);
      await server.allSocketsClosed();
    },
  );

  test('is called for a rejected response before the checks', async () => {
    const server = await startServer(answers(401, {}, 'no'));
    const statuses: number[] = [];
    const onopen = async (response: Response): Promise<void> => {
      await settle();
      statuses.push(response.status);
    };

    const error = await rejectionOf(eventStream(server.url, { onopen }).next());

    expect(error).toMatchObject({ name: 'ResponseError', status: 401, body: 'no' });
    expect(statuses).toEqual([401]);
  });

  test('the error of the status is the same if onopen has read the body', async () => {
    const server = await startServer(answers(401, {}, 'no'));
    const onopen = (response: Response): Promise<string> => response.text();

    const error = await rejectionOf(eventStream(server.url, { onopen }).next());

    expect(error).toMatchObject({ name: 'ResponseError', status: 401, body: '' });
  });
});
