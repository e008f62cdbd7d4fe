// docs/guides/resuming.md: connections that are really closed, and what the page shows after that.
import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { useChromium } from '../../browser/support/chromium.js';
import { deferred } from '../../js/support/deferred.js';
import {
  endsAfter,
  startServer,
  type TestResponse,
  type TestServer,
} from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { run, serve } from './support/program.js';
import { startRelay } from './support/relay.js';
import { startSite } from './support/site.js';
import { delta, DONE } from './support/wire.js';

const guide = openGuide('resuming');
const { openPage } = useChromium();

/** Starts a model whose response the test writes, and the server of the guide. */
async function startModel() {
  const started = deferred<TestResponse>();
  const closed = deferred();
  const model = await startServer((response) => {
    response.on('close', () => closed.resolve());
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    started.resolve(response);
  });
  const server = await serve(guide.use('server.js'), { CHAT_URL: model.url });
  return { model, server, started: started.promise, closed: closed.promise };
}

const shows = (page: Page, text: string): Promise<void> =>
  page.getByText(text, { exact: true }).waitFor();

describe('the page', () => {
  async function openChat() {
    const { server, ...rest } = await startModel();
    const relay = await startRelay(server.url);
    const page = await openPage();
    await page.goto(await startSite(guide, ['index.html', 'chat.js'], relay.url));
    await page.locator('input').fill('Who?');
    await page.getByRole('button').click();
    return { ...rest, server, relay, page };
  }
  const isRemembered = (page: Page): Promise<boolean> =>
    page.evaluate(() => sessionStorage.getItem('answer') !== null);

  async function completes(page: Page, model: TestServer, started: TestResponse): Promise<void> {
    started.write(delta('two '));
    started.end(`${delta('three')}${DONE}`);
    await shows(page, 'One two three');
    await page.waitForFunction(() => sessionStorage.getItem('answer') === null);
    expect(model.requests.length).toBe(1);
  }

  test('resumes after a lost connection', async () => {
    const { page, model, relay, started } = await openChat();
    const response = await started;
    response.write(delta('One '));
    await shows(page, 'One');

    relay.cut();

    await completes(page, model, response);
  });

  test('resumes if the connection is lost before the first message', async () => {
    const { page, model, relay, started } = await openChat();
    const response = await started;

    relay.cut();
    response.write(delta('One '));

    await completes(page, model, response);
  });

  test('resumes after a reload, and forgets a complete answer', async () => {
    const { page, model, started } = await openChat();
    const response = await started;
    response.write(delta('One '));
    await shows(page, 'One');

    await page.reload();

    await shows(page, 'One');
    expect(await isRemembered(page)).toBe(true);
    await completes(page, model, response);
    await page.reload();
    expect(await page.locator('#answer').textContent()).toBe('');
  });

  test('DELETE stops the model, and the page shows it', async () => {
    const { page, server, started, closed } = await openChat();
    (await started).write(delta('One '));
    await shows(page, 'One');

    const key = await page.evaluate(() => sessionStorage.getItem('answer'));
    await fetch(`${server.url}/api/answers/${key ?? ''}`, { method: 'DELETE' });

    await closed;
    await shows(page, 'stopped');
  });
});

test('the page resumes after an early end, with the last ID and the same key', async () => {
  const block = (id: number, event: string, data: string): string =>
    `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  const server = await startServer(
    endsAfter(block(1, 'text', 'One ')),
    endsAfter(block(2, 'text', 'two') + block(3, 'done', '')),
  );
  const page = await openPage();
  await page.goto(await startSite(guide, ['index.html', 'chat.js'], server.url));

  await page.getByRole('button').click();
  await shows(page, 'One two');

  const [first, second] = server.requests;
  expect(second).toMatchObject({
    method: 'POST',
    body: first?.body,
    headers: { 'last-event-id': '1', 'idempotency-key': first?.headers['idempotency-key'] },
  });
});

test('server.js starts no answer for an unknown key with an ID, or without a key', async () => {
  const { model, server } = await startModel();
  const headers = { 'idempotency-key': 'forgotten', 'last-event-id': '3' };

  const [post, get, withoutKey] = await Promise.all([
    fetch(`${server.url}/api/answers`, { method: 'POST', headers }),
    fetch(`${server.url}/api/answers/forgotten`),
    fetch(`${server.url}/api/answers`, { method: 'POST' }),
  ]);

  expect([post.status, get.status, withoutKey.status]).toEqual([410, 204, 400]);
  expect(await server.end()).toBe('');
  expect(model.requests).toEqual([]);
});

test('resume.js continues at the URL of the run, after its newest message', async () => {
  const message = (number: number, type = 'step'): string =>
    `data: ${JSON.stringify({ type, run: 7, number })}\n\n`;
  const server = await startServer(
    endsAfter(message(1) + message(2)),
    endsAfter(message(3)),
    endsAfter(message(4, 'done')),
  );

  const { out, errors } = await run(guide.use('resume.js'), server.url);

  expect([out.match(/\d(?=})/g), errors]).toEqual([['1', '2', '3', '4'], '']);
  expect(server.requests.map(({ method, path, body }) => [method, path, body])).toEqual([
    ['POST', '/api/runs', '{"task":"count"}'],
    ['GET', '/api/runs/7/events?after=2', ''],
    ['GET', '/api/runs/7/events?after=3', ''],
  ]);
});

test('log.js prints each message once if the server starts over', async () => {
  const lines = ['data: a\n\n', 'data: b\n\n', 'data: a\n\n', 'event: end\ndata: c\n\n'];
  const server = await startServer(
    endsAfter(lines.slice(0, 2).join('')),
    endsAfter(lines.slice(0, 3).join('')),
    endsAfter(lines.join('')),
  );

  expect(await run(guide.use('log.js'), server.url)).toEqual({ out: 'a\nb\na\nc\n', errors: '' });
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
