// Runs a script of a guide in a tab of Chromium, and reads its console.
import { launchChromium } from '../../../browser/support/chromium-engine.js';
import { usePages, type EnginePage } from '../../../browser/support/engine.js';
import { startServer, type Respond, type TestServer } from '../../../js/support/server.js';
import type { Guide } from './guide.js';
import { startSite } from './site.js';

export interface ScriptPage {
  /** Resolves to the printed lines, uncaught errors included, once a line contains `text`. */
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

/** Returns a function that opens a page with one script. Other requests of the page go to `server`. */
export function useScriptPages(guide: Guide): OpenScript {
  const openPage = usePages(() => launchChromium(false));
  return async (file, server) => {
    const page = await openPage();
    await page.goto(await startSite(guide, [file], server));
    return {
      // The browser itself prints a line for each failed request.
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
        const check = (): void => {
          if (document.visibilityState === wanted) resolve();
        };
        document.addEventListener('visibilitychange', check);
        check();
      }),
    state,
  );
}

/**
 * Returns a function that runs a script in a page, with a server that handles requests with `responds`, until the script
 * has printed a line that contains `last`.
 */
export function playsOf(
  openScript: OpenScript,
): (script: string, last: string, ...responds: Respond[]) => Promise<Played> {
  return async (script, last, ...responds) => {
    const server = await startServer(...responds);
    const page = await openScript(`${script}.js`, server.url);
    return { lines: await page.printedUntil(last), server };
  };
}
