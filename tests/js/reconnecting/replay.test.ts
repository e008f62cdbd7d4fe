// A non-idempotent request is not sent again without permission once its response was accepted.
// Without this rule, an answer could be generated and paid for twice.
import { describe, expect, test } from 'vitest';
import {
  BodyError,
  HandlerError,
  StreamInterruptedError,
  type Fetch,
} from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { utf8AsHeader } from '../support/bytes.js';
import { rejectionOf } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { endsAfter, startServer, staysOpenAfter, type TestServer } from '../support/server.js';

const POST = { method: 'POST', body: '{"messages":[]}' };
const RESUMED = { ...POST, resume: 'last-event-id' } as const;

interface Played {
  readonly server: TestServer;
  readonly messages: string[];
  readonly environment: FakeEnvironment;
  readonly error: unknown;
}

/**
 * The first attempt sends `text` and is cut at its first message; the second attempt is complete.
 */
async function playCut(init: FetchEventSourceInit, text = 'data: a\n\n'): Promise<Played> {
  const server = await startServer(staysOpenAfter(text), endsAfter('data: rest\n\n'));
  const environment = new FakeEnvironment();
  environment.releaseAll();
  const messages: string[] = [];
  const done = streamWithCallbacks(
    server.url,
    {
      onmessage: ({ data }) => {
        messages.push(data);
        if (data !== 'rest') {
          server.dropConnections();
        }
      },
      ...init,
    },
    environment,
  );
  const error: unknown = await done.catch((reason: unknown) => reason);
  await server.allSocketsClosed();
  return { server, messages, environment, error };
}

describe('replay: a POST that was cut after a message', () => {
  test('is not sent again; the error has the delivered messages and the cause', async () => {
    const { server, messages, environment, error } = await playCut(POST);

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect(error).toMatchObject({
      name: 'StreamInterruptedError',
      phase: 'body',
      messagesDelivered: 1,
      attempt: 1,
      retryable: false,
      cause: expect.any(BodyError) as BodyError,
    });
    expect((error as Error).message).toMatch(/messages delivered: 1 \(see resume /);
    expect(messages).toEqual(['a']);
    expect(server.requests.length).toBe(1);
    expect(environment.waits).toEqual([]);
  });

  test.each<[string, FetchEventSourceInit]>([
    ['PATCH', { ...POST, method: 'PATCH' }],
    ['an unknown method', { ...POST, method: 'REPORT' }],
    ['lower case', { ...POST, method: 'post' }],
    ['onerror that returns nothing', { ...POST, onerror: () => undefined }],
    ['onerror that returns null', { ...POST, onerror: () => null }],
    ['many attempts allowed', { ...POST, retry: { maxAttempts: Infinity } }],
  ])('is not sent again: %s', async (_case, init) => {
    const { server, error } = await playCut(init);

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect(server.requests.length).toBe(1);
  });

  test('onerror receives that error and may throw another one', async () => {
    const errors: unknown[] = [];
    const fatal = new Error('fatal');

    const { server, error } = await playCut({
      ...POST,
      onerror: (failure) => {
        errors.push(failure);
        throw fatal;
      },
    });

    expect(errors).toEqual([expect.any(StreamInterruptedError)]);
    expect(error).toBe(fatal);
    expect(server.requests.length).toBe(1);
  });

  test('is sent again if onerror returns a number', async () => {
    const { server, messages, error, environment } = await playCut({ ...POST, onerror: () => 50 });

    expect(error).toBeUndefined();
    expect(messages).toEqual(['a', 'rest']);
    expect(server.requests.map(({ body }) => body)).toEqual([POST.body, POST.body]);
    expect(environment.delays).toEqual([50]);
  });

  test('is sent again with retry.replay', async () => {
    const { server, messages, error } = await playCut({ ...POST, retry: { replay: true } });

    expect(error).toBeUndefined();
    expect(messages).toEqual(['a', 'rest']);
    expect(server.requests.length).toBe(2);
  });

  test.each([
    ['with the message', 'id: 编号-7\ndata: a\n\n'],
    ['before the message', 'id: 编号-7\n\ndata: a\n\n'],
  ])("is sent again with resume: 'last-event-id' after an id %s", async (_where, text) => {
    // WebKitGTK encodes headers once more, so the expected bytes are sent in a second header.
    const headers = { 'x-same': utf8AsHeader('编号-7') };

    const { server, messages, error } = await playCut({ ...RESUMED, headers }, text);

    expect(error).toBeUndefined();
    expect(messages).toEqual(['a', 'rest']);
    const sent = server.requests[1]?.headers;
    expect(sent).toHaveProperty('last-event-id', sent?.['x-same']);
  });

  test.each([
    ['does not exist', 'data: a\n\n'],
    ['was never dispatched', 'data: a\n\nid: 7\n'],
    ['was reset', 'id: 7\n\nid\ndata: a\n\n'],
    ['no header can carry', 'id: a\u0001b\ndata: a\n\n'],
    ['contains U+0000', 'id: 7\0\ndata: a\n\n'],
  ])("is not sent again with resume: 'last-event-id' for an id that %s", async (_what, text) => {
    const { server, error } = await playCut(RESUMED, text);

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect(server.requests.length).toBe(1);
  });

  test('is not sent again for an id that the caller has set', async () => {
    const { server, error } = await playCut({ ...RESUMED, headers: { 'last-event-id': '5' } });

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect(server.requests.length).toBe(1);
  });
});

test('replay: a request whose body is a stream cannot be resumed by its last event ID', async () => {
  const body = new ReadableStream({ start: (controller) => controller.close() });
  const fetch: Fetch = async (input, init) => globalThis.fetch(input, { ...init, body: 'b' });

  const { server, error } = await playCut({ ...RESUMED, body, fetch }, 'id: 7\ndata: a\n\n');

  expect(error).toBeInstanceOf(BodyError);
  expect(server.requests.length).toBe(1);
});

describe.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'QUERY'])('replay: a %s', (method) => {
  test('is sent again after a message, because it is idempotent', async () => {
    const body = method === 'GET' ? null : 'b';

    const { server, messages, error } = await playCut({ method, body });

    expect(error).toBeUndefined();
    expect(messages).toEqual(['a', 'rest']);
    expect(server.requests.map((request) => request.method)).toEqual([method, method]);
  });
});

