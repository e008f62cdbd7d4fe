// Ten thousand streams, opened and abandoned, leave memory as it was: the heap of JavaScript and that of WebAssembly.
import { execFile } from 'node:child_process';
import type { RequestListener } from 'node:http';
import { promisify } from 'node:util';
import { afterAll, expect, test, vi } from 'vitest';
import { bundled } from './bundle.mjs';
import { RestartingListener } from './listener.js';

// Much work, on a machine that may have other work.
vi.setConfig({ testTimeout: 120_000 });

const STREAMS = 10_000;
const MEBIBYTE = 1024 * 1024;

const EVENT_STREAM = { 'content-type': 'text/event-stream' };
const MESSAGE = 'id: 1\ndata: a\n\n';

let responses = 0;
/** Answers the request that waits until every other one has been let go. */
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
    // Silent.
  }
};

const server = new RestartingListener(respond);
afterAll(() => server.close());

test('ten thousand streams that were opened and abandoned leave nothing behind', async () => {
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
  // What the runtime keeps goes up and down by as much. A hundred bytes a stream are less than a listener.
  expect(figures.heapGrown).toBeLessThan(MEBIBYTE);
});
