// NestJS with @Sse: an Observable with delays, a log file that grows, and a Buffer as JSON.
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { useNest } from './support/nest.js';
import { useReaders, type Reader } from './support/readers.js';
import type { Message } from './support/reading.js';
import type { TestServer } from './support/server.js';

const { all, ours } = useReaders();
const startNest = useNest();

describe('NestJS: an Observable that emits after 0, 2 and 5 seconds', () => {
  const path = '/api/speech';
  const messages: Message[] = ['现在', '两秒以后', '五秒以后'].map((data, index) => ({
    type: 'content',
    data,
    lastEventId: String(index + 1),
  }));
  const last = '五秒以后';
  const afterCut = ['open', ...messages.slice(0, 1), 'retry', 'open', ...messages.slice(1)];

  test.each(all)('is read in order, by $name', async ({ read }) => {
    const server = await startNest();

    const reading = await read({ url: `${server.url}${path}`, last });

    expect(await reading.end()).toEqual(['open', ...messages]);
    expect(server.requests).toEqual(['GET']);
    await server.allClosed();
  });

  test.each(all)('continues after a cut, by $name', async ({ read }) => {
    const server = await startNest();
    const cut = server.cutAfter(1);

    const reading = await read({ url: `${server.url}${path}`, last });
    await cut(reading);

    expect(await reading.end()).toEqual(afterCut);
    expect(server.requests).toEqual(['GET', 'GET 1']);
    await server.allClosed();
  });

  test.each(ours)('continues after a cut of a POST, by $name', async ({ read }) => {
    const server = await startNest();
    const cut = server.cutAfter(1);

    const init = { method: 'POST', resume: 'last-event-id' } as const;
    const reading = await read({ url: `${server.url}${path}`, init, last });
    await cut(reading);

    expect(await reading.end()).toEqual(afterCut);
    expect(server.requests).toEqual(['POST', 'POST 1']);
    await server.allClosed();
  });
});

describe('NestJS: a log file that grows', () => {
  const path = '/api/log';
  const lines = ['第一行', '第二行', '第三行', '第四行', '第五行'];
  const messages: Message[] = lines.map((data, index) => ({
    type: 'message',
    data,
    lastEventId: String(index + 1),
  }));

  /** A log of two lines and the beginning of a third. */
  async function startLog(): Promise<{ log: string; server: TestServer }> {
    const folder = await mkdtemp(join(tmpdir(), 'log-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const log = join(folder, 'server.log');
    await writeFile(log, '第一行\n第二行\n第');
    return { log, server: await startNest(log) };
  }

  async function openWatchers({ url }: TestServer): Promise<number> {
    return Number(await (await fetch(`${url}/api/log/watchers`)).text());
  }

  test.each(all)(
    'emits each line when it is complete, until $name disconnects',
    async ({ read }) => {
      const { log, server } = await startLog();

      const reading = await read({ url: `${server.url}${path}`, last: '第五行' });
      await reading.received(2);
      expect(await openWatchers(server)).toBe(1);
      await appendFile(log, '三行\n');
      await reading.received(3);
      await appendFile(log, '第四行\n第五行\n第六行');

      expect(await reading.end()).toEqual(['open', ...messages]);
      while ((await openWatchers(server)) > 0);
      await server.allClosed();
    },
  );

  test.each(all)('continues after a cut and is watched once, by $name', async ({ read }) => {
    const { log, server } = await startLog();
    const cut = server.cutAfter(2);

    const reading = await read({ url: `${server.url}${path}`, last: '第五行' });
    await appendFile(log, '三行\n');
    await cut(reading);
    await reading.received(3);
    expect(await openWatchers(server)).toBe(1);
    await appendFile(log, '第四行\n第五行\n');

    const steps = ['open', ...messages.slice(0, 2), 'retry', 'open', ...messages.slice(2)];
    expect(await reading.end()).toEqual(steps);
    expect(server.requests.filter((request) => request !== 'GET')).toEqual(['GET 2']);
    while ((await openWatchers(server)) > 0);
  });
});

describe('NestJS: a POST whose handler sets no IDs', () => {
  const path = '/api/greeting';
  const init = { method: 'POST' };
  const messages: Message[] = ['你', '好'].map((data, index) => ({
    type: 'message',
    data,
    lastEventId: String(index + 1),
  }));
  const isStrict = ({ name }: Reader): boolean => name.startsWith('EventSource');
  const strict = ours.filter(isStrict);
  const lenient = ours.filter((reader) => !isStrict(reader));

  test.each(lenient)(
    'has IDs from NestJS, and is not sent again after a cut, by $name',
    async (reader) => {
      const server = await startNest();
      const cut = server.cutAfter(1);

      const reading = await reader.read({ url: `${server.url}${path}`, init, last: '好' });
      await cut(reading);

      const steps = ['open', ...messages.slice(0, 1), 'failed: StreamInterruptedError'];
      expect(await reading.end()).toEqual(steps);
      expect(server.requests).toEqual(['POST']);
    },
  );

  test.each(strict)('has the status 201, which $name rejects', async ({ read }) => {
    const server = await startNest();

    const reading = await read({ url: `${server.url}${path}`, init, last: '好' });

    expect(await reading.end()).toEqual(['failed: ResponseError']);
    expect(server.requests).toEqual(['POST']);
  });
});

test.each(all)(
  'NestJS: a Buffer as JSON is converted back to its bytes, by $name',
  async ({ read }) => {
    const server = await startNest();
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

    const reading = await read({ url: `${server.url}/api/bytes`, last: JSON.stringify(bytes) });

    const [, message] = await reading.end();
    const { data } = message as Message;
    const restored = JSON.parse(data) as { type: string; data: number[] };
    expect(restored.type).toBe('Buffer');
    expect(Buffer.from(restored.data).equals(bytes)).toBe(true);
  },
);
