// WebKitGTK with a window that is hidden when it is minimised.
import { program } from '../../engines/browsers/open-browser.mjs';
import { launchWebKit } from '../../engines/browsers/webkit.mjs';
import type { Engine, EnginePage } from './engine.js';

/** Runs a function of the test in the page, and answers with its value or its error. */
const SCRIPT = `const [source, argument, answer] = arguments;
new Promise((resolve) => resolve(eval('(' + source + ')')(argument))).then(
  (value) => answer({ value }),
  (error) => answer({ error: String(error) }),
);`;

interface Answer {
  value?: unknown;
  error?: string;
}

export async function openWebKitEngine(): Promise<Engine> {
  const { ask, close } = await launchWebKit(
    await program('WEBKIT_DRIVER_PATH', 'WebKitWebDriver'),
    await program('XVFB_PATH', 'Xvfb'),
  );
  const page: EnginePage = {
    goto: async (url) => {
      await ask('POST', '/url', { url });
    },
    evaluate: async (action, argument) => {
      const args = [String(action), argument ?? null];
      const answer = (await ask('POST', '/execute/async', { script: SCRIPT, args })) as Answer;
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value as never;
    },
    cover: async () => {
      await ask('POST', '/window/minimize', {});
    },
    uncover: async () => {
      await ask('POST', '/window/rect', { width: 800, height: 600 });
    },
    back: async () => {
      await ask('POST', '/back', {});
    },
    // A session has one window. What the next test loads takes the place of this page.
    close: async () => {
      await page.uncover();
      await page.goto('about:blank');
    },
  };
  return { openPage: async () => page, close };
}
