// Importing the package has no effect on a server that renders pages.
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

describe.each(ways)('import: $runtime.name, $how', ({ runtime, how }) => {
  test('reads no global but the base classes of its own classes, and changes none', async () => {
    expect(await run(runtime, 'importing.mjs', how)).toMatchObject({
      touched: ['EventTarget', 'TransformStream'],
      changed: [],
    });
  });

  test('import: needs only the language', async () => {
    expect(await run(runtime, 'bare.mjs', how)).toEqual({ names, left: [] });
  });
});

test('import: a runtime keeps its own EventSource', async () => {
  expect(await run(deno, 'importing.mjs', 'import')).toMatchObject({ changed: [], hasBoth: true });
});
