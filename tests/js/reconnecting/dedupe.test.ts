// dedupe: if the server restarts the stream after a reconnection, no message is delivered twice.
import { expect, test, vi } from 'vitest';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { endsAfter, startServer } from '../support/server.js';

const stream = (...messages: string[]): string =>
  messages.map((message) => `data: ${message}\n\n`).join('');

/** Reads streams that follow one another. Each of them but the last ends too early. */
async function read(
  init: FetchEventSourceInit,
  ...streams: string[]
): Promise<{ messages: string[]; error: unknown; environment: FakeEnvironment; requests: number }> {
  const server = await startServer(...streams.map((text) => endsAfter(text)));
  const environment = new FakeEnvironment();
  environment.releaseAll();
  const messages: string[] = [];
  const error: unknown = await streamWithCallbacks(
    server.url,
    {
      isTerminal: ({ data }) => data === 'end',
      onmessage: ({ data }) => void messages.push(data),
      ...init,
    },
    environment,
  ).catch((reason: unknown) => reason);
  return { messages, error, environment, requests: server.requests.length };
}

test('dedupe by position: drops replayed messages and delivers new messages and equal messages', async () => {
  const { messages } = await read(
    { dedupe: (_message, position) => position },
    stream('ha', 'ha'),
    stream('ha', 'ha', 'ha'),
    stream('ha', 'ha', 'ha', 'end'),
  );

  expect(messages).toEqual(['ha', 'ha', 'ha', 'end']);
});

test('dedupe by key: drops a repeated key within one response, too', async () => {
  const { messages } = await read(
    { dedupe: ({ id }) => id },
    'id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 1\ndata: a\n\n',
    'id: 2\ndata: b\n\nid: 3\ndata: c\n\nid: 4\ndata: end\n\n',
  );

  expect(messages).toEqual(['a', 'b', 'c', 'end']);
});

test('dedupe by key: always delivers a message without a key', async () => {
  const { messages } = await read(
    { dedupe: () => undefined },
    stream('a', 'a'),
    stream('a', 'end'),
  );

  expect(messages).toEqual(['a', 'a', 'a', 'end']);
});

test('dedupe by key: 1 and "1" are different keys', async () => {
  const keys = [1, '1', 1, '1', 'end'];
  const { messages } = await read(
    { dedupe: (_message, position) => keys[position] },
    stream('a', 'b', 'c', 'd', 'end'),
  );

  expect(messages).toEqual(['a', 'b', 'end']);
});

test('dedupe: a dropped message does not change the cursor', async () => {
  const cursors: unknown[] = [];

  await read(
    {
      dedupe: (_message, position) => position,
      cursor: ({ data }) => data,
      resume: ({ cursor, messagesDelivered }) => {
        cursors.push([cursor, messagesDelivered]);
        return { method: 'GET' };
      },
    },
    stream('a', 'b'),
    stream('a'),
    stream('a', 'b', 'end'),
  );

  expect(cursors).toEqual([
    ['b', 2],
    ['b', 2],
  ]);
});

test('dedupe: a server that sends nothing new reaches maxAttempts', async () => {
  const { error, requests, environment } = await read(
    { dedupe: (_message, position) => position, retry: { maxAttempts: 3 } },
    stream('a', 'b'),
  );

  expect(error).toMatchObject({ name: 'TruncatedError', attempt: 3, messagesDelivered: 2 });
  expect(requests).toBe(3);
  expect(environment.delays).toEqual([1000, 2000]);
});

test('dedupe: a dropped terminal message completes the stream', async () => {
  const { messages, error } = await read(
    { dedupe: ({ data }) => (data === 'a' ? 'end' : data) },
    stream('a', 'end'),
  );

  expect(messages).toEqual(['a']);
  expect(error).toBeUndefined();
});

test('dedupe by key: remembers the newest 100000 keys', async () => {
  const count = 100_001;
  const numbers = Array.from({ length: count }, (_, number) => `data: ${number}\n\n`).join('');
  const counts = new Map<string, number>();

  await read(
    {
      dedupe: ({ data }) => data,
      onmessage: ({ data }) => void counts.set(data, (counts.get(data) ?? 0) + 1),
    },
    numbers,
    // The oldest key is forgotten; the second oldest and the newest are not.
    stream('1', String(count - 1), '0', 'end'),
  );

  expect(counts.size).toBe(count + 1);
  expect([counts.get('0'), counts.get('1'), counts.get(String(count - 1))]).toEqual([2, 1, 1]);
});

test('dedupe: an error that it throws is handled like an error of a handler', async () => {
  const onmessage = vi.fn();
  const dedupe = (): string => {
    throw new Error('not JSON');
  };

  const { error } = await read({ dedupe, onmessage }, stream('a'));

  expect(error).toMatchObject({ name: 'HandlerError', handler: 'dedupe' });
  expect(onmessage).not.toHaveBeenCalled();
});
