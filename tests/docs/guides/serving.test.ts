// docs/guides/serving.md: the ticker on five servers, with entries that the test types.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import type Express from 'express';
import { createParser, eventStream, ready } from 'post-event-source';
import { beforeAll, describe, expect, test } from 'vitest';
import { inPackages } from '../../../scripts/support/paths.mjs';
import type { EventSourceMessage } from '../../../js/src/index.js';
import { useChromium } from '../../browser/support/chromium.js';
import { serve as serveHere } from '../../support/test-server.js';
import { openGuide } from './support/guide.js';
import { run, serve } from './support/program.js';

const guide = openGuide('serving');
const { openPage } = useChromium();

/** The compiler options of a NestJS project. */
const compilerOptions = {
  target: 'ES2023',
  module: 'NodeNext',
  strict: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  types: ['node'],
  skipLibCheck: true,
  allowJs: true,
  outDir: 'compiled',
};

const path = '/api/ticker';
const [CONNECTING, CLOSED] = [0, 2];
const servers = ['server.js', 'express.js', 'fastify.js', 'koa.js', 'nest.ts'] as const;
const programs = new Map<string, string>();

beforeAll(async () => {
  const folder = dirname(guide.use('ticker.js'));
  guide.use('send-entries.js');
  const compiler = inPackages('typescript', 'bin', 'tsc');
  const project = JSON.stringify({ compilerOptions, files: ['nest.ts'] });
  await writeFile(join(folder, 'tsconfig.json'), project);
  await promisify(execFile)(process.execPath, [compiler, '-p', folder]);
  for (const file of servers) programs.set(file, guide.use(file));
  programs.set('nest.ts', join(folder, 'compiled', 'nest.js'));
});

const program = (file: string): string => programs.get(file) ?? '';
const entryOf = ({ id, data }: EventSourceMessage): unknown => [id, JSON.parse(data)];

describe.each(servers)('%s', (file) => {
  test('sends each entry, continues after an ID, and ends', async () => {
    const { url, input, end } = await serve(program(file));
    const first = eventStream(`${url}${path}`);

    input.write('Kick-off\n');
    const one = (await first.next()).value;
    input.write('Goal\n');
    const two = (await first.next()).value;
    first.close();

    expect([one, two].map((message) => message && entryOf(message))).toEqual([
      ['1', { text: 'Kick-off' }],
      ['2', { text: 'Goal' }],
    ]);
    const headers = Object.fromEntries(first.response?.headers ?? []);
    expect(headers['content-type']).toBe('text/event-stream');
    expect(headers['cache-control']).toMatch(/no-store.*no-transform/);
    expect(headers['x-accel-buffering']).toBe('no');
    expect(headers['content-encoding']).toBeUndefined();

    const second = eventStream(`${url}${path}`, { headers: { 'last-event-id': '1' } });
    input.end();
    const rest = [];
    for await (const message of second) rest.push(entryOf(message));
    expect(rest).toEqual([
      ['2', { text: 'Goal' }],
      ['3', { text: 'Full time', final: true }],
    ]);

    const over = await fetch(`${url}${path}`, { headers: { 'last-event-id': '3' } });
    expect([over.status, await over.text()]).toEqual([204, '']);
    expect(await end()).toBe('');
  });

  test('sends headers at once, and a heartbeat while there are no entries', async () => {
    const { url } = await serve(program(file), {}, './fast-intervals.mjs');
    const stop = new AbortController();
    let comments = 0;
    const stream = eventStream(`${url}${path}`, {
      signal: stop.signal,
      oncomment: () => (comments += 1) === 3 && stop.abort(),
    });

    await expect(stream.next()).rejects.toThrow('aborted');

    expect(comments).toBe(3);
    expect(stream.response?.status).toBe(200);
  });
});

