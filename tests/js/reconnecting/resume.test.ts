// resume: all forms of the request that continues a stream that was cut.
import { describe, expect, test } from 'vitest';
import type { ResumeAnswer } from '../../../js/src/index.js';
import { streamOfMessages } from '../../../js/src/shapes/event-stream.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import { requestsOf, CUT, play, POST, REST } from '../support/cut-scene.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { startServer, staysOpenAfter } from '../support/server.js';

describe('resume: a POST that was cut after a message', () => {
  test('continues with a GET of another URL and the headers of the call', async () => {
    const played = await play(
      (url) => ({ ...POST, resume: () => ({ url: `${url}/rest?after=1` }) }),
      CUT,
      REST,
    );
    const { messages, error, server } = played;

    expect(error).toBeUndefined();
    expect(messages).toEqual(['a', 'rest']);
    expect(requestsOf(played)).toEqual([
      ['POST', '/stream', POST.body],
      ['GET', '/stream/rest?after=1', ''],
    ]);
    expect(server.requests[1]?.headers).toMatchObject({
      authorization: 'Bearer a',
      accept: 'text/event-stream',
    });
  });

  test.each<[string, (url: string) => ResumeAnswer, unknown[]]>([
    ['a string', (url) => `${url}/rest`, ['GET', '/stream/rest', '']],
    ['a URL', (url) => new URL(`${url}/rest`), ['GET', '/stream/rest', '']],
    [
      'a Request, as it is',
      (url) => new Request(`${url}/rest`, { method: 'PUT', body: 'b' }),
      ['PUT', '/stream/rest', 'b'],
    ],
    [
      'another URL, with a method and a body',
      (url) => ({ url: `${url}/rest`, method: 'POST', body: 'b' }),
      ['POST', '/stream/rest', 'b'],
    ],
    ['another method: no body', () => ({ method: 'DELETE' }), ['DELETE', '/stream', '']],
    ['another body', () => ({ body: 'b' }), ['POST', '/stream', 'b']],
    ['other headers', () => ({ headers: { a: 'b' } }), ['POST', '/stream', POST.body]],
    [
      'a promise',
      (url) => Promise.resolve(`${url}/rest`) as unknown as string,
      ['GET', '/stream/rest', ''],
    ],
  ])('continues with %s', async (_form, answer, request) => {
    const played = await play((url) => ({ ...POST, resume: () => answer(url) }), CUT, REST);

    expect(played.error).toBeUndefined();
    expect(requestsOf(played)[1]).toEqual(request);
  });

  test('continues with headers that replace those of the call and may be made for each attempt', async () => {
    const { server } = await play(
      () => ({ ...POST, resume: () => ({ headers: () => ({ authorization: 'Bearer b' }) }) }),
      CUT,
      REST,
    );

    expect(server.requests[1]?.headers).toMatchObject({ authorization: 'Bearer b' });
  });

  test('sends no idempotency key, because the key identifies the first request', async () => {
    const keys = async (answer: ResumeAnswer): Promise<unknown> => {
      const init = { ...POST, idempotencyKey: 'k', resume: () => answer };
      const { server } = await play(() => init, CUT, REST);
      return server.requests.map(({ headers }) => headers['idempotency-key']);
    };

    expect(await keys({ method: 'PUT', body: 'b' })).toEqual(['k', undefined]);
    expect(await keys({ body: 'b' })).toEqual(['k', undefined]);
    expect(await keys({ headers: { a: 'b' } })).toEqual(['k', 'k']);
  });

  test('sends the last event ID if the stream has one', async () => {
    const { server } = await play(
      (url) => ({ ...POST, resume: ({ lastEventId }) => `${url}/${lastEventId}` }),
      staysOpenAfter('id: 7\ndata: a\n\n'),
      REST,
    );

    expect(server.requests[1]).toMatchObject({
      path: '/stream/7',
      headers: { 'last-event-id': '7' },
    });
  });

  test('continues even if the body of the call was a stream that is consumed', async () => {
    const body = (): unknown => ({
      async *[Symbol.asyncIterator]() {
        yield await Promise.resolve('b');
      },
    });
    const sent: unknown[] = [];
    const played = await play(
      (url) => ({
        method: 'POST',
        body: body() as BodyInit,
        // Browsers cannot send a stream over HTTP/1.1, and the test does not depend on what is
        // sent.
        fetch: (input, init) => {
          sent.push(init?.body ?? null);
          return fetch(input, { ...init, body: init?.body ? 'b' : null });
        },
        resume: () => `${url}/rest`,
      }),
      CUT,
      REST,
    );

    expect(played.error).toBeUndefined();
    expect(sent).toEqual([expect.any(Object), null]);
  });
});

describe('resume: a call with a Request', () => {
  test.each<[string, (url: string) => ResumeAnswer, unknown[]]>([
    ['another URL: its headers', (url) => `${url}/rest`, ['GET', '/stream/rest', '']],
    ['another method: its URL', () => ({ method: 'PUT', body: 'b' }), ['PUT', '/stream', 'b']],
    [
      'the same again: its body',
      () => ({ headers: { authorization: 'Bearer a' } }),
      ['POST', '/stream', POST.body],
    ],
  ])('%s', async (_form, answer, request) => {
    const server = await startServer(CUT, REST);
    const environment = new FakeEnvironment();
    environment.releaseAll();
    const { url } = server;

    await streamWithCallbacks(
      new Request(url, POST),
      {
        onmessage: ({ data }) => {
          if (data !== 'rest') server.dropConnections();
        },
        resume: () => answer(url),
      },
      environment,
    );

    const [, { method, path, body, headers } = {}] = server.requests;
    expect([method, path, body]).toEqual(request);
    expect(headers).toMatchObject({ authorization: 'Bearer a' });
  });
});

test('resume: continues an eventStream, too', async () => {
  const server = await startServer(CUT, REST);
  const environment = new FakeEnvironment();
  environment.releaseAll();

  const messages: string[] = [];
  const stream = streamOfMessages(
    server.url,
    {
      ...POST,
      cursor: ({ data }) => data,
      resume: ({ cursor }) => `${server.url}/${String(cursor)}`,
    },
    environment,
  );
  for await (const { data } of stream) {
    messages.push(data);
    if (data === 'a') server.dropConnections();
  }

  expect(messages).toEqual(['a', 'rest']);
  expect(server.requests.map(({ path }) => path)).toEqual(['/stream', '/stream/a']);
});
