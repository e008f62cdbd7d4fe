// WebAssembly memory cannot shrink: what a very large event took is given back with the instance, once it is idle.
import { beforeEach, describe, expect, test } from 'vitest';
import { fetchEventSource } from '../../js/src/index.js';
import { EventStreamParser } from '../../js/src/parsing/event-stream-parser.js';
import type { StreamEntry } from '../../js/src/parsing/stream-entry.js';
import { load, retire, type Runtime } from '../../js/src/runtime/load.js';
import { endsAfter, startServer } from './support/server.js';

const MEBIBYTE = 1024 * 1024;
const MAX_EVENT_BYTES = 64 * MEBIBYTE;
// Larger than what the stock build begins with.
const largeEvent = `data: ${'x'.repeat(24 * MEBIBYTE)}\n\n`;

const sizeOf = ({ memory }: Runtime): number => memory.buffer.byteLength;

function parse(parser: EventStreamParser, text: string): StreamEntry[] {
  const entries: StreamEntry[] = [];
  parser.parse(new TextEncoder().encode(text), entries);
  return entries;
}

/** An instance that nothing has grown yet. */
let runtime: Runtime;
let idleBytes: number;

beforeEach(async () => {
  retire(await load());
  runtime = await load();
  idleBytes = Math.max(sizeOf(runtime), 2 * MEBIBYTE);
});

describe('after a very large event', () => {
  test('the next stream gets a small instance, once no parser is alive', async () => {
    const parser = new EventStreamParser(runtime, MAX_EVENT_BYTES);
    parse(parser, largeEvent);
    expect(sizeOf(runtime)).toBeGreaterThan(24 * MEBIBYTE);
    parser.free();

    const next = await load();

    expect(next).not.toBe(runtime);
    expect(sizeOf(next)).toBeLessThanOrEqual(idleBytes);
  });

  test('a parser that is alive keeps its instance and goes on', async () => {
    const waiting = new EventStreamParser(runtime, MAX_EVENT_BYTES);
    parse(waiting, 'data: be');
    const large = new EventStreamParser(runtime, MAX_EVENT_BYTES);
    parse(large, largeEvent);
    large.free();

    expect(await load()).toBe(runtime);
    expect(parse(waiting, 'fore\n\n')).toMatchObject([{ data: 'before' }]);

    waiting.free();
    expect(await load()).not.toBe(runtime);
  });

  test('freeing a parser twice does not count it twice', async () => {
    const twice = new EventStreamParser(runtime, MAX_EVENT_BYTES);
    const alive = new EventStreamParser(runtime, MAX_EVENT_BYTES);
    parse(twice, largeEvent);

    twice.free();
    twice.free();

    expect(await load()).toBe(runtime);
    alive.free();
  });

  test('a stream that has ended leaves a small instance behind', async () => {
    const server = await startServer(endsAfter(largeEvent));
    let length = 0;

    await fetchEventSource(server.url, { onmessage: ({ data }) => (length = data.length) });

    expect(length).toBe(24 * MEBIBYTE);
    expect(sizeOf(await load())).toBeLessThanOrEqual(idleBytes);
  });
});

test('ten thousand small streams share one instance, which does not grow', async () => {
  for (let i = 0; i < 10_000; i += 1) {
    const parser = new EventStreamParser(runtime, MAX_EVENT_BYTES);
    parse(parser, 'id: 1\nevent: add\ndata: half of an ev');
    parser.free();
  }

  expect(await load()).toBe(runtime);
  expect(sizeOf(runtime)).toBeLessThanOrEqual(idleBytes);
});

test('a thousand idle streams take less than a kilobyte each', () => {
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