test('reader.js prints all entries', async () => {
  const { url, input } = await serve(program('server.js'));
  input.end('Kick-off\n');

  expect(await run(guide.use('reader.js'), url)).toEqual({
    out: '1 Kick-off\n2 Full time\nover\n',
    errors: '',
  });
});

test("a 204 stops the browser's EventSource", async () => {
  const { url, input } = await serve(program('koa.js'));
  const page = await openPage();
  await page.goto(`${url}/nowhere`);
  const recorded = page.evaluate(
    (address) =>
      new Promise<unknown[]>((resolve) => {
        const steps: unknown[] = [];
        const source = new EventSource(address);
        source.onmessage = ({ data }) => steps.push(data);
        source.onerror = () => {
          steps.push(source.readyState);
          if (source.readyState === EventSource.CLOSED) resolve(steps);
        };
      }),
    path,
  );
  input.end();

  const last = '{"text":"Full time","final":true}';
  expect(await recorded).toEqual([last, CONNECTING, CLOSED]);
});

test('without no-transform, compression delays all messages', async () => {
  const changed = program('express.js').replace('express.js', 'compressing.js');
  const session = "createSession(request, response, { headers: { 'cache-control': 'no-store' } })";
  const code = await readFile(program('express.js'), 'utf8');
  await writeFile(changed, code.replace('createSession(request, response)', session));
  const { url, input } = await serve(changed);
  input.write('Kick-off\n');
  let arrived = 0;
  const whole = fetch(`${url}${path}`).then(async ({ headers, body }) => {
    const text = new TextDecoder();
    let all = '';
    for await (const chunk of body ?? []) {
      arrived += 1;
      all += text.decode(chunk, { stream: true });
    }
    return { encoding: headers.get('content-encoding'), all };
  });

  // The server writes the message before it responds to these requests.
  for (let n = 0; n < 20; n += 1) await (await fetch(`${url}/nowhere`)).text();
  expect(arrived).toBe(0);

  input.end();
  const { encoding, all } = await whole;
  expect(encoding).toBe('gzip');
  expect(all).toContain('Kick-off');
});

test('CORS allows last-event-id and content-type', async () => {
  const { url } = await serve(program('express.js'));
  const headers = {
    origin: 'https://other.example',
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'last-event-id',
  };

  const answer = await fetch(`${url}${path}`, { method: 'OPTIONS', headers });

  expect(answer.headers.get('access-control-allow-headers')).toBe('content-type,last-event-id');
});

/** A function of better-sse, whose types are not installed where the compiler runs. */
type CreateSession = (request: object, response: object) => Promise<{ getRequest(): Request }>;

test.each([
  ['at once aborts at the end of a parsed body', false, true],
  ['after setImmediate does not abort', true, false],
])('a session created %s', async (_when, waits, aborted) => {
  const require = createRequire(guide.use('server.js'));
  const { createSession } = require('better-sse') as { createSession: CreateSession };
  const express = require('express') as typeof Express;
  const app = express().use(express.json());
  const respond = async (request: object, response: ServerResponse): Promise<void> => {
    if (waits) await setImmediate();
    const session = await createSession(request, response);
    response.end(`aborted: ${session.getRequest().signal.aborted}`);
  };
  app.post('/', (request, response) => void respond(request, response));
  const { url } = await serveHere(app);
  const headers = { 'content-type': 'application/json' };

  const response = await fetch(url, { method: 'POST', headers, body: '{}' });

  expect(await response.text()).toContain(`aborted: ${aborted}`);
});

test('text.js keeps every line of a text', async () => {
  const { blockOf } = (await import(guide.use('text.js'))) as { blockOf: (text: string) => string };
  await ready();
  const received: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => received.push(data) });
  const texts = ['', 'one', '\n', ' two: \r\nlines', 'data: x\n\n: 你好\r'];

  for (const text of texts) parser.feed(blockOf(text));

  expect(received).toEqual(texts.map((text) => text.replaceAll(/\r\n?/g, '\n')));
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
