// Koa as in a tutorial: `{ seq, time }` from a port of its own, for a GET and a POST on one path.
import { expect, test } from 'vitest';
import { useReaders } from './support/readers.js';
import type { Message } from './support/reading.js';
import { startServer, type TestServer } from './support/server.js';

const { all, ours } = useReaders();

const path = '/api/clock';
const time = '2026-01-31T08:00:00.000Z';
const post = {
  method: 'POST',
  resume: 'last-event-id' as const,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ step: 2 }),
};

const messages: Message[] = [2, 4, 6, 8, 10].map((seq) => ({
  type: 'message',
  data: JSON.stringify({ seq, time }),
  lastEventId: String(seq),
}));
const last = JSON.stringify({ seq: 10, time });
const afterCut = ['open', ...messages.slice(0, 3), 'retry', 'open', ...messages.slice(3)];

const startKoa = (): Promise<TestServer> => startServer('koa', { now: () => new Date(time) });

test.each(all)('Koa: a GET, by $name', async ({ read }) => {
  const server = await startKoa();

  const reading = await read({ url: `${server.url}${path}?step=2`, last });

  expect(await reading.end()).toEqual(['open', ...messages]);
  expect(server.requests).toEqual(['GET']);
  await server.allClosed();
});

test.each(ours)('Koa: a POST, by $name', async ({ read }) => {
  const server = await startKoa();

  const reading = await read({ url: `${server.url}${path}`, init: post, last });

  expect(await reading.end()).toEqual(['open', ...messages]);
  expect(server.requests).toEqual(['POST']);
  await server.allClosed();
});

test.each(all)('Koa: a GET continues after a cut, by $name', async ({ read }) => {
  const server = await startKoa();
  const cut = server.cutAfter(3);

  const reading = await read({ url: `${server.url}${path}?step=2`, last });
  await cut(reading);

  expect(await reading.end()).toEqual(afterCut);
  expect(server.requests).toEqual(['GET', 'GET 6']);
  await server.allClosed();
});

test.each(ours)('Koa: a POST continues after a cut, by $name', async ({ read }) => {
  const server = await startKoa();
  const cut = server.cutAfter(3);

  const reading = await read({ url: `${server.url}${path}`, init: post, last });
  await cut(reading);

  expect(await reading.end()).toEqual(afterCut);
  expect(server.requests).toEqual(['POST', 'POST 6']);
  await server.allClosed();
});
