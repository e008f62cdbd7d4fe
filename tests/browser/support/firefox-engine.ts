// Firefox with tabs that are hidden when another one is in front of them.
import type { Page } from 'playwright-core';
import { program } from '../engines/browsers/open-browser.mjs';
import { launchFirefox } from '../engines/browsers/playwright.mjs';
import { REMOTE_HOST, type Engine } from './engine.js';
import { tabbedPage, type PrintingPage } from './tabs.js';

export interface FirefoxPage extends PrintingPage {
  setOffline: (offline: boolean) => Promise<void>;
}

/** `settings`: of the engine, by the names that about:config has. */
export async function openFirefoxEngine(
  settings: Record<string, boolean> = {},
): Promise<Engine<FirefoxPage>> {
  const browser = await launchFirefox(await program('FIREFOX_PATH', 'firefox-esr'), {
    // Nobody clicks here: windows that open without it are pop-ups.
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
          // The next page shares the context: one test that fails must not take the network from all that follow.
          await context.setOffline(false);
          await page.close();
        },
      };
    },
    close: () => browser.close(),
  };
}

/** A page of `newPage` has a window of its own, in front of which there is nothing. */
async function tabBeside(other: Page): Promise<Page> {
  const opened = other.context().waitForEvent('page');
  await other.evaluate(() => void window.open('about:blank', '_blank', 'noopener'));
  const page = await opened;
  await page.bringToFront();
  return page;
}
