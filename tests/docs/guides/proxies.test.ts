// docs/guides/proxies.md: streams through nginx, and connections of Chromium.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { eventStream } from 'post-event-source';
import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { useChromium } from '../../browser/support/chromium.js';
import { answers, startServer, staysOpenAfter } from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { startNginx } from './support/nginx.js';
import { attempt, closed, one, startStream } from './support/one-stream.js';
import { serve } from './support/program.js';
import { useScriptPages } from './support/script-page.js';

const execute = promisify(execFile);
const guide = openGuide('proxies');
const { openPage } = useChromium();
const openScript = useScriptPages(guide);

/** The address of the server in the guide. */
const UPSTREAM = 'http://127.0.0.1:3000';
describe('nginx', () => {
  const config = readFileSync(guide.use('nginx.conf'), 'utf8');
  const BUFFERING = 'proxy_buffering off;';
  const VERSION = 'proxy_http_version 1.1;';
  const UNBUFFERED = { 'x-accel-buffering': 'no' };
  const GZIP = 'gzip on; gzip_proxied any; gzip_types text/event-stream;';

  async function start(url: string, more = '', without: readonly string[] = []): Promise<string> {
    const server = without.reduce((text, line) => text.replace(line, ''), config);
    return `${await startNginx(more + server.replace(UPSTREAM, url))}/api/ticker`;
  }

  test('forwards a message while the response is open, and a closed page', async () => {
    const { url, begun } = await startStream();
    const stream = eventStream(await start(url), attempt);

    expect((await stream.next()).value?.data).toBe('one');

    const left = closed(await begun);
    stream.close();
    await left;
  });

  test('forwards a lost connection', async () => {
    const { url, begun } = await startStream();
    const stream = eventStream(await start(url), attempt);
    await stream.next();

    (await begun).destroy();

    await expect(stream.next()).rejects.toThrow('lost connection');
  });

  test('ends the response after a lost connection over HTTP/1.0', async () => {
    const { url, begun } = await startStream();
    const stream = eventStream(await start(url, '', [VERSION]), attempt);
    await stream.next();

    (await begun).destroy();

    expect((await stream.next()).done).toBe(true);
  });

  test.each([
    ['delays even the headers by default', '', [BUFFERING, VERSION]],
    ['delays messages that it compresses', GZIP, [BUFFERING]],
  ])('%s', async (_title, more, without) => {
    const { url, begun } = await startStream();
    const proxied = await start(url, more, without);
    let arrived = false;
    const answer = fetch(proxied).then((response) => {
      arrived = true;
      return response.text();
    });
    const response = await begun;

    // nginx has read the message before it forwards these requests.
    for (let n = 0; n < 20; n += 1) await (await fetch(proxied)).text();
    const early = arrived;
    response.end();

    expect(await answer).toBe(one);
    expect(early).toBe(false);
  });

  test.each([
    [
      'does not buffer a response with x-accel-buffering: no',
      UNBUFFERED,
      '',
      [BUFFERING, VERSION],
      null,
    ],
    ['compresses each message at once', {}, GZIP, [], 'gzip'],
  ])('%s', async (_title, headers, more, without, encoding) => {
    const { url } = await startStream(headers);
    const stream = eventStream(await start(url, more, without), attempt);

    expect((await stream.next()).value?.data).toBe('one');
    expect(stream.response?.headers.get('content-encoding')).toBe(encoding);
    stream.close();
  });

  test('closes a silent connection, but not one with comments', async () => {
    const { url, begun } = await startStream();
    const proxy = await startNginx(config.replace(UPSTREAM, url).replace('60s', '2s'));
    let comments = 0;
    const stream = eventStream(`${proxy}/api/ticker`, {
      ...attempt,
      oncomment: () => (comments += 1),
    });
    await stream.next();
    const response = await begun;
    const rest = stream.next().catch((error: unknown) => error);

    // Three seconds, by the clock that nginx goes by.
    for (let beat = 1; beat <= 12; beat += 1) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      response.write(':\n\n');
    }

    expect(String(await rest)).toContain('lost connection');
    expect(comments).toBe(12);
  });
});

/** A page that sends no requests. */
const EMPTY = '<!doctype html><link rel="icon" href="data:," />';

declare global {
  /** Ends the stream that the page opened last. */
  var endStream: () => void;
}

/** Opens a stream in the page. Resolves after the first message. */
const openStream = (page: Page, path: string): Promise<void> =>
  page.evaluate(async (url) => {
    const stop = new AbortController();
    globalThis.endStream = () => stop.abort();
    const { body } = await fetch(url, { signal: stop.signal });
    await body?.getReader().read();
  }, path);

test('six streams use all connections of an origin, in all tabs', async () => {
  const paths: string[] = [];
  const page = answers(200, { 'content-type': 'text/html' }, EMPTY);
  const server = await startServer((response, request) => {
    if (request.path === '/page') return page(response, request);
    paths.push(request.path);
    return staysOpenAfter(one)(response, request);
  });
  const { origin, port } = new URL(server.url);
  const tab = await openPage();
  const other = await tab.context().newPage();
  await tab.goto(`${origin}/page`);
  await other.goto(`${origin}/page`);

  for (let n = 0; n < 3; n += 1) {
    await openStream(tab, '/stream');
    await openStream(other, '/stream');
  }
  const seventh = openStream(other, '/seventh');
  await tab.evaluate((url) => fetch(url, { mode: 'no-cors' }), `http://localhost:${port}/name`);

  const six = Array.from({ length: 6 }, () => '/stream');
  expect(paths).toEqual([...six, '/name']);

  await tab.evaluate(() => globalThis.endStream());
  await seventh;
  expect(paths).toEqual([...six, '/name', '/seventh']);
});

describe('http2.js', () => {
  async function start(): Promise<string> {
    const file = guide.use('http2.js');
    const request = 'req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 1';
    const files = '-subj /CN=localhost -keyout key.pem -out certificate.pem';
    await execute('openssl', `${request} ${files}`.split(' '), { cwd: dirname(file) });
    return (await serve(file)).url.replace('http:', 'https:');
  }

  test('serves more than six streams at once', async () => {
    const url = `${await start()}/page`;
    const page = await openPage({ ignoreHTTPSErrors: true });
    await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: EMPTY }));
    await page.goto(url);

    for (let n = 0; n < 12; n += 1) await openStream(page, '/stream');
  });

  test('serves clients without HTTP/2 over HTTP/1.1', async () => {
    const url = await start();

    const response = await new Promise<unknown[]>((resolve, reject) => {
      const request = get(url, { rejectUnauthorized: false }, (message) => {
        message.once('data', (chunk) => {
          resolve([message.httpVersion, String(chunk)]);
          request.destroy();
        });
      }).on('error', reject);
    });

    expect(response).toEqual(['1.1', 'retry: 2000\n\n']);
  });
});

test('visible.js closes its connection while the tab is hidden', async () => {
  const server = await startServer(staysOpenAfter(one));
  const page = await openScript('visible.js', server.url);
  await server.received(1);

  await page.hide();
  await server.allSocketsClosed();
  await page.show();
  await server.received(2);
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
