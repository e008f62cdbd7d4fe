// Where the package loads in Firefox, and with which runtime.
import { describe, expect, test } from 'vitest';
import { STRICT, visitSite } from './scenarios/loading.js';
import { policyScenarios } from './scenarios/loading-policies.js';
import { lackingEngineScenarios } from './scenarios/loading-without-webassembly.js';
import { usePages } from './support/engine.js';
import { openFirefoxEngine } from './support/firefox-engine.js';

const openPage = usePages(openFirefoxEngine);

policyScenarios(openPage, {
  reportsRefusals: true,
  reportsFromWorkers: true,
  importsAgain: false,
});

test('loading: the console of a page whose policy blocks WebAssembly has one line, written by the browser', async () => {
  const page = await openPage();
  await visitSite(async () => page, { context: 'window, module', policy: STRICT, marks: true });

  const lines = await page.printedUntil('mark-1');

  expect(lines.filter((line) => !line.includes('mark-1'))).toEqual([
    expect.stringMatching(/blocked WebAssembly \(script-src\)/),
  ]);
});

describe('loading: with javascript.options.wasm off', () => {
  lackingEngineScenarios(
    usePages(() => openFirefoxEngine({ 'javascript.options.wasm': false })),
    'WebAssembly',
  );
});
