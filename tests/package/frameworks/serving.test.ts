// What the server of an event stream has to handle: preflight requests of pages of other origins,
// and compression.
import { describe, expect, test } from 'vitest';
import { useReaders } from './support/readers.js';
import { startServer } from './support/server.js';

const { all, native, ours } = useReaders();
const oursInChromium = ours.filter(({ name }) => name.endsWith('Chromium'));

describe('serving: a page of another origin', () => {
  const path = '/api/chat/events?question=hello';
  const last = '[DONE]';
  const onlyContentType = { allowedHeaders: ['content-type'] };

  test.each(oursInChromium)(
    'sends a preflight before a request with an ID, by $name',
    async ({ read }) => {
      const server = await startServer('express');
      const cut = server.cutAfter(2);

      const reading = await read({ url: `${server.url}${path}`, last });
      await cut(reading);
      await reading.end();

      expect(server.requests).toEqual(['GET', 'GET 2']);
      expect(server.preflights).toEqual(['last-event-id']);
    },
  );

  test.each(oursInChromium)(
    'sends a preflight before each kind of POST, by $name',
    async ({ read }) => {
      const server = await startServer('express');
      const cut = server.cutAfter(2);
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', resume: 'last-event-id' as const, headers, body: '{}' };

      const reading = await read({ url: `${server.url}${path}`, init, last });
      await cut(reading);
      await reading.end();

      expect(server.requests).toEqual(['POST', 'POST 2']);
      expect(server.preflights).toEqual(['content-type', 'content-type,last-event-id']);
    },
  );

  test.each(oursInChromium)('cannot resume if the ID is not allowed, by $name', async (reader) => {
    const server = await startServer('express', onlyContentType);
    const cut = server.cutAfter(2);
    const init = { retry: { maxAttempts: 2 } };

    const reading = await reader.read({ url: `${server.url}${path}`, init, last });
    await cut(reading);
    const steps = await reading.end();

    expect(steps.slice(3)).toEqual(['retry', 'failed: ConnectError']);
    expect(server.requests).toEqual(['GET']);
  });

  test('sends no preflight with native EventSource', async () => {
    const server = await startServer('express', onlyContentType);
    const cut = server.cutAfter(2);

    const reading = await native.read({ url: `${server.url}${path}`, last });
    await cut(reading);
    await reading.end();

    expect(server.requests).toEqual(['GET', 'GET 2']);
    expect(server.preflights).toEqual([]);
  });
});

describe.each([
  ['no-transform disables compression', '/untouched', null],
  ['res.flush() sends what compression has buffered', '/flushed', 'gzip'],
])('serving: %s', (_way, path, encoding) => {
  test('the response has the expected encoding', async () => {
    const server = await startServer('compressed');
    const headers = { 'accept-encoding': 'gzip' };

    const response = await fetch(`${server.url}${path}`, { headers });

    expect(response.headers.get('content-encoding')).toBe(encoding);
    await response.body?.cancel();
  });

  // The second message is sent when the first has been received: a buffered message would block the
  // test.
  test.each(all)('a message is received before the next is sent, by $name', async ({ read }) => {
    const server = await startServer('compressed');

    const reading = await read({ url: `${server.url}${path}`, last: 'two' });
    await reading.received(1);
    await fetch(`${server.url}/next`, { method: 'POST' });

    const messages = ['one', 'two'].map((data) => ({ type: 'message', data, lastEventId: '' }));
    expect(await reading.end()).toEqual(['open', ...messages]);
    await server.allClosed();
  });
});
