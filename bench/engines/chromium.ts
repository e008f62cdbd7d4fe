// Chromium as an engine: each runner is a page in a context of its own, and so in a process of its
// own.
import type { CpuProfile } from '../measuring/self-time.js';
import { callOf } from '../runner/serve-tasks.js';
import type { ResultOf } from '../runner/tasks.js';
import { bundleRunners } from './bundles.js';
import { DevTools } from './devtools.js';
import type { Engine, Runner } from './engine.js';
import { RunnerServer } from './server.js';

/** The result of an evaluation in a page. */
interface Evaluation {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
}

/** All scripts have run when it fires. */
const LOADED =
  "new Promise((resolve) => document.readyState === 'complete' ? resolve() : addEventListener('load', () => resolve()))";

export async function openChromium(executablePath: string): Promise<Engine> {
  const folder = await bundleRunners();
  const server = await RunnerServer.start(folder);
  const browser = await DevTools.launch(executablePath);
  const { product } = await browser.send('Browser.getVersion');
  return {
    name: 'chromium',
    version: String(product).split('/').at(-1) ?? '',
    open: (kind) => openPage(browser, `${server.url}/page/${kind ?? 'page'}`),
    urlOf: (workload, bytes) => server.urlOf(workload, bytes),
    tokensOf: (rate, seconds) => server.tokensOf(rate, seconds),
    moduleOf: (contender) => `${server.url}/cold-start/${contender}.mjs`,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

async function openPage(browser: DevTools, url: string): Promise<Runner> {
  const { browserContextId } = await browser.send('Target.createBrowserContext');
  const { targetId } = await browser.send('Target.createTarget', {
    url: 'about:blank',
    browserContextId,
  });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const send = (method: string, params?: object): Promise<object> =>
    browser.send(method, params, sessionId as string);

  async function evaluate(expression: string): Promise<unknown> {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = (await send('Runtime.evaluate', options)) as Evaluation;
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? 'The page threw');
    }
    return result.value;
  }

  // Resolves after the new page has replaced the empty one.
  await send('Page.navigate', { url });
  await evaluate(LOADED);
  if ((await evaluate('crossOriginIsolated')) !== true) {
    throw new Error('Expected a page with a fine clock: crossOriginIsolated is false');
  }
  await send('Performance.enable');
  return {
    run: async (name, task) =>
      (await evaluate(`runTask(${JSON.stringify(callOf(name, task))})`)) as ResultOf<typeof name>,
    threadMilliseconds: async () => {
      const { metrics } = (await send('Performance.getMetrics')) as {
        metrics: { name: string; value: number }[];
      };
      const seconds = metrics.find(({ name }) => name === 'ThreadTime')?.value;
      if (seconds === undefined) {
        throw new Error('Expected ThreadTime among the metrics of a page, got none');
      }
      return seconds * 1000;
    },
    profile: async (microseconds, work) => {
      await send('Profiler.enable');
      await send('Profiler.setSamplingInterval', { interval: microseconds });
      await send('Profiler.start');
      await work();
      const { profile } = (await send('Profiler.stop')) as { profile: CpuProfile };
      return profile;
    },
    close: async () => {
      await browser.send('Target.disposeBrowserContext', { browserContextId });
    },
  };
}
