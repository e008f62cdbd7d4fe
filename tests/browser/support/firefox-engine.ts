// Firefox with tabs that are hidden when another tab is in front of them.
import type { Page } from 'playwright-core';
import { program } from '../engines/browsers/open-browser.mjs';
import { launchFirefox } from '../engines/browsers/playwright.mjs';
import { REMOTE_HOST, type Engine } from './engine.js';
import { tabbedPage, type PrintingPage } from './tabs.js';

export interface FirefoxPage extends PrintingPage {
  setOffline: (offline: boolean) => Promise<void>;
}

/** `settings`: of the engine, by their names in about:config. */
export async function openFirefoxEngine(
  settings: Record<string, boolean> = {},
): Promise<Engine<FirefoxPage>> {
  const browser = await launchFirefox(await program('FIREFOX_PATH', 'firefox-esr'), {
    // There is no user gesture, so the engine would block new windows as pop-ups.
    'dom.disable_open_during_load': false,
    'network.dns.localDomains': REMOTE_HOST,
    ...settings,
  });
  const context = await browser.newContext();
  const other = await context.newPage();
  return {
    openPage: async () => {
      const page = await tabBeside(other);
      page.setDefaultTimeout(15_000);
      return {
        ...tabbedPage(page, other),
        setOffline: (offline) => context.setOffline(offline),
        close: async () => {
          // The next page shares the context: a test that fails must not leave the following tests
          // offline.
          await context.setOffline(false);
          await page.close();
        },
      };
    },
    close: () => browser.close(),
  };
}

/** `newPage` opens a window of its own, which no other tab can cover. */
async function tabBeside(other: Page): Promise<Page> {
  const opened = other.context().waitForEvent('page');
  await other.evaluate(() => void window.open('about:blank', '_blank', 'noopener'));
  const page = await opened;
  await page.bringToFront();
  return page;
}
