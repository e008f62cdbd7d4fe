// A headless Chromium for a test file, and a fresh page, with its own storage and sockets, for each test.

import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest';
import { launchOptions, remoteAddress } from './chromium-program.js';

/** Rewrites the URL of a server on this machine to that of another machine. */
export const remote = (url: string) => url.replace(/127\.0\.0\.1|localhost/, remoteAddress);

export interface Chromium {
  /** A page that is closed when the test ends. */
  openPage: (options?: BrowserContextOptions) => Promise<Page>;
  /** A page for several tests. It is closed at the end of the file. */
  openSharedPage: (options?: BrowserContextOptions) => Promise<Page>;
}

export function useChromium(): Chromium {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const shared = inject('chromium');
    browser = shared ? await chromium.connect(shared) : await chromium.launch(launchOptions);
  });
  afterAll(() => browser?.close());

  const open = async (options?: BrowserContextOptions) => {
    if (browser === undefined) throw new Error('Chromium has not been started.');
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(15_000);
    return page;
  };
  return {
    async openPage(options) {
      const page = await open(options);
      onTestFinished(() => page.context().close());
      return page;
    },
    openSharedPage: open,
  };
}
