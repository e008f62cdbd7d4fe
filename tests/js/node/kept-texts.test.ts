// Memory of what a call keeps of its messages: keys, the last event ID, the cursor. Only Node's
// tests can collect garbage and measure the heap.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test, vi } from 'vitest';
import { SeenKeys } from '../../../js/src/connecting/seen-keys.js';
import { eventStream, type EventStreamInit } from '../../../js/src/index.js';
import { settle } from '../support/deferred.js';
import { startServer, staysOpenAfter } from '../support/server.js';

// Long loops that also have to finish on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/**
 * A message that begins with a number of 20 digits. Bytes, because a text would be part of the
 * heap.
 */
const message = (number: number, bytes: number, id = ''): Buffer =>
  Buffer.from(`${id}data: ${String(number).padStart(20, '0')}${'x'.repeat(bytes)}\n\n`);

const start = ({ data }: { data: string }): string => data.slice(0, 20);

/**
 * The growth of the heap after the messages have been read and dropped, while the stream is still
 * open.
 */
async function heapGrowth(init: EventStreamInit, ...messages: Buffer[]): Promise<number> {
  // Excludes what the first call in the process allocates.
  const { url } = await startServer(
    staysOpenAfter(message(0, 10)),
    staysOpenAfter(Buffer.concat(messages)),
  );
  const first = eventStream(url, init);
  await first.next();
  first.close();
  const before = heapBytes();
  const stream = eventStream(url, init);
  for (const { length } of messages) {
    expect((await stream.next()).value?.data.length).toBeLessThan(length);
  }
  // A loop that waits for a message. While the loop has a message, the stream keeps it.
  const waiting = stream.next();
  await settle();
  const growth = heapBytes() - before;
  stream.close();
  await waiting;
  return growth;
}

const thousand = Array.from({ length: 1000 }, (_, number) => message(number, 64 * KIBIBYTE));
const large = message(1, 32 * MEBIBYTE, 'id: an-id-of-twenty-digits\n');

describe('kept texts: a text keeps no other part of its message in memory', () => {
  test('1000 keys of dedupe, from 64 MiB of messages', async () => {
    expect(await heapGrowth({ dedupe: start }, ...thousand)).toBeLessThan(4 * MEBIBYTE);
  });

  test('1000 event IDs of a stream that is resumed by them, from 64 MiB of messages', async () => {
    const messages = thousand.map((_message, number) =>
      message(number, 64 * KIBIBYTE, `id: an-id-of-twenty-digits-${number}\n`),
    );

    expect(await heapGrowth({ resume: 'last-event-id' }, ...messages)).toBeLessThan(4 * MEBIBYTE);
  });

  test('the last event ID of a message of 32 MiB', async () => {
    expect(await heapGrowth({}, large)).toBeLessThan(4 * MEBIBYTE);
  });

  test('a cursor cut from a message of 32 MiB', async () => {
    expect(await heapGrowth({ cursor: start }, large)).toBeLessThan(4 * MEBIBYTE);
  });
});

const isSeen = (keys: SeenKeys, key: unknown): boolean => keys.add(key, 0) !== undefined;

describe('kept texts: keys of dedupe', () => {
  test('of 25 MiB are limited to 8 Mi characters: the oldest keys are removed', () => {
    const key = (number: number): string => String(number).padStart(64 * KIBIBYTE, 'x');
    const before = heapBytes();
    const keys = new SeenKeys();
    const seen = Array.from({ length: 400 }, (_, number) => isSeen(keys, key(number)));

    expect(seen).not.toContain(true);
    expect(heapBytes() - before).toBeLessThan(12 * MEBIBYTE);
    expect(isSeen(keys, key(399 - 127))).toBe(true);
    expect(isSeen(keys, key(399 - 128))).toBe(false);
  });

  test('that are larger than the limit are not remembered, and the following keys are', () => {
    const keys = new SeenKeys();
    const long = 'x'.repeat(8 * MEBIBYTE + 1);

    expect(['a', long, long, 'b', 'b'].map((key) => isSeen(keys, key))).toEqual([
      ...[false, false, false, false, true],
    ]);
    expect(isSeen(keys, 'a')).toBe(false);
  });

  // With a new iterator for each removal, this takes minutes.
  test('are removed in constant time: 500,000 beyond the limit', () => {
    const keys = new SeenKeys();
    for (let key = 0; key < 600_000; key++) {
      isSeen(keys, key);
    }

    expect(isSeen(keys, 500_000)).toBe(true);
    expect(isSeen(keys, 499_999)).toBe(false);
  });
});
