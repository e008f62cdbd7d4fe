// One headless Chromium for a test file, and a fresh page, with storage and sockets of its own, for each test.

import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

/** An address of this machine that the browser takes for another machine. */
const REMOTE_ADDRESS = '192.0.2.1';

/** The URL of a server on this machine, with the address of another machine. */
export function remote(url: string): string {
  return url.replace(/127\.0\.0\.1|localhost/, REMOTE_ADDRESS);
}

export interface Chromium {
  /** A page for the running test, which is closed when the test ends. */
  openPage: (options?: BrowserContextOptions) => Promise<Page>;
  /** A page for several tests that leave no state behind. It is closed with the browser. */
  openSharedPage: (options?: BrowserContextOptions) => Promise<Page>;
}

export function useChromium(): Chromium {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
        `--host-resolver-rules=MAP ${REMOTE_ADDRESS} 127.0.0.1`,
      ],
    });
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
