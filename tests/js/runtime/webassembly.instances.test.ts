// If a very large ID has grown the memory of an instance, one other instance is created. If that
// fails, the first instance stays in use.
import { beforeEach, expect, test, vi } from 'vitest';
import { createParser, ready } from '../../../js/src/index.js';
import { load, retire, type Runtime } from '../../../js/src/runtime/load.js';
import { event, recordingParser } from '../support/recording-parser.js';

/** An instance whose memory has not grown. */
let runtime: Runtime;

beforeEach(async () => {
  await ready();
  retire(await load());
  runtime = await load();
});

/**
 * Larger than the initial memory of any build and than the memory that an idle instance may keep.
 */
function parseLargeId(): void {
  const parser = createParser({});
  parser.feed(`id: ${'x'.repeat(24 * 1024 * 1024)}\n\n`);
  parser.reset();
}

test('instances: any number of parsers at that moment create one instance, not one each', async () => {
  const instantiate = vi.spyOn(WebAssembly, 'instantiate');

  parseLargeId();
  for (let i = 0; i < 1000; i++) {
    const { parser, calls } = recordingParser();
    parser.feed(`data: ${i}\n\n`);
    parser.reset();
    expect(calls).toEqual([event(`${i}`)]);
  }
  const next = await load();

  expect(instantiate).toHaveBeenCalledTimes(1);
  expect(next).not.toBe(runtime);
});

test('instances: if no other instance can be created, the grown one stays in use', async () => {
  vi.spyOn(WebAssembly, 'instantiate').mockRejectedValue(new RangeError('Out of memory'));

  parseLargeId();

  expect(await load()).toBe(runtime);
  const { parser, calls } = recordingParser();
  parser.feed('data: a\n\n');
  parser.reset();
  expect(calls).toEqual([event('a')]);
});
