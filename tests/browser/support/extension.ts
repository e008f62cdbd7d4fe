// An unpacked extension in a Chromium of its own.
import { chromium, type BrowserContext, type Worker } from 'playwright-core';
import { onTestFinished } from 'vitest';

export interface Extension {
  readonly context: BrowserContext;
  readonly worker: Worker;
}

/** Loads the extension of a folder. Its browser is closed when the test ends. */
export async function startExtension(folder: string): Promise<Extension> {
  const context = await chromium.launchPersistentContext('', {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      `--disable-extensions-except=${folder}`,
      `--load-extension=${folder}`,
    ],
  });
  onTestFinished(() => context.close());
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  return { context, worker };
}
