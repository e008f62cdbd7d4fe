// What callers of @microsoft/fetch-event-source depend on: the order of the callbacks and their
// arguments.
import { describe, expect, test, vi } from 'vitest';
import { EventStreamContentType, fetchEventSource } from '../../../js/src/index.js';
import { deferred } from '../support/deferred.js';
import { answers, endsAfter, startServer, staysOpenAfter } from '../support/server.js';

const soon = { initialDelay: 10 };

test('fetchEventSource: calls fetch, onopen, onmessage for each message, onclose, and resolves to undefined', async () => {
  const server = await startServer(endsAfter('data: a\n\ndata: b\n\n'));
  const calls: string[] = [];

  const done = fetchEventSource(server.url, {
    fetch: (input, init) => {
      calls.push('fetch');
      return fetch(input, init);
    },
    onopen: async () => void calls.push('onopen'),
    onmessage: ({ data }) => void calls.push(`onmessage ${data}`),
    onclose: () => void calls.push('onclose'),
    onerror: () => void calls.push('onerror'),
  });

  await expect(done).resolves.toBeUndefined();
  expect(calls).toEqual(['fetch', 'onopen', 'onmessage a', 'onmessage b', 'onclose']);
});

test('fetchEventSource: the name of the media type is exported', () => {
  expect(EventStreamContentType).toBe('text/event-stream');
});

test('fetchEventSource: the init is optional', async () => {
  const server = await startServer(endsAfter('data: a\n\n'));

  await expect(fetchEventSource(server.url)).resolves.toBeUndefined();

  expect(server.requests).toMatchObject([{ method: 'GET', path: '/stream' }]);
});

describe('onopen', () => {
  test('receives the response with its body unread', async () => {
    const server = await startServer(endsAfter('data: a\n\n'));
    const seen: unknown[] = [];

    await fetchEventSource(server.url, {
      onopen: (response) => {
        seen.push(response instanceof Response, response.status, response.bodyUsed);
        seen.push(response.body?.locked, response.headers.get('content-type'));
      },
    });

    expect(seen).toEqual([true, 200, false, false, 'text/event-stream']);
  });

  test('is called for every attempt', async () => {
    const server = await startServer(answers(503), endsAfter('data: a\n\n'), endsAfter(''));
    const statuses: number[] = [];

    await fetchEventSource(server.url, {
      retry: soon,
      onopen: (response) => {
        statuses.push(response.status);
        if (!response.ok) {
          throw new Error('not now');
        }
      },
      onclose: () => {
        if (server.requests.length < 3) {
          throw new Error('more');
        }
      },
    });

    expect(statuses).toEqual([503, 200, 200]);
  });

  test('is awaited before the first message', async () => {
    const server = await startServer(endsAfter('data: a\n\n'));
    const gate = deferred();
    const entered = deferred();
    const calls: string[] = [];
    const done = fetchEventSource(server.url, {
      onopen: async () => {
        entered.resolve();
        await gate.promise;
        calls.push('onopen is done');
      },
      onmessage: () => void calls.push('onmessage'),
    });
    await entered.promise;

    gate.resolve();
    await done;

    expect(calls).toEqual(['onopen is done', 'onmessage']);
  });

  test('replaces the checks of status and content type', async () => {
    const server = await startServer(answers(418, { 'content-type': 'text/plain' }, 'data: a\n\n'));
    const messages: string[] = [];

    await fetchEventSource(server.url, {
      onopen: () => {},
      onmessage: ({ data }) => void messages.push(data),
    });

    expect(messages).toEqual(['a']);
  });

  test('an error that it throws is passed to onerror, and the body is not read', async () => {
    const server = await startServer(staysOpenAfter('data: a\n\n'));
    const thrown = new Error('refused');
    const onmessage = vi.fn();

    const done = fetchEventSource(server.url, {
      onopen: () => {
        throw thrown;
      },
      onmessage,
      onerror: (error) => {
        throw error;
      },
    });

    await expect(done).rejects.toBe(thrown);
    expect(onmessage).not.toHaveBeenCalled();
    await server.allSocketsClosed();
  });
});

describe('onclose', () => {
  test('an error that it throws is passed to onerror, and the stream is opened again', async () => {
    const server = await startServer(endsAfter('data: a\n\n'), endsAfter('data: b\n\n'));
    const thrown = new Error('too early');
    const errors: unknown[] = [];
    const messages: string[] = [];

    await fetchEventSource(server.url, {
      onmessage: ({ data }) => void messages.push(data),
      onclose: () => {
        if (messages.length < 2) {
          throw thrown;
        }
      },
      onerror: (error) => {
        errors.push(error);
        return 10;
      },
    });

    expect(errors).toEqual([thrown]);
    expect(errors[0]).toBe(thrown);
    expect(messages).toEqual(['a', 'b']);
  });

  test('may be async: its rejection is handled like an exception', async () => {
    const server = await startServer(endsAfter(''));
    const thrown = new Error('too early');

    const done = fetchEventSource(server.url, {
      onclose: async () => {
        throw thrown;
      },
      onerror: (error) => {
        throw error;
      },
    });

    await expect(done).rejects.toBe(thrown);
  });
});

describe('fetchEventSource: no content', () => {
  test.each([204, 205])('%i ends the stream without a message', async (status) => {
    const server = await startServer(answers(status, { 'content-type': 'text/event-stream' }));
    const calls: string[] = [];

    await fetchEventSource(server.url, {
      onmessage: () => void calls.push('onmessage'),
      onclose: () => void calls.push('onclose'),
      onerror: () => void calls.push('onerror'),
    });

    expect(calls).toEqual(['onclose']);
    expect(server.requests.length).toBe(1);
  });

  test('204 needs no content type', async () => {
    const server = await startServer(answers(204));

    await expect(fetchEventSource(server.url)).resolves.toBeUndefined();
  });
});
