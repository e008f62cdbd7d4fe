// Chromium as an engine: each stage is a page in a context of its own, which gives it a process of its own.
import { chromium } from 'playwright-core';
import { callOf } from '../stage/stand-ready.js';
import type { AnswerOf } from '../stage/tasks.js';
import { bundleStages } from './bundles.js';
import type { Engine, Stage } from './engine.js';
import { StageServer } from './server.js';

export async function openChromium(executablePath: string): Promise<Engine> {
  const folder = await bundleStages();
  const server = await StageServer.start(folder);
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });

  async function openPage(script: string): Promise<Stage> {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.url}/page/${script}`);
    if (!(await page.evaluate(() => crossOriginIsolated))) {
      throw new Error('Expected a page with a fine clock: crossOriginIsolated is false');
    }
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    return {
      threadMilliseconds: async () => {
        const { metrics } = await session.send('Performance.getMetrics');
        const seconds = metrics.find(({ name }) => name === 'ThreadTime')?.value;
        if (seconds === undefined) {
          throw new Error('Expected Chromium to tell the ThreadTime of a page');
        }
        return seconds * 1000;
      },
      perform: async (name, task) =>
        (await page.evaluate((call) => globalThis.perform(call), callOf(name, task))) as AnswerOf<
          typeof name
        >,
      profile: async (microseconds, work) => {
        await session.send('Profiler.enable');
        await session.send('Profiler.setSamplingInterval', { interval: microseconds });
        await session.send('Profiler.start');
        await work();
        const { profile } = await session.send('Profiler.stop');
        return profile;
      },
      close: () => context.close(),
    };
  }

  return {
    name: 'chromium',
    version: browser.version(),
    open: (kind) => openPage(kind ?? 'page'),
    urlOf: (workload, bytes) => server.urlOf(workload, bytes),
    moduleOf: (contender) => `${server.url}/cold-start/${contender}.mjs`,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
