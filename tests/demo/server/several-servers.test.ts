// Two processes of the demo share a Redis server. Each serves every answer. Either is killed, and Redis is stopped.

import { expect, it, vi } from 'vitest';
import { checkInterval } from '../../../demo/server/answers/redis.js';
import { defaultLimits } from '../../../demo/server/settings.js';
import { freePort } from '../../support/local-server.mjs';
import { ask, command, errorOf, resume } from './support/demo.js';
import { EventReader, parseChunk, textOf, type RawEvent } from './support/event-reader.js';
import { startProcess } from './support/process.js';
import { lifetimes, useRedis } from './support/redis.js';
import { chunk, openUpstream, streamHeaders } from './support/upstream.js';

vi.setConfig({ testTimeout: 120_000 });

const redis = useRedis();
let answers = 0;
const newId = () => `shared-${(answers += 1)}`;

/** A model server that sends one word, and the rest after `finish`. */
async function openModel() {
  const endings: (() => void)[] = [];
  const upstream = await openUpstream((response) => {
    response.writeHead(200, streamHeaders).write(chunk('Once '));
    endings.push(() => response.end(`${chunk('upon a time.', 'stop')}data: [DONE]\n\n`));
  });
  return {
    requests: upstream.requests,
    env: { REDIS_URL: redis.url, OPENAI_BASE_URL: upstream.url },
    finish: () => endings.forEach((end) => end()),
  };
}

const codeOf = (event: RawEvent | undefined) => event && parseChunk(event).error?.code;

it('serves one answer from both processes, and asks the model once for a key', async () => {
  const model = await openModel();
  const [one, two] = await Promise.all([startProcess(model.env), startProcess(model.env)]);
  const key = { 'idempotency-key': newId() };
  const asked = await Promise.all([one, two, one, two].map((server) => ask(server, 'Hello', key)));
  const readers = asked.map((response) => new EventReader(response));
  await Promise.all(readers.map((reader) => reader.take(2)));

  model.finish();
  const rests = await Promise.all(readers.map((reader) => reader.rest()));

  for (const rest of rests) expect(rest).toEqual(rests[0]);
  expect(textOf(rests[0] ?? [])).toBe('upon a time.');
  expect(model.requests).toHaveLength(1);
});

it('stops and cuts an answer through a process that does not write it', async () => {
  const model = await openModel();
  const [writer, other] = await Promise.all([startProcess(model.env), startProcess(model.env)]);
  const id = newId();
  const first = new EventReader(await ask(writer, 'Hello', { 'idempotency-key': id }));
  await first.take(2);
  const second = new EventReader(await resume(other, `${id}:0`));
  await second.take(1);

  await command(other, 'POST', `${id}/cut`);
  await expect(first.rest()).rejects.toThrow();
  await expect(second.rest()).rejects.toThrow();
  const third = new EventReader(await resume(other, `${id}:1`));
  await command(other, 'DELETE', id);

  const events = await third.rest();
  expect(textOf(events)).toBe('');
  expect(events.at(-1)?.data).toBe('[DONE]');
});

it("resumes at another process when a reader's process is killed", async () => {
  const model = await openModel();
  const [writer, reader] = await Promise.all([startProcess(model.env), startProcess(model.env)]);
  const id = newId();
  const key = { 'idempotency-key': id };
  const asked = new EventReader(await ask(writer, 'Hello', key));
  await asked.take(2);
  const read = new EventReader(await ask(reader, 'Hello', key));
  const before = await read.take(2);

  await reader.kill();
  await expect(read.rest()).rejects.toThrow();
  const resumed = new EventReader(await resume(writer, before.at(-1)?.id ?? ''));
  model.finish();

  expect(textOf([...before, ...(await resumed.rest())])).toBe('Once upon a time.');
});

