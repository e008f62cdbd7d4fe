// The bound functions one by one, on each build of embind.
import { describe, expect, test } from 'vitest';
import { load } from '../../../js/src/runtime/load.js';
import {
  Action,
  ErrorCode,
  RecordKind,
  TextEncoding,
  Outcome,
  Reason,
} from '../../../js/src/runtime/module.js';
import { utf8 } from '../support/bytes.js';

const { functions, memory } = await load();

describe('bindings: parser', () => {
  test('the staging buffer lies within memory', () => {
    const address = functions.stagingBufferAddress();
    const size = functions.stagingBufferBytes();

    expect(address).toBeGreaterThan(0);
    expect(size).toBeGreaterThan(0);
    expect(address + size).toBeLessThanOrEqual(memory.buffer.byteLength);
  });

  test('feed returns the address of a table: no error, one record, its text', () => {
    const parser = functions.createParser(1000, false, false);
    expect(parser).toBeGreaterThan(0);
    const bytes = utf8('data: héllo\n\n');
    new Uint8Array(memory.buffer, functions.stagingBufferAddress()).set(bytes);

    const table = functions.feed(parser, bytes.length, 0, true);

    const header = new Uint32Array(memory.buffer, table, 6);
    const [errorCode, wordCount, words = 0, encoding, textAddress = 0, textBytes = 0] = header;
    expect({ errorCode, wordCount, encoding }).toEqual({
      errorCode: ErrorCode.none,
      wordCount: 1,
      encoding: TextEncoding.utf8,
    });
    const [record] = new Uint32Array(memory.buffer, words, 1);
    expect(record).toBe((5 << 3) | RecordKind.message);
    const text = new TextDecoder().decode(new Uint8Array(memory.buffer, textAddress, textBytes));
    expect(text).toBe('héllo');
    functions.destroyParser(parser);
  });

  test.each([
    [true, TextEncoding.utf16],
    [false, TextEncoding.utf8],
  ])('feed for a reader of UTF-16 (%s) encodes Chinese as %i', (readsUtf16, expected) => {
    const parser = functions.createParser(1000, false, false);
    const bytes = utf8('data: 你好\n\n');
    new Uint8Array(memory.buffer, functions.stagingBufferAddress()).set(bytes);

    const table = functions.feed(parser, bytes.length, 0, readsUtf16);

    expect(new Uint32Array(memory.buffer, table, 6)[3]).toBe(expected);
    functions.destroyParser(parser);
  });

  test('destroying a null parser does nothing', () => {
    expect(() => functions.destroyParser(0)).not.toThrow();
  });
});

test('a decision is written over its input numbers', () => {
  const options = [100, 1000, 2, 0, 3, Infinity, 0, 1];
  const flags = {
    replayed: 0,
    accepted: 1,
    idempotent: 1,
    repeatable: 0,
    canResume: 1,
    offline: 0,
  };
  const calls = {
    asked: 0,
    delay: NaN,
    reconnectionTime: NaN,
    retryAfter: NaN,
    random: 0,
    chosen: 1,
  };
  const attempt = [Outcome.badStatus, 418, 2, 70, 0, ...Object.values({ ...flags, ...calls })];
  const numbers = [...options, ...attempt];
  const address = functions.stagingBufferAddress();
  const block = new Float64Array(memory.buffer, address, numbers.length);
  block.set(numbers);

  functions.decide();

  expect([...block.subarray(0, 5)]).toEqual([Action.resume, Reason.transient, 200, 3, 70]);
});

test('bindings: every function is called by a test of this file', () => {
  const bound = Object.entries(functions)
    .filter(([, value]) => typeof value === 'function')
    .map(([name]) => name);

  expect(bound).toEqual(
    expect.arrayContaining([
      ...['stagingBufferAddress', 'stagingBufferBytes', 'createParser', 'destroyParser', 'feed'],
      'decide',
    ]),
  );
});
