// A page in Chromium that is hidden and shown at random by another tab in front of it.
import { chromium, type Page } from 'playwright-core';
import { realEnvironment } from '../../../js/src/platform/environment.js';
import { freePort } from '../../support/local-server.mjs';
import type { Random } from './random.js';

export interface ChromiumPage {
  readonly page: Page;
  /** Bytes of the page's heap after garbage collection. */
  heap: () => Promise<number>;
  /**
   * Hides and shows the page until `work` settles, at least once. Then shows it and returns the
   * result of `work`.
   */
  hiddenAtTimes: <Result>(work: Promise<Result>, random: Random) => Promise<Result>;
  close: () => Promise<void>;
}

export async function openChromium(url: string): Promise<ChromiumPage> {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      `--remote-debugging-port=${port}`,
    ],
  });
  // Pages of the first connection always count as focused and visible.
  const plain = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const [context] = plain.contexts();
  if (context === undefined) throw new Error('Chromium has no default context.');
  const other = await context.newPage();
  const page = await context.newPage();
  await page.goto(url);
  const session = await context.newCDPSession(page);
  return {
    page,
    heap: async () => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    },
    hiddenAtTimes: async (work, random) => {
      const over = new AbortController();
      const end = work.finally(() => over.abort());
      const pass = (least: number, most: number): Promise<void> =>
        realEnvironment.wait(random.between(least, most), over.signal);
      const comeAndGo = async (): Promise<void> => {
        do {
          await pass(50, 1_000);
          await other.bringToFront();
          await pass(50, 300);
          await page.bringToFront();
        } while (!over.signal.aborted);
      };
      const [result] = await Promise.all([end, comeAndGo()]);
      return result;
    },
    close: async () => {
      await plain.close();
      await browser.close();
    },
  };
}
