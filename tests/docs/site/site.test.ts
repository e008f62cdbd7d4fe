// The built documentation site in Chromium: pages, search, colours, playground, links.
import { readdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, posix } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { serveSite } from '../../../scripts/docs/site.mjs';
import { inRoot } from '../../../scripts/support/paths.mjs';
import { useChromium } from '../../browser/support/chromium.js';

const chromium = useChromium();
let server: Server;
let origin = '';
/** What pages reported: errors, warnings, and requests without an answer. */
let complaints: string[] = [];

beforeAll(async () => {
  server = await serveSite();
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

afterEach(() => {
  const found = complaints;
  complaints = [];
  expect(found).toEqual([]);
});

async function open(path: string, options?: BrowserContextOptions): Promise<Page> {
  const page = await chromium.openPage({ reducedMotion: 'reduce', ...options });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.goto(origin + path);
  return page;
}

test('the home page leads to the guides and the API reference', async () => {
  const page = await open('/');

  await page.getByRole('link', { name: 'API reference', exact: true }).first().click();
  await page.getByRole('heading', { name: 'fetchEventSource()' }).waitFor();
  await page.getByRole('link', { name: 'Guides', exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Guides' }).waitFor();
});

test('search finds a term, and opens its page', async () => {
  const page = await open('/guides/');

  await page.getByRole('button', { name: 'Search' }).first().click();
  await page.getByRole('searchbox').fill('reconnection time');
  await page.getByRole('option').filter({ hasText: 'standard' }).first().waitFor();
  const hit = page.getByRole('option', { selected: true });
  const address = await hit.getByRole('link').getAttribute('href');
  await page.keyboard.press('Enter');

  await page.waitForURL(origin + String(address));
  await page.getByRole('heading', { level: 1 }).waitFor();
});

test.each(['light', 'dark'] as const)('follows the colours of the system: %s', async (scheme) => {
  const page = await open('/playground', { colorScheme: scheme });

  await page.getByRole('status').waitFor();

  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [red = 0] = (/\d+/.exec(background) ?? []).map(Number);
  expect(red > 128).toBe(scheme === 'light');
});

describe('the playground', () => {
  const openPlayground = async (options?: BrowserContextOptions): Promise<Page> => {
    const page = await open('/playground', options);
    await page.getByText('Parsed by WebAssembly').waitFor();
    return page;
  };

  const choose = (page: Page, name: string): Promise<unknown> =>
    page.getByLabel('Example').selectOption(name);

  /** The kinds of all that the parser emitted, in order. */
  const kinds = (page: Page): Promise<string[]> => page.locator('.emitted .kind').allTextContents();

  const rules = (page: Page): Promise<(string | null)[]> =>
    page
      .locator('[data-rule]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-rule')));

  test('shows events, IDs and rules of its first example', async () => {
    const page = await openPlayground();

    expect(await page.getByRole('status').textContent()).toMatch(/2 events from 3 chunks/);
    expect(await kinds(page)).toEqual(['id', 'event', 'event']);
    expect(await page.locator('.emitted .data').allTextContents()).toEqual([
      'Hello,\nworld!',
      'The next event has the type "message".',
    ]);
    expect(await rules(page)).toEqual([
      ...['event', 'id', 'data', 'data', 'dispatch', 'data', 'dispatch'],
    ]);
  });

  test('shows ignored lines and errors', async () => {
    const page = await openPlayground();

    await choose(page, 'retry that is not a number');
    expect(await kinds(page)).toEqual(['retry', 'ignored', 'ignored', 'event']);
    await choose(page, 'Event larger than maxEventBytes');
    expect(await kinds(page)).toEqual(['event', 'error']);
  });

  test('splits by every byte, and emits the same', async () => {
    const page = await openPlayground();
    await choose(page, 'OpenAI stream');
    const before = await kinds(page);

    await page.getByLabel('Chunks end').selectOption('after every byte');

    expect(before).toEqual(['event', 'event', 'event', 'event', 'event']);
    expect(await kinds(page)).toEqual(before);
    expect(await page.getByRole('status').textContent()).toMatch(/5 events from \d{3} chunks/);
  });

  test('ends a chunk where the reader clicks', async () => {
    const page = await openPlayground();
    const text = page.getByLabel('Text of the stream');
    await text.fill('data: ab\n\n');

    await page.getByTitle('End a chunk here').nth(6).click();
    expect(await text.inputValue()).toBe('data: a|b\n\n');
    await page.getByTitle('Join the chunks').click();
    expect(await text.inputValue()).toBe('data: ab\n\n');
  });

  test('reports an option that the parser refuses', async () => {
    const page = await openPlayground();

    await page.getByRole('spinbutton', { name: 'maxEventBytes' }).fill('-1');
    await page.keyboard.press('Tab');

    expect(await page.getByRole('alert').textContent()).toMatch(/maxEventBytes/);
  });

  test('fits a phone', async () => {
    const page = await openPlayground({ viewport: { width: 360, height: 740 } });

    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(excess).toBeLessThanOrEqual(0);
  });
});

test('every link inside the site leads to a page, and to an anchor of it', () => {
  const folder = inRoot('build', 'site');
  const pages = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    if (!name.endsWith('.html') || name === '404.html') continue;
    const path = `/${name.replaceAll('\\', '/').replace(/(index)?\.html$/, '')}`;
    pages.set(path, readFileSync(join(folder, name), 'utf8'));
  }
  const faults: string[] = [];
  for (const [path, html] of pages) {
    for (const [, href = ''] of html.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
      if (/^[a-z]+:/.test(href)) continue;
      const { pathname, hash } = new URL(href, `http://site${path}`);
      const target = pages.get(posix.normalize(pathname));
      const anchor = decodeURIComponent(hash.slice(1));
      if (target === undefined || (anchor !== '' && !target.includes(`id="${anchor}"`))) {
        faults.push(`${path}: ${href}`);
      }
    }
  }

  expect(pages.size).toBeGreaterThan(20);
  expect(faults).toEqual([]);
});
