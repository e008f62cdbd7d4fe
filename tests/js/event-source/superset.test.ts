// What EventSource does beyond the standard: methods, headers, bodies, fetch, and a retry policy.
import { describe, expect, test } from 'vitest';
import { StreamInterruptedError, type EventSourceErrorEvent } from '../../../js/src/index.js';
import { settle } from '../support/deferred.js';
import { answers, drops, endsAfter, staysOpenAfter, type Respond } from '../support/server.js';
import { QUIET, scene } from '../support/watched-source.js';

const POST = { method: 'POST', body: 'b' };

describe('EventSource: request with init options', () => {
  test('has the method, headers and body of the init in every attempt', async () => {
    let attempts = 0;
    const headers = async (): Promise<HeadersInit> => ({ 'x-attempt': `${++attempts}` });
    const { server, environment, fired } = await scene(
      { ...POST, headers, resume: 'last-event-id' },
      endsAfter('id: 1\ndata: a\n\n'),
      staysOpenAfter('data: b\n\n'),
    );
    environment.releaseAll();

    await fired(5);

    expect(server.requests).toMatchObject([
      { method: 'POST', body: 'b', headers: { accept: 'text/event-stream', 'x-attempt': '1' } },
      { method: 'POST', body: 'b', headers: { 'last-event-id': '1', 'x-attempt': '2' } },
    ]);
  });

  test('a POST is not sent again after its response was accepted: the source is closed', async () => {
    const { server, source, events, fired } = await scene(POST, endsAfter('id: 1\ndata: a\n\n'));

    await fired(3);

    expect(events.map(({ type }) => type)).toEqual(['open', 'message', 'error']);
    expect((events[2] as EventSourceErrorEvent).error).toBeInstanceOf(StreamInterruptedError);
    expect(source.readyState).toBe(source.CLOSED);
    expect(server.requests.length).toBe(1);
  });

  test('a POST that the server restarts closes the source', async () => {
    const { server, environment, source, events, fired } = await scene(
      { ...POST, resume: 'last-event-id' },
      endsAfter('id: 1\ndata: a\n\n'),
    );
    environment.releaseAll();

    await fired(5);

    expect(events.map(({ type }) => type)).toEqual(['open', 'message', 'error', 'open', 'error']);
    expect((events[4] as EventSourceErrorEvent).error).toBeInstanceOf(StreamInterruptedError);
    expect(source.readyState).toBe(source.CLOSED);
    expect(server.requests.length).toBe(2);
  });

  test('is sent by the fetch of the init, whose response may have no URL', async () => {
    const { server, events, fired } = await scene(
      {
        fetch: async () =>
          new Response('data: a\n\n', { headers: { 'content-type': 'text/event-stream' } }),
      },
      drops,
    );

    await fired(2);

    expect(server.requests.length).toBe(0);
    expect((events[1] as MessageEvent).origin).toBe(new URL(server.url).origin);
  });

  test('passes other options to fetch', async () => {
    let seen: RequestInit | undefined;
    const { fired } = await scene(
      {
        cache: 'reload',
        mode: 'same-origin',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        fetch: (input, init) => {
          seen = init;
          return globalThis.fetch(input);
        },
      },
      staysOpenAfter(QUIET),
    );

    await fired(1);

    expect(seen).toMatchObject({
      cache: 'reload',
      mode: 'same-origin',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    expect(Object.keys(seen ?? {})).not.toContain('retry');
  });
});

describe('EventSource: a request that is not idempotent', () => {
  test.each<[string, Respond, boolean]>([
    ['ends', endsAfter('data: a\n\n'), false],
    ['is lost', staysOpenAfter('data: a\n\n'), true],
  ])('fails when its body %s after a message', async (_how, respond, isLost) => {
    const { server, environment, log, errors, fired } = await scene(POST, respond);
    await fired(2);
    if (isLost) {
      server.dropConnections();
    }

    await fired(3);

    expect(log).toEqual(['open 1', 'a message', 'error 2']);
    expect(errors[0]).toBeInstanceOf(StreamInterruptedError);
    expect(errors[0]).toMatchObject({ phase: 'body', messagesDelivered: 1 });
    await server.allSocketsClosed();
    await settle();
    expect([server.requests.length, environment.delays]).toEqual([1, []]);
  });

  test('is sent again if the caller allows it', async () => {
    const { server, environment, fired } = await scene(
      { ...POST, retry: { replay: true } },
      endsAfter('data: a\n\n'),
      staysOpenAfter(QUIET),
    );
    environment.releaseAll();

    await fired(4);

    expect(server.requests.length).toBe(2);
  });

  test('fails after five attempts without a message', async () => {
    const { server, environment, log, fired } = await scene(POST, drops);
    environment.releaseAll();

    await fired(5);

    expect(log).toEqual([...Array<string>(4).fill('error 0'), 'error 2']);
    expect(server.requests.length).toBe(5);
  });
});

describe('EventSource: retry', () => {
  test('the listed statuses are retried', async () => {
    const { environment, log, errors, fired } = await scene(
      { retry: { statuses: [503, 204] } },
      ...[answers(503), answers(204), answers(500)],
    );
    environment.releaseAll();

    await fired(3);

    expect(log).toEqual(['error 0', 'error 0', 'error 2']);
    expect(errors.map((error) => error?.retryable)).toEqual([true, true, false]);
  });

  test('sets the delays, the jitter and the limit', async () => {
    const { source, environment, log, fired } = await scene(
      { retry: { initialDelay: 500, jitter: 0.5, multiplier: 3, maxAttempts: 3 } },
      drops,
    );
    environment.chance = 0.5;
    environment.releaseAll();

    expect(source.reconnectionTime).toBe(500);
    await fired(3);

    expect(environment.delays).toEqual([375, 1125]);
    expect(log).toEqual(['error 0', 'error 0', 'error 2']);
  });
});
