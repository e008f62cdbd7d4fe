// The memory of WebAssembly instances can grow and never shrinks: data is not kept there, and an
// instance that has grown gets no further parsers.
import { beforeEach, describe, expect, test } from 'vitest';
import { fetchEventSource } from '../../../js/src/index.js';
import { EventStreamParser } from '../../../js/src/parsing/event-stream-parser.js';
import type { StreamEntry } from '../../../js/src/parsing/stream-entry.js';
import { load, retire, type Runtime } from '../../../js/src/runtime/load.js';
import { endsAfter, startServer } from '../support/server.js';

const MEBIBYTE = 1024 * 1024;
const MAX_EVENT_BYTES = 64 * MEBIBYTE;
// Larger than the initial memory of the stock build.
const LENGTH = 24 * MEBIBYTE;
const largeData = `data: ${'x'.repeat(LENGTH)}\n\n`;
const largeId = `id: ${'x'.repeat(LENGTH)}\ndata: a\n\n`;

const sizeOf = ({ memory }: Runtime): number => memory.buffer.byteLength;

function parse(parser: EventStreamParser, text: string): StreamEntry[] {
  const entries: StreamEntry[] = [];
  parser.parse(new TextEncoder().encode(text), entries);
  return entries;
}

/** An instance whose memory has not grown. */
let runtime: Runtime;
let idleBytes: number;

beforeEach(async () => {
  retire(await load());
  runtime = await load();
  idleBytes = Math.max(sizeOf(runtime), 2 * MEBIBYTE);
});

describe('memory: data', () => {
  test('of any size leaves the instance small', async () => {
    const server = await startServer(endsAfter(largeData));
    let length = 0;

    await fetchEventSource(server.url, { onmessage: ({ data }) => (length = data.length) });

    expect(length).toBe(LENGTH);
    expect(await load()).toBe(runtime);
    expect(sizeOf(runtime)).toBeLessThanOrEqual(idleBytes);
  });

  test('of many pieces is complete, and the next event has none of it', () => {
    const parser = new EventStreamParser(runtime, MAX_EVENT_BYTES);
    const line = (index: number): string => `${index} 你好🎉é `.repeat(5000);
    const lines = Array.from({ length: 20 }, (_, index) => line(index));
    const entries: StreamEntry[] = [];
    const bytes = new TextEncoder().encode(
      `event: x\n${lines.map((text) => `data: ${text}\n`).join('')}id: 1\n\ndata: next\n\n`,
    );
    for (let at = 0; at < bytes.length; at += 1021) {
      expect(parser.parse(bytes.subarray(at, at + 1021), entries)).toBe(0);
    }

    expect(entries).toEqual([
      { data: lines.join('\n'), event: 'x', id: '1', retry: undefined },
      { data: 'next', event: '', id: '', retry: undefined },
    ]);
    parser.free();
  });
});

describe('memory: after an ID of 24 MiB', () => {
  test('the next stream gets a small instance, even while the parser is alive', async () => {
    const parser = new EventStreamParser(runtime, MAX_EVENT_BYTES);
    expect(parse(parser, largeId)).toMatchObject([{ data: 'a' }]);
    expect(sizeOf(runtime)).toBeGreaterThan(LENGTH);

    const next = await load();

    expect(next).not.toBe(runtime);
    expect(sizeOf(next)).toBeLessThanOrEqual(idleBytes);
    expect(parse(parser, 'data: b\n\n')).toMatchObject([{ data: 'b' }]);
    parser.free();
    expect(await load()).toBe(next);
  });

  test('a parser of the same instance continues to work', async () => {
    const waiting = new EventStreamParser(runtime, MAX_EVENT_BYTES);
    parse(waiting, 'data: be');
    const large = new EventStreamParser(runtime, MAX_EVENT_BYTES);
    parse(large, largeId);
    large.free();

    expect(await load()).not.toBe(runtime);
    expect(parse(waiting, 'fore\n\n')).toMatchObject([{ data: 'before' }]);
    waiting.free();
  });

  test('a stream that has ended leaves a small instance', async () => {
    const server = await startServer(endsAfter(largeId));
    let length = 0;

    await fetchEventSource(server.url, { onmessage: ({ id }) => (length = id.length) });

    expect(length).toBe(LENGTH);
    expect(sizeOf(await load())).toBeLessThanOrEqual(idleBytes);
  });
});

test('memory: ten thousand small streams share one instance, which does not grow', async () => {
  for (let i = 0; i < 10_000; i += 1) {
    const parser = new EventStreamParser(runtime, MAX_EVENT_BYTES);
    parse(parser, 'id: 1\nevent: add\ndata: half of an ev');
    parser.free();
  }

  expect(await load()).toBe(runtime);
  expect(sizeOf(runtime)).toBeLessThanOrEqual(idleBytes);
});

test('memory: a thousand idle streams take less than a kilobyte each', () => {
  const before = sizeOf(runtime);
  const parsers = Array.from(
    { length: 1000 },
    () => new EventStreamParser(runtime, MAX_EVENT_BYTES),
  );
  for (const parser of parsers) {
    parse(
      parser,
      `id: ${'7'.repeat(1000)}\nevent: ${'e'.repeat(1000)}\ndata: ${'d'.repeat(5000)}\n\n`,
    );
  }

  expect(sizeOf(runtime) - before).toBeLessThan(1000 * 1024);
  parsers.forEach((parser) => parser.free());
});
