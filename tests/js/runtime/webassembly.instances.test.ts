// An instance of WebAssembly that a very large ID has grown: one other instance is asked for. If there is none, it stays in use.
import { beforeEach, expect, test, vi } from 'vitest';
import { createParser, ready } from '../../../js/src/index.js';
import { load, retire, type Runtime } from '../../../js/src/runtime/load.js';
import { event, recordingParser } from '../support/recording-parser.js';

/** An instance that nothing has grown yet. */
let runtime: Runtime;

beforeEach(async () => {
  await ready();
  retire(await load());
  runtime = await load();
});

/** Larger than the memory that any build begins with, and than what an idle one may keep. */
function parseLargeId(): void {
  const parser = createParser({});
  parser.feed(`id: ${'x'.repeat(24 * 1024 * 1024)}\n\n`);
  parser.reset();
}

test('any number of parsers in that moment ask for one instance, not for one each', async () => {
  const instantiate = vi.spyOn(WebAssembly, 'instantiate');

  parseLargeId();
  for (let i = 0; i < 1000; i++) {
    const { parser, told } = recordingParser();
    parser.feed(`data: ${i}\n\n`);
    parser.reset();
    expect(told).toEqual([event(`${i}`)]);
  }
  const next = await load();

  expect(instantiate).toHaveBeenCalledTimes(1);
  expect(next).not.toBe(runtime);
});

test('where no other instance can be made, the one that has grown stays in use', async () => {
  vi.spyOn(WebAssembly, 'instantiate').mockRejectedValue(new RangeError('Out of memory'));

  parseLargeId();

  expect(await load()).toBe(runtime);
  const { parser, told } = recordingParser();
  parser.feed('data: a\n\n');
  parser.reset();
  expect(told).toEqual([event('a')]);
});
