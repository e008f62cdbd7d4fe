// WebKitGTK with a window that is hidden when it is minimised.
import { program } from '../engines/browsers/open-browser.mjs';
import { launchWebKit } from '../engines/browsers/webkit.mjs';
import type { Engine, EnginePage } from './engine.js';

/**
 * Runs a function of the test in the page, whose policy may not allow eval, and returns its result
 * or its error.
 */
const scriptOf = (action: unknown): string => `const [argument, answer] = arguments;
new Promise((resolve) => resolve((${String(action)})(argument))).then(
  (value) => answer({ value }),
  (error) => answer({ error: String(error) }),
);`;

interface Answer {
  value?: unknown;
  error?: string;
}

/** `settings`: environment variables of the engine. */
export async function openWebKitEngine(settings: Record<string, string> = {}): Promise<Engine> {
  const { command, close } = await launchWebKit(
    await program('WEBKIT_DRIVER_PATH', 'WebKitWebDriver'),
    await program('XVFB_PATH', 'Xvfb'),
    settings,
  );
  const page: EnginePage = {
    goto: async (url) => {
      await command('POST', '/url', { url });
    },
    evaluate: async (action, argument) => {
      const body = { script: scriptOf(action), args: [argument ?? null] };
      const answer = (await command('POST', '/execute/async', body)) as Answer;
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value as never;
    },
    cover: async () => {
      await command('POST', '/window/minimize', {});
    },
    uncover: async () => {
      await command('POST', '/window/rect', { width: 800, height: 600 });
    },
    back: async () => {
      await command('POST', '/back', {});
    },
    // A session has one window. The document of the next test replaces this page.
    close: async () => {
      await page.uncover();
      await page.goto('about:blank');
    },
  };
  return { openPage: async () => page, close };
}
