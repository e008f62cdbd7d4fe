// Chromium with tabs that are hidden when another tab is in front of them, pages that can be
// frozen, and its back/forward cache.
import { chromium } from 'playwright-core';
import { freePort } from '../../support/local-server.mjs';
import { program } from '../engines/browsers/open-browser.mjs';
import { REMOTE_HOST, type Engine, type EnginePage } from './engine.js';
import { evaluator, tabbedPage, type PrintingPage } from './tabs.js';
import { consoleOfWorker } from './worker-console.js';

export interface ChromiumPage extends PrintingPage {
  setOffline: (offline: boolean) => Promise<void>;
  /** The page has to be hidden: a visible page is not frozen. */
  freeze: () => Promise<void>;
  thaw: () => Promise<void>;
  /** Runs the page's script in a dedicated worker, and returns a function that evaluates there. */
  startWorker: () => Promise<EnginePage['evaluate']>;
  /** The console output of the page's shared or service worker. */
  workerConsole: () => Promise<string[]>;
}

/** `keepsPages`: with the default back/forward cache. `settings`: arguments of the program. */
export async function launchChromium(
  keepsPages: boolean,
  settings: string[] = [],
): Promise<Engine<ChromiumPage>> {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: await program('CHROMIUM_PATH', 'chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      `--remote-debugging-port=${port}`,
      `--host-resolver-rules=MAP ${REMOTE_HOST} 127.0.0.1`,
      ...settings,
    ],
    ...(keepsPages ? { ignoreDefaultArgs: ['--disable-back-forward-cache'] } : {}),
  });
  // Pages of the first connection always count as focused and visible.
  const plain = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const [context] = plain.contexts();
  if (context === undefined) throw new Error('Chromium has no default context.');
  const other = await context.newPage();
  return {
    openPage: async () => {
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await page.bringToFront();
      const session = await context.newCDPSession(page);
      const setState = (state: 'frozen' | 'active'): Promise<unknown> =>
        session.send('Page.setWebLifecycleState', { state });
      return {
        ...tabbedPage(page, other),
        setOffline: (offline) => context.setOffline(offline),
        close: async () => {
          // The next page shares the context: a test that fails must not leave the following tests
          // offline.
          await context.setOffline(false);
          await page.close();
        },
        freeze: async () => {
          await setState('frozen');
        },
        thaw: async () => {
          await setState('active');
        },
        startWorker: async () => {
          const started = page.waitForEvent('worker');
          await page.evaluate(() => {
            Object.assign(globalThis, { worker: new Worker('/page.js', { type: 'module' }) });
          });
          return evaluator(await started);
        },
        workerConsole: () => consoleOfWorker(port, page.url()),
      };
    },
    close: async () => {
      await plain.close();
      await browser.close();
    },
  };
}
