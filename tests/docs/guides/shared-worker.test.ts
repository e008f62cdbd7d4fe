// docs/guides/shared-worker.md: tabs of Chromium that share one connection.
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useChromium } from '../../browser/support/chromium.js';
import { deferred } from '../../js/support/deferred.js';
import { answers, startServer, type Respond, type TestResponse } from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { startSite } from './support/site.js';

const guide = openGuide('shared-worker');
const { openPage } = useChromium();

const update = (visitors: number): string => `data: ${JSON.stringify({ visitors })}\n\n`;

/** Starts a stream that the test writes, and opens the first tab. */
async function start() {
  const streaming = deferred<TestResponse>();
  const closed = deferred();
  const respond: Respond = (response) => {
    response.on('close', () => closed.resolve());
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(update(1));
    streaming.resolve(response);
  };
  const server = await startServer(respond, answers(204));
  const url = await startSite(guide, ['index.html', 'page.js', 'worker.js'], server.url);
  const first = await openPage();
  const context: BrowserContext = first.context();
  await first.goto(url);
  const openTab = async (): Promise<Page> => {
    const tab = await context.newPage();
    await tab.goto(url);
    return tab;
  };
  return { server, url, first, openTab, streaming: streaming.promise, closed: closed.promise };
}

const shows = (tab: Page, visitors: number): Promise<void> =>
  tab.locator('output', { hasText: new RegExp(`^${visitors}$`) }).waitFor();

test('eight tabs share one connection, and each shows the latest update', async () => {
  const { server, first, openTab, streaming } = await start();
  await shows(first, 1);

  const tabs = [first];
  while (tabs.length < 8) tabs.push(await openTab());
  for (const tab of tabs) await shows(tab, 1);
  (await streaming).write(update(2));
  for (const tab of tabs) await shows(tab, 2);

  expect(server.requests).toHaveLength(1);
});

test('the connection stays open while a tab is open, and closes with the last one', async () => {
  const { server, first, openTab, streaming, closed } = await start();
  await shows(first, 1);
  const second = await openTab();
  await shows(second, 1);

  await first.close();
  (await streaming).write(update(2));
  await shows(second, 2);
  expect(server.requests).toHaveLength(1);

  // Another page keeps the browser open.
  await second.context().newPage();
  await second.close();
  await closed;
});

test('the tabs show the state of the stream, and an error', async () => {
  const server = await startServer(answers(403));
  const page = await openPage();
  await page.goto(await startSite(guide, ['index.html', 'page.js', 'worker.js'], server.url));

  await page.getByRole('alert').getByText('403').waitFor();
  await page.getByRole('status').getByText('closed').waitFor();
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
