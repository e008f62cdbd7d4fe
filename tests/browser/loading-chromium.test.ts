// Where the package loads in Chromium, and with which runtime.
import { describe, expect, test } from 'vitest';
import { STRICT, visitSite } from './scenarios/loading.js';
import { openScenarios, policyScenarios } from './scenarios/loading-policies.js';
import {
  lackingEngineScenarios,
  strangeWebAssemblyScenarios,
} from './scenarios/loading-without-webassembly.js';
import { launchChromium } from './support/chromium-engine.js';
import { usePages } from './support/engine.js';
import type { SiteOptions } from './support/loading-site.js';

const openPage = usePages(() => launchChromium(false));

openScenarios(openPage);
policyScenarios(openPage, {
  reportsRefusals: true,
  reportsFromWorkers: true,
  importsAgain: true,
});
strangeWebAssemblyScenarios(openPage);

test('loading: the console of a page whose policy blocks WebAssembly is empty', async () => {
  const page = await openPage();
  await visitSite(async () => page, { context: 'window, module', policy: STRICT, marks: true });

  const lines = await page.printedUntil('mark-1');

  expect(lines.filter((line) => !line.includes('mark-1'))).toEqual([]);
});

test.each<[string, SiteOptions]>([
  ['shared worker', { context: 'shared worker, module' }],
  [
    'shared worker whose policy blocks WebAssembly',
    { context: 'shared worker, module', policy: STRICT },
  ],
  ['service worker', { context: 'service worker, module' }],
])('loading: the console of a %s is empty', async (_case, options) => {
  const page = await openPage();
  await visitSite(async () => page, options);

  expect(await page.workerConsole()).toEqual([]);
});

// Every other processor that Chromium supports has vector instructions.
if (process.arch === 'x64') {
  describe('loading: on a processor without SSE4.1', () => {
    const settings = ['--js-flags=--no-enable-sse4-1'];
    lackingEngineScenarios(
      usePages(() => launchChromium(false, settings)),
      'SIMD',
    );
  });
}
