// createParser and WebAssembly memory: reset releases it, and feed stays synchronous while the
// instance is replaced.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createParser, ready } from '../../../js/src/index.js';
import { load, loadedRuntime, retire, type Runtime } from '../../../js/src/runtime/load.js';
import { utf8 } from '../support/bytes.js';
import { event, recordingParser } from '../support/recording-parser.js';

const MEBIBYTE = 1024 * 1024;
const piece = new Uint8Array(MEBIBYTE).fill(0x78);

const sizeOf = ({ memory }: Runtime): number => memory.buffer.byteLength;

/** An ID of 32 MiB, more than the initial memory of any instance. Returns its length. */
function parseLargeId(): number {
  let length = 0;
  const parser = createParser({ onEvent: ({ id }) => (length = id?.length ?? 0) });
  parser.feed('data: a\nid: ');
  for (let i = 0; i < 32; i++) {
    parser.feed(piece);
  }
  parser.feed('\n\n');
  parser.reset();
  return length;
}

/** An instance whose memory has not grown. */
let runtime: Runtime;
let idleBytes: number;

beforeEach(async () => {
  await ready();
  retire(await load());
  runtime = await load();
  idleBytes = Math.max(sizeOf(runtime), 2 * MEBIBYTE);
});

describe('createParser: after an ID of 32 MiB', () => {
  test('a small instance replaces the one that has grown', async () => {
    expect(parseLargeId()).toBe(32 * MEBIBYTE);
    expect(sizeOf(runtime)).toBeGreaterThan(32 * MEBIBYTE);

    const next = await load();

    expect(next).not.toBe(runtime);
    expect(loadedRuntime()).toBe(next);
    expect(sizeOf(next)).toBeLessThanOrEqual(idleBytes);
  });

  test('parsers work during, before and after the replacement', async () => {
    const before = recordingParser();
    before.parser.feed('data: be');
    const idle = recordingParser();
    parseLargeId();
    before.parser.feed('fore\n\n');
    before.parser.reset();

    const during = recordingParser();
    during.parser.feed('data: du');
    await load();
    expect(loadedRuntime()).not.toBe(runtime);
    during.parser.feed('ring\n\n');
    const after = recordingParser();
    for (const { parser } of [before, idle, during, after]) {
      parser.feed('data: after\n\n');
    }

    expect(before.calls).toEqual([event('before'), event('after')]);
    expect(idle.calls).toEqual([event('after')]);
    expect(during.calls).toEqual([event('during'), event('after')]);
    expect(after.calls).toEqual([event('after')]);
    [before, idle, during, after].forEach(({ parser }) => parser.reset());
  });
});

describe('createParser: memory is released', () => {
  const HALF = utf8(`id: 1\nevent: add\ndata: ${'x'.repeat(1000)}`);

  // Parses 100,000 streams, on a machine that may be busy.
  const PATIENCE = 60_000;

  test(
    'by reset: 100,000 parsers with half an event each share a small instance',
    async () => {
      for (let i = 0; i < 100_000; i++) {
        const parser = createParser({});
        parser.feed(HALF);
        parser.reset();
      }

      expect(await load()).toBe(runtime);
      expect(sizeOf(runtime)).toBeLessThanOrEqual(idleBytes);
    },
    PATIENCE,
  );

  test('by an event that exceeds the limit', async () => {
    const parsers = Array.from({ length: 100 }, () => {
      const parser = createParser({ maxEventBytes: MEBIBYTE, onError: () => {} });
      parser.feed('data:');
      parser.feed(piece);
      return parser;
    });

    expect(await load()).toBe(runtime);
    expect(sizeOf(runtime)).toBeLessThan(idleBytes + 16 * MEBIBYTE);
    expect(() => parsers[0]?.feed('a')).toThrow('maxEventBytes');
  });

  test('before the first feed there is none', () => {
    const create = vi.spyOn(runtime.functions, 'createParser');

    const parser = createParser({});
    parser.reset();
    expect(create).not.toHaveBeenCalled();
    parser.feed('data: a');

    expect(create).toHaveBeenCalledTimes(1);
    parser.reset();
  });
});
