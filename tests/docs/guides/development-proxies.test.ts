// docs/guides/development-proxies.md: streams through the development servers of Vite, webpack and Next.js.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { eventStream } from 'post-event-source';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createServer } from 'vite';
import { useChromium } from '../../browser/support/chromium.js';
import { deferred } from '../../js/support/deferred.js';
import { startServer, type TestResponse } from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { startNext } from './support/next.js';
import { attempt, closed, one, startStream } from './support/one-stream.js';
import { run } from './support/program.js';

const guide = openGuide('development-proxies');
const { openPage } = useChromium();

const UNTRANSFORMED = { 'cache-control': 'no-store, no-transform' };

/** Writes a configuration of the guide with the URL of the test's server, modified by `change`. */
function configure(file: string, url: string, change = (text: string): string => text): string {
  const path = guide.use(file);
  const text = change(readFileSync(path, 'utf8')).replaceAll('http://127.0.0.1:3000', url);
  const changed = join(dirname(path), `test-${crypto.randomUUID()}`, file);
  mkdirSync(dirname(changed));
  writeFileSync(changed, text);
  return changed;
}

const withoutFix = (text: string): string => text.replace('to.destroy()', '{}');

async function startVite(url: string, change?: (text: string) => string): Promise<string> {
  const configFile = configure('vite.config.js', url, change);
  const vite = await createServer({
    configFile,
    root: dirname(configFile),
    logLevel: 'silent',
    server: { host: '127.0.0.1' },
  });
  onTestFinished(() => vite.close());
  await vite.listen();
  return `http://127.0.0.1:${(vite.httpServer?.address() as AddressInfo).port}`;
}

/** The parts of webpack-dev-server that the test uses. Its types are not installed where the compiler runs. */
interface WebpackServer {
  readonly server: { address(): AddressInfo };
  start(): Promise<void>;
  stop(): Promise<void>;
}

async function startWebpack(url: string, change?: (text: string) => string): Promise<string> {
  const require = createRequire(import.meta.url);
  const webpack = require('webpack') as (config: object) => unknown;
  const WebpackDevServer = require('webpack-dev-server') as new (
    ...args: unknown[]
  ) => WebpackServer;
  const file = configure('webpack.config.js', url, change);
  const { devServer, ...config } = ((await import(file)) as { default: { devServer: object } })
    .default;
  const entry = join(dirname(file), 'index.js');
  writeFileSync(entry, '');
  const server = new WebpackDevServer(
    { ...devServer, host: '127.0.0.1', port: 'auto', client: false, hot: false },
    webpack({ ...config, entry, stats: 'none', infrastructureLogging: { level: 'none' } }),
  );
  onTestFinished(() => server.stop());
  await server.start();
  return `http://127.0.0.1:${server.server.address().port}`;
}

async function startNextDev(url: string, change?: (text: string) => string): Promise<string> {
  const folder = dirname(configure('next.config.js', url, change));
  mkdirSync(join(folder, 'app'));
  return startNext(folder, 'dev');
}

/** Reads the first chunk in a page of this origin. `rest` resolves with what follows. */
async function readInPage(origin: string): Promise<{ rest: () => Promise<string> }> {
  const page = await openPage();
  const url = `${origin}/empty-page`;
  await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.goto(url);
  await page.evaluate(async () => {
    const reader = (await fetch('/api/ticker')).body?.getReader();
    await reader?.read();
    const rest = async (): Promise<string> =>
      reader?.read().then(({ done }) => (done ? 'the end' : 'more'), String) ?? 'no body';
    Object.assign(globalThis, { rest: rest() });
  });
  return {
    rest: () => page.evaluate(() => (globalThis as unknown as { rest: Promise<string> }).rest),
  };
}

describe.each([
  ['Vite', startVite],
  ['webpack', startWebpack],
  ['Next.js', startNextDev],
])('%s', (_tool, start) => {
  test('forwards single messages, a lost connection, and a closed page', async () => {
    const first = deferred<TestResponse>();
    const second = deferred<TestResponse>();
    const pending = [first, second];
    const upstream = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', ...UNTRANSFORMED }).write(one);
      pending.shift()?.resolve(response);
    });
    const origin = await start(new URL(upstream.url).origin);

    const stream = eventStream(`${origin}/api/ticker`, attempt);
    expect((await stream.next()).value?.data).toBe('one');
    const left = closed(await first.promise);
    stream.close();
    await left;

    const { rest } = await readInPage(origin);
    (await second.promise).destroy();
    expect(await rest()).toBe('TypeError: network error');
  });
});

test.each([
  ['Vite', startVite],
  ['webpack', startWebpack],
])(
  '%s without the fix hides a lost connection, which an idle timeout detects',
  async (_tool, start) => {
    const { server, url, begun } = await startStream(UNTRANSFORMED);
    const failures: string[] = [];
    const stream = eventStream(`${await start(url, withoutFix)}/api/ticker`, {
      timeouts: { idle: 1000 },
      retry: { initialDelay: 10 },
      onretry: ({ error }) => failures.push(error.name),
    });
    await stream.next();

    (await begun).destroy();
    await stream.next();

    expect(failures).toEqual(['StreamTimeoutError']);
    expect(server.requests).toHaveLength(2);
  },
);

test.each([
  ['webpack', startWebpack],
  ['Next.js', startNextDev],
])('%s compresses a stream without no-transform, and delays its messages', async (_tool, start) => {
  const { url, begun } = await startStream();
  let arrived = false;
  const address = `${await start(url)}/api/ticker`;
  const whole = fetch(address).then(async (response) => {
    const [first] = await Promise.all([response.body?.getReader().read()]);
    arrived = true;
    return [response.headers.get('content-encoding'), first?.done];
  });
  const response = await begun;

  // The proxy has received the message before it forwards these requests.
  for (let n = 0; n < 5; n += 1) await (await fetch(address)).text();
  expect(arrived).toBe(false);

  response.end();
  expect(await whole).toEqual(['gzip', false]);
});

test('Next.js closes a connection that is silent for longer than proxyTimeout', async () => {
  const { url } = await startStream(UNTRANSFORMED);
  const timeout = (text: string): string =>
    text.replace('rewrites', 'experimental: { proxyTimeout: 500 }, rewrites');
  const stream = eventStream(`${await startNextDev(url, timeout)}/api/ticker`, attempt);
  await stream.next();

  await expect(stream.next()).rejects.toThrow('lost connection');
});

test('Node takes a lost connection behind Vite for the end', async () => {
  const { url, begun } = await startStream();
  const response = await fetch(`${await startVite(url)}/api/ticker`);
  const text = response.text();

  (await begun).destroy();

  expect([response.headers.get('connection'), await text]).toEqual(['close', one]);
});

test('ticker.js reads through a proxy', async () => {
  const { url, begun } = await startStream();
  void begun.then((response) => response.end());

  expect(await run(guide.use('ticker.js'), await startVite(url))).toEqual({
    out: 'one\n',
    errors: '',
  });
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
