// Opens an example in Chromium, and records its calls of `fetch` and every error and warning.
import type { Page } from 'playwright-core';
import { vi } from 'vitest';
import { workshop } from './workshop.js';
import { startSite, type Site } from './site.js';

export interface Streams {
  /** Calls so far. */
  calls: number;
  /** The largest number of concurrent calls that had not been aborted. */
  mostAtOnce: number;
}

declare global {
  /** In the page. */
  var streams: Streams;
}

export interface Visit {
  readonly page: Page;
  readonly site: Site;
  /** The `fetch` calls of the page, including those aborted before they reached the server. */
  readonly streams: () => Promise<Streams>;
  /** Errors and warnings of the console, and uncaught errors. */
  readonly complaints: readonly string[];
}

/** @param folder of the served files; by default that of all examples */
export async function visit(page: Page, path = '/', folder = workshop): Promise<Visit> {
  const site = await startSite(folder);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));

  await page.addInitScript(countStreams);
  await page.goto(new URL(path, site.url).href);
  const streams = () => page.evaluate(() => globalThis.streams);
  return { page, site, streams, complaints };
}

/** Runs in the page, before its scripts. */
function countStreams(): void {
  const streams = { calls: 0, mostAtOnce: 0 };
  const signals: AbortSignal[] = [];
  const original = globalThis.fetch;
  globalThis.streams = streams;
  globalThis.fetch = (input, init) => {
    signals.push(new Request(input, init).signal);
    streams.calls += 1;
    const open = signals.filter(({ aborted }) => !aborted);
    streams.mostAtOnce = Math.max(streams.mostAtOnce, open.length);
    return original(input, init);
  };
}

/** Waits until `found` returns `wanted`. On timeout, reports the difference. */
export async function shows(found: () => Promise<unknown>, wanted: unknown): Promise<void> {
  await vi.waitFor(
    async () => {
      const now = await found();
      if (JSON.stringify(now) !== JSON.stringify(wanted)) {
        throw new Error(`Expected ${JSON.stringify(wanted)}, got ${JSON.stringify(now)}`);
      }
    },
    { timeout: 15_000, interval: 20 },
  );
}
