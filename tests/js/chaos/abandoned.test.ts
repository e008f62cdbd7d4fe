// Ten thousand streams that are opened and abandoned leave no memory behind, in the JavaScript heap
// or in WebAssembly.
import { execFile } from 'node:child_process';
import type { RequestListener } from 'node:http';
import { promisify } from 'node:util';
import { afterAll, expect, test, vi } from 'vitest';
import { bundled } from './bundle.mjs';
import { RestartingListener } from './listener.js';

// Long loops that also have to finish on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const STREAMS = 10_000;
const MEBIBYTE = 1024 * 1024;

const EVENT_STREAM = { 'content-type': 'text/event-stream' };
const MESSAGE = 'id: 1\ndata: a\n\n';

let responses = 0;
/** Responds to the pending request when every other connection has been closed. */
let answerRest = (): void => {};

const respond: RequestListener = ({ url }, response) => {
  if (url === '/rest') {
    answerRest = () => {
      if (responses === 0) response.end();
    };
    answerRest();
    return;
  }
  responses += 1;
  response.on('close', () => {
    responses -= 1;
    answerRest();
  });
  switch (url) {
    case '/half':
      response.writeHead(200, EVENT_STREAM).write(`${MESSAGE}id: 2\ndata: ${'b'.repeat(1_000)}`);
      break;
    case '/ends':
      response.writeHead(200, EVENT_STREAM).end(MESSAGE);
      break;
    case '/refuses':
      response.writeHead(503, { 'content-type': 'text/plain' }).write('busy');
      break;
    default:
    // Sends nothing.
  }
};

const server = new RestartingListener(respond);
afterAll(() => server.close());

test('abandoned streams: ten thousand leave nothing behind', async () => {
  await server.listen();
  const script = await bundled('abandoning.ts', 'node');

  const flags = ['--expose-gc', script, server.url, String(STREAMS)];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { timeout: 110_000 });
  await server.drained(AbortSignal.timeout(5_000));

  const figures = JSON.parse(stdout) as { heapGrown: number };
  expect(figures).toMatchObject({
    opened: STREAMS,
    alive: 0,
    wasmGrown: 0,
    instances: 1,
    parsers: 0,
    listeners: 0,
  });
  // The runtime's own memory varies by as much. A leaked listener would take more than a hundred
  // bytes for each stream.
  expect(figures.heapGrown).toBeLessThan(MEBIBYTE);
});