it("sends readers an error within 10 s when the writer's process is killed", async () => {
  const model = await openModel();
  const [writer, other] = await Promise.all([startProcess(model.env), startProcess(model.env)]);
  const id = newId();
  await new EventReader(await ask(writer, 'Hello', { 'idempotency-key': id })).take(2);
  const readers = await Promise.all(
    [0, 0, 1].map(async (position) => new EventReader(await resume(other, `${id}:${position}`))),
  );
  const killed = performance.now();

  await writer.kill();
  const rests = await Promise.all(readers.map((reader) => reader.rest()));
  const seconds = (performance.now() - killed) / 1000;
  const later = await new EventReader(await resume(other, `${id}:0`)).rest();

  console.info(`The error arrived ${seconds.toFixed(1)} s after the writer was killed.`);
  expect(defaultLimits.lease + checkInterval).toBeLessThan(10_000);
  for (const rest of rests) expect(codeOf(rest.at(-1))).toBe('writer_lost');
  // The error has an event ID, so later readers receive it too.
  expect(later).toEqual(rests[0]);
});

it('does not start without Redis, and names the address', async () => {
  const port = await freePort();

  await expect(startProcess({ REDIS_URL: `redis://127.0.0.1:${port}` })).rejects.toThrow(
    `Could not connect to Redis at 127.0.0.1:${port} (ECONNREFUSED). Is it running, and is REDIS_URL right?`,
  );
});

it('reports that Redis has stopped, and works again when it is back', async () => {
  const model = await openModel();
  const server = await startProcess(model.env);
  const id = newId();
  const reader = new EventReader(await ask(server, 'Hello', { 'idempotency-key': id }));
  const before = await reader.take(2);

  await redis.stop();
  // The error has no ID, so the reader can resume after the last event.
  const last = await reader.nextData();
  const refused = await ask(server, 'Hello');
  await redis.start();
  await vi.waitUntil(async () => (await ask(server, 'Hello')).status === 200, { timeout: 20_000 });
  model.finish();
  const fresh = new EventReader(await ask(server, 'Hello', { 'idempotency-key': newId() }));
  await vi.waitUntil(() => model.requests.length >= 3);
  model.finish();

  expect(JSON.parse(last ?? '{}')).toMatchObject({ error: { code: 'storage_unavailable' } });
  expect(refused.status).toBe(503);
  expect(await errorOf(refused)).toMatchObject({ code: 'storage_unavailable' });
  expect(textOf(await fresh.rest())).toBe('Once upon a time.');
  // The answer from before the stop is readable, with or without its end.
  const resumed = await resume(server, before[0]?.id ?? '');
  expect((await new EventReader(resumed).take(1))[0]).toEqual(before[1]);
  expect(server.errors()).toMatch(/^Redis: connection lost .*\nRedis: connected again/);
});

it('serves 1,000 readers of 100 answers, loses nothing, and every key expires', async () => {
  const words = Array.from({ length: 100 }, (_, index) => `word${index} `);
  const upstream = await openUpstream((response) => {
    response.writeHead(200, streamHeaders);
    let next = 0;
    const timer = setInterval(() => {
      response.write(
        words
          .slice(next, (next += 5))
          .map((word) => chunk(word))
          .join(''),
      );
      if (next < words.length) return;
      clearInterval(timer);
      response.end(`${chunk('', 'stop')}data: [DONE]\n\n`);
    }, 20);
  });
  const env = { REDIS_URL: redis.url, OPENAI_BASE_URL: upstream.url };
  const servers = await Promise.all([startProcess(env), startProcess(env)]);
  const ids = Array.from({ length: 100 }, newId);
  const began = performance.now();

  const texts = await Promise.all(
    ids.flatMap((id) =>
      Array.from({ length: 10 }, async (_, reader) => {
        const server = servers[reader % 2] ?? { url: '' };
        const response = await ask(server, 'Count', { 'idempotency-key': id });
        return textOf(await new EventReader(response).rest());
      }),
    ),
  );

  const seconds = (performance.now() - began) / 1000;
  const memory = await Promise.all(servers.map((server) => server.memory()));
  const megabytes = memory.map((bytes) => (bytes / 2 ** 20).toFixed(0)).join(' and ');
  console.info(`1,000 readers: ${seconds.toFixed(1)} s; ${megabytes} MiB in the two processes.`);
  expect(texts).toHaveLength(1000);
  expect(new Set(texts)).toEqual(new Set([words.join('')]));
  expect(upstream.requests).toHaveLength(100);
  const keys = await lifetimes(redis.url);
  expect([...keys].filter(([key, time]) => time < 0 && key !== 'chats')).toEqual([]);
});
