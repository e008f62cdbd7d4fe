// The errors of parsers, and of their loading.
import { vi } from 'vitest';
import { createParser, EventSourceParserStream } from '../../../../js/src/index.js';
import { eventTooLarge } from '../../../../js/src/parsing/event-too-large.js';
import { ErrorCode } from '../../../../js/src/runtime/module.js';
import { freshPackage } from '../../support/host.js';
import { all, bodyOf, CONTEXT, fails, type ListedError } from './calls.js';

function parse(text: string): void {
  createParser({ maxEventBytes: 20, onError: throws }).feed(text);
}

function throws(error: Error): never {
  throw error;
}

/** Loads the package without WebAssembly and without its fallback. */
async function readyWithoutParser(): Promise<unknown> {
  const fresh = await freshPackage();
  vi.stubGlobal('WebAssembly', undefined);
  vi.doMock('../../../../build/fallback/event-stream.fallback.mjs', fails);
  return fresh.ready();
}

export const PARSING: readonly ListedError[] = [
  [
    'RuntimeUnavailableError connect',
    'Expected ready() to resolve before createParser, got no parser',
    async () => (await freshPackage()).createParser({}),
  ],
  [
    'RuntimeUnavailableError connect',
    'Expected the parser to load, got: Expected a global TextDecoder, got none: load a polyfill first',
    async () => {
      const fresh = await freshPackage();
      vi.stubGlobal('TextDecoder', undefined);
      return fresh.ready();
    },
  ],
  [
    'RuntimeUnavailableError connect',
    'Expected the parser to load, got: *; *. If import() is not available here, import post-event-source/fallback once',
    readyWithoutParser,
  ],
  [
    'TypeError',
    'Expected an object with callbacks such as { onEvent }, got null',
    () => createParser(null as never),
  ],
  [
    'TypeError',
    'Expected a chunk of Uint8Array or string, got Number',
    () => createParser({}).feed(7 as never),
  ],
  [
    'TypeError',
    'Expected reset() after exceeding the max buffer size (maxEventBytes), got feed()',
    () => {
      const parser = createParser({ maxEventBytes: 1, onError: () => {} });
      parser.feed('data: large');
      parser.feed('');
    },
  ],
  [
    'ParseError body',
    'Expected the field data, event, id or retry, got "a"',
    () => parse('a: b\n'),
  ],
  ['ParseError body', 'Invalid `retry` value: "b"', () => parse('retry: b\n')],
  [
    'EventTooLargeError limit',
    'Expected an event of at most 20 bytes (maxEventBytes), got a larger one',
    () => parse(`data: ${'a'.repeat(20)}`),
  ],
  [
    'EventTooLargeError limit',
    'Expected an event that fits in memory, got a larger one',
    () => {
      throw eventTooLarge(20, CONTEXT, ErrorCode.outOfMemory);
    },
  ],
  [
    'EventTooLargeError limit',
    'Expected an event that fits in the memory budget of all streams (256 MiB), got a larger one',
    () => {
      throw eventTooLarge(20, CONTEXT, ErrorCode.budgetExceeded);
    },
  ],
  [
    'TypeError',
    'Expected a global TransformStream, got none: load a polyfill first',
    async () => {
      vi.stubGlobal('TransformStream', undefined);
      const fresh = await freshPackage();
      return new fresh.EventSourceParserStream();
    },
  ],
  [
    'ParseError body',
    'Expected the field *, got "a"',
    () => all(bodyOf('a\n').pipeThrough(new EventSourceParserStream({ onError: 'terminate' }))),
  ],
];
