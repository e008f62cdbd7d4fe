// A script of a guide in a tab of Chromium, and what it prints.
import { launchChromium } from '../../../browser/support/chromium-engine.js';
import { usePages, type EnginePage } from '../../../browser/support/engine.js';
import { startServer, type Respond, type TestServer } from '../../../js/support/server.js';
import type { Guide } from './guide.js';
import { startSite } from './site.js';

export interface ScriptPage {
  /** Resolves to what the script has printed, errors that nobody catches too, once one of the lines contains `text`. */
  readonly printedUntil: (text: string) => Promise<readonly string[]>;
  /** Brings another tab in front of this one. */
  readonly hide: () => Promise<void>;
  readonly show: () => Promise<void>;
}

export type OpenScript = (file: string, server: string) => Promise<ScriptPage>;

export interface Played {
  readonly lines: readonly string[];
  readonly server: TestServer;
}

/** For a test file: pages with one script of the guide each, whose other requests go to `server`. */
export function useScriptPages(guide: Guide): OpenScript {
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

/** Answers what opens a script in a page, with a server of these answers behind it, and waits until it has printed a line that contains `last`. */
export function playsOf(
  openScript: OpenScript,
): (script: string, last: string, ...responds: Respond[]) => Promise<Played> {
  return async (script, last, ...responds) => {
    const server = await startServer(...responds);
    const page = await openScript(`${script}.js`, server.url);
    return { lines: await page.printedUntil(last), server };
  };
}
