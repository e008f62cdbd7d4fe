// A script of a guide in a tab of Chromium, and what it prints.
import { launchChromium } from '../../browser/support/chromium-engine.js';
import { usePages, type EnginePage } from '../../browser/support/engine.js';
import type { Guide } from './guide.js';
import { startSite } from './site.js';

export interface ScriptPage {
  /** Resolves to what the script has printed, errors that nobody catches too, once one of the lines contains `text`. */
  readonly printedUntil: (text: string) => Promise<readonly string[]>;
  /** Brings another tab in front of this one. */
  readonly hide: () => Promise<void>;
  readonly show: () => Promise<void>;
}

/** For a test file: pages with one script of the guide each, whose other requests go to `server`. */
export function useScriptPages(
  guide: Guide,
): (file: string, server: string) => Promise<ScriptPage> {
  const openPage = usePages(() => launchChromium(false));
  return async (file, server) => {
    const page = await openPage();
    await page.goto(await startSite(guide, [file], server));
    return {
      // The browser's own lines tell of responses that are none.
      printedUntil: async (text) =>
        (await page.printedUntil(text)).filter((line) => !line.startsWith('Failed to load')),
      hide: async () => {
        await page.cover();
        await becomes(page, 'hidden');
      },
      show: async () => {
        await page.uncover();
        await becomes(page, 'visible');
      },
    };
  };
}

function becomes(page: EnginePage, state: DocumentVisibilityState): Promise<void> {
  return page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (document.visibilityState === wanted) resolve();
        };
        document.addEventListener('visibilitychange', look);
        look();
      }),
    state,
  );
}
