// Builds the page and starts Chromium once for all test files of the page.

import type { TestProject } from 'vitest/node';
import { buildPage } from '../../../../demo/server/page.js';
import { launchSharedChromium } from '../../../browser/support/chromium-program.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The files of the page. */
    page: Record<string, string>;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  project.provide('page', await buildPage());
  return launchSharedChromium(project);
}