describe('replay: an error that a handler throws', () => {
  test('from onmessage ends a POST without a call of onerror and without another request', async () => {
    const thrown = new Error('cannot parse');

    const { server, error } = await playCut({
      ...POST,
      onmessage: () => {
        throw thrown;
      },
    });

    expect(error).toBeInstanceOf(HandlerError);
    expect(error).toMatchObject({ handler: 'onmessage', phase: 'handler', messagesDelivered: 1 });
    expect((error as Error).cause).toBe(thrown);
    expect((error as Error).message).toBe('onmessage threw: cannot parse');
    expect(server.requests.length).toBe(1);
  });

  test('from onmessage sends a POST again if onerror returns', async () => {
    const errors: unknown[] = [];
    const thrown = new Error('retriable');

    const { server, error } = await playCut({
      ...POST,
      onmessage: ({ data }) => {
        if (data === 'a') {
          throw thrown;
        }
      },
      onerror: (failure) => void errors.push(failure),
    });

    expect(error).toBeUndefined();
    expect(errors).toEqual([thrown]);
    expect(server.requests.length).toBe(2);
  });

  test('from onclose sends a POST again', async () => {
    const server = await startServer(endsAfter('data: a\n\n'), endsAfter('data: rest\n\n'));
    const environment = new FakeEnvironment();
    environment.releaseAll();

    await streamWithCallbacks(
      server.url,
      {
        ...POST,
        onclose: () => {
          if (server.requests.length === 1) {
            throw new Error('too early');
          }
        },
      },
      environment,
    );

    expect(server.requests.length).toBe(2);
  });
});

test('replay: messages of all attempts count as delivered', async () => {
  const server = await startServer(staysOpenAfter('data: a\n\n'), staysOpenAfter('data: b\n\n'));
  const environment = new FakeEnvironment();
  environment.releaseAll();

  const error = await rejectionOf(
    streamWithCallbacks(
      server.url,
      {
        ...POST,
        onmessage: () => server.dropConnections(),
        onerror: () => (server.requests.length === 1 ? 10 : undefined),
      },
      environment,
    ),
  );

  expect(error).toBeInstanceOf(StreamInterruptedError);
  expect(error).toMatchObject({ messagesDelivered: 2, attempt: 2 });
});
