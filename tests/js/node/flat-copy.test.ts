// The memory of texts that are kept, which only Node's tests can measure, with its garbage
// collector.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { flatCopy } from '../../../js/src/parsing/flat-copy.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const MEBIBYTE = 1024 * 1024;

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** The memory that 200 texts of 20 characters keep reachable, each cut from a text of 256 KiB. */
function bytesKept(keep: (text: string) => string): number {
  const before = heapBytes();
  const decoder = new TextDecoder();
  const kept = Array.from({ length: 200 }, (_, index) => {
    const batch = decoder.decode(new Uint8Array(256 * 1024).fill(0x30 + (index % 10)));
    return keep(batch.substring(1000, 1020));
  });
  const after = heapBytes();
  expect(kept.every((text) => text.length === 20)).toBe(true);
  return after - before;
}

describe('flatCopy', () => {
  test('releases the text from which it was cut', () => {
    expect(bytesKept((text) => text)).toBeGreaterThan(40 * MEBIBYTE);
    expect(bytesKept(flatCopy)).toBeLessThan(MEBIBYTE);
  });

  test.each([
    ['an empty text', ''],
    ['ASCII', 'line\n"quoted"\\ \u0000 \u007f'],
    ['characters of two code units', '你好🎉\u2028'],
    ['lone surrogates', 'lone \ud83c surrogates \udf89'],
    ['a pair of surrogates that two pieces share', `${'x'.repeat(64 * 1024 - 1)}🎉 and more`],
  ])('returns the same text: %s', (_what, text) => {
    expect(flatCopy(text)).toBe(text);
  });

  test('makes no JSON text of the same size, which could be too long for a string', () => {
    const stringify = vi.spyOn(JSON, 'stringify');
    onTestFinished(() => stringify.mockRestore());

    expect(flatCopy('\u0001'.repeat(MEBIBYTE)).length).toBe(MEBIBYTE);

    const lengths = stringify.mock.results.map(({ value }) => (value as string).length);
    expect(Math.max(...lengths)).toBeLessThan(MEBIBYTE);
  });
});
