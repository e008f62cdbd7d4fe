// How tests start headless Chromium: for one test file, or once for all files of a project.

import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a Chromium that all files of a project share. */
    chromium: string | undefined;
  }
}

/** An address that the browser treats as another machine. It is this one. */
export const remoteAddress = '192.0.2.1';

export const launchOptions = {
  executablePath:
    process.env.HEADLESS_CHROMIUM_PATH ?? process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
    `--host-resolver-rules=MAP ${remoteAddress} 127.0.0.1`,
  ],
};

/** For a `globalSetup`. Resolves with the teardown. */
export async function launchSharedChromium(project: TestProject): Promise<() => Promise<void>> {
  const server = await chromium.launchServer(launchOptions);
  project.provide('chromium', server.wsEndpoint());
  return () => server.close();
}
