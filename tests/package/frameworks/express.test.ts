// Express as in tutorials of chat servers: one path for GET and POST, plain chunks, and blocks with
// every field.
import { describe, expect, test } from 'vitest';
import { answerTo, chunksOf } from './servers/answer.js';
import { useReaders } from './support/readers.js';
import type { Message } from './support/reading.js';
import { startServer } from './support/server.js';

const { all, ours } = useReaders();

const question = '你好吗？';
const ask = `?question=${encodeURIComponent(question)}`;
const post = {
  method: 'POST',
  resume: 'last-event-id' as const,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ question }),
};
const last = '[DONE]';
const chunks = chunksOf(answerTo(question));

describe('Express: plain chunks', () => {
  const path = '/api/chat/sse';
  const messages: Message[] = [...chunks, last].map((data) => ({
    type: 'message',
    data,
    lastEventId: '',
  }));

  test.each(all)('are read from a GET, by $name', async ({ read }) => {
    const server = await startServer('express');

    const reading = await read({ url: `${server.url}${path}${ask}`, last });

    expect(await reading.end()).toEqual(['open', ...messages]);
    expect(server.requests).toEqual(['GET']);
    await server.allClosed();
  });

  test.each(ours)('are read from a POST, by $name', async ({ read }) => {
    const server = await startServer('express');

    const reading = await read({ url: `${server.url}${path}`, init: post, last });

    expect(await reading.end()).toEqual(['open', ...messages]);
    expect(server.requests).toEqual(['POST']);
    await server.allClosed();
  });

  test.each(all)('restart after a cut of a GET, by $name', async ({ read }) => {
    const server = await startServer('express');
    const cut = server.cutAfter(3);

    const reading = await read({ url: `${server.url}${path}${ask}`, last });
    await cut(reading);

    const steps = ['open', ...messages.slice(0, 3), 'retry', 'open', ...messages];
    expect(await reading.end()).toEqual(steps);
    expect(server.requests).toEqual(['GET', 'GET']);
    await server.allClosed();
  });

  test.each(ours)('fail after a cut of a POST, by $name', async ({ read }) => {
    const server = await startServer('express');
    const cut = server.cutAfter(3);

    const reading = await read({ url: `${server.url}${path}`, init: post, last });
    await cut(reading);

    const steps = ['open', ...messages.slice(0, 3), 'failed: StreamInterruptedError'];
    expect(await reading.end()).toEqual(steps);
    expect(server.requests).toEqual(['POST']);
    await server.allClosed();
  });
});

describe('Express: blocks with a comment, an ID and an event type', () => {
  const path = '/api/chat/events';
  const messages: Message[] = [...chunks, last].map((data, index) => ({
    type: data === last ? 'end' : 'content',
    data,
    lastEventId: String(index + 1),
  }));

  test.each(all)('are read from a GET, by $name', async ({ read }) => {
    const server = await startServer('express');

    const reading = await read({ url: `${server.url}${path}${ask}`, last });

    expect(await reading.end()).toEqual(['open', ...messages]);
    expect(server.requests).toEqual(['GET']);
    await server.allClosed();
  });

  test.each(all)('continue after a cut of a GET, by $name', async ({ read }) => {
    const server = await startServer('express');
    const cut = server.cutAfter(7);

    const reading = await read({ url: `${server.url}${path}${ask}`, last });
    await cut(reading);

    const steps = ['open', ...messages.slice(0, 7), 'retry', 'open', ...messages.slice(7)];
    expect(await reading.end()).toEqual(steps);
    expect(server.requests).toEqual(['GET', 'GET 7']);
    await server.allClosed();
  });

  test.each(ours)('continue after a cut of a POST, by $name', async ({ read }) => {
    const server = await startServer('express');
    const cut = server.cutAfter(7);

    const reading = await read({ url: `${server.url}${path}`, init: post, last });
    await cut(reading);

    const steps = ['open', ...messages.slice(0, 7), 'retry', 'open', ...messages.slice(7)];
    expect(await reading.end()).toEqual(steps);
    expect(server.requests).toEqual(['POST', 'POST 7']);
    await server.allClosed();
  });
});
