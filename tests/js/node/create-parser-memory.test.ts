// Parsers that are never reset: the garbage collector, which only Node's tests can call, releases
// their memory.
import { setFlagsFromString } from 'node:v8';
import { createContext, runInContext, runInNewContext } from 'node:vm';
import { beforeAll, expect, test, vi } from 'vitest';
import { createParser, EventSourceParserStream, ready } from '../../../js/src/index.js';
import { load, type Runtime } from '../../../js/src/runtime/load.js';
import { settle } from '../support/deferred.js';
import { event, recordingParser } from '../support/recording-parser.js';

// Long loops that also have to finish on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const MEBIBYTE = 1024 * 1024;
const HALF = `id: 1\nevent: add\ndata: ${'x'.repeat(1000)}`;

const sizeOf = ({ memory }: Runtime): number => memory.buffer.byteLength;

beforeAll(async () => {
  await ready();
});

test('createParser: 100,000 parsers dropped in the middle of an event take no more memory than a few', async () => {
  const runtime = await load();
  const before = sizeOf(runtime);

  for (let round = 0; round < 100; round++) {
    for (let i = 0; i < 1000; i++) {
      createParser({}).feed(HALF);
    }
    collectGarbage();
    await settle();
  }

  expect(await load()).toBe(runtime);
  // A thousand parsers at a time, of two kilobytes each.
  expect(sizeOf(runtime)).toBeLessThanOrEqual(before + 4 * MEBIBYTE);
});

test('createParser: a parser that is still referenced is not released', async () => {
  const { parser, calls } = recordingParser();
  parser.feed('data: be');

  collectGarbage();
  await settle();
  parser.feed('fore\n\n');

  expect(calls).toEqual([event('before')]);
  parser.reset();
});

test('EventSourceParserStream: streams dropped in the middle of an event release their memory', async () => {
  const runtime = await load();
  const before = sizeOf(runtime);

  for (let round = 0; round < 20; round++) {
    for (let i = 0; i < 100; i++) {
      const { readable, writable } = new EventSourceParserStream();
      const writer = writable.getWriter();
      void writer.write(HALF.padEnd(10_000, 'x'));
      void readable.getReader().read();
    }
    await settle();
    collectGarbage();
    await settle();
  }

  expect(sizeOf(runtime)).toBeLessThanOrEqual(before + 4 * MEBIBYTE);
});

test('createParser: bytes of another realm and of a Buffer are accepted', () => {
  const { parser, calls } = recordingParser();
  const other = createContext();

  parser.feed(runInContext('Uint8Array.of(100, 97, 116, 97, 58)', other) as Uint8Array);
  parser.feed(Buffer.from('a\n\n'));

  expect(calls).toEqual([event('a')]);
  expect(() => parser.feed(runInContext('new Int16Array(2)', other) as Uint8Array)).toThrow(
    'got Int16Array',
  );
});

// Node supports the cancel method of a transformer, which not every engine does.
test.each<[string, (stream: EventSourceParserStream) => Promise<unknown>]>([
  ['cancelling the messages', ({ readable }) => readable.cancel()],
  ['aborting the chunks', ({ writable }) => writable.abort()],
])('EventSourceParserStream: %s frees the parser at once', async (_what, end) => {
  const { functions } = await load();
  const create = vi.spyOn(functions, 'createParser');
  const destroy = vi.spyOn(functions, 'destroyParser');
  const stream = new EventSourceParserStream();
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const first = reader.read();
  await writer.write('data: a\n\ndata: b');
  await first;
  writer.releaseLock();
  reader.releaseLock();

  await end(stream);

  expect(destroy).toHaveBeenCalledExactlyOnceWith(create.mock.results[0]?.value);
});
