// What importing the package does to a server that renders pages: nothing.
import { describe, expect, test } from 'vitest';
import { bun, deno, nodes, run, withFlags } from './support/run.js';

const names = [
  'BodyError',
  'ConnectError',
  'EventSource',
  'EventSourceParserStream',
  'EventStreamContentType',
  'EventStreamError',
  'EventTooLargeError',
  'HandlerError',
  'InvalidRequestError',
  'ParseError',
  'ResponseError',
  'RuntimeUnavailableError',
  'StreamInterruptedError',
  'StreamTimeoutError',
  'TruncatedError',
  'createParser',
  'eventStream',
  'fetchEventSource',
  'isEventStreamError',
  'isResponseError',
  'ready',
];

const runtimes = [...nodes, bun, deno];
const ways = [
  ...runtimes.map((runtime) => ({ runtime, how: 'import' })),
  ...runtimes.map((runtime) => ({ runtime, how: 'require' })),
  ...nodes.map((node) => ({
    runtime: withFlags(node, '--no-experimental-require-module'),
    how: 'require',
  })),
];

describe.each(ways)('$runtime.name, $how', ({ runtime, how }) => {
  test('asks for no global but the classes that its own extend, and leaves all as they are', async () => {
    expect(await run(runtime, 'importing.mjs', how)).toMatchObject({
      touched: ['EventTarget', 'TransformStream'],
      changed: [],
    });
  });

  test('needs nothing but the language', async () => {
    expect(await run(runtime, 'bare.mjs', how)).toEqual({ names, left: [] });
  });
});

test('a runtime keeps an EventSource of its own', async () => {
  expect(await run(deno, 'importing.mjs', 'import')).toMatchObject({ changed: [], hasBoth: true });
});
