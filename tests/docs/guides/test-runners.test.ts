// docs/guides/test-runners.md: its tests pass in each runner, and fail if the tested code is wrong.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { capture } from '../../../scripts/support/command.mjs';
import { bareEnvironment } from '../../support/environment.js';
import { openGuide } from './support/guide.js';
import { startSite } from './support/site.js';

const guide = openGuide('test-runners');
const tested = guide.use('show-answer.js');
const folder = dirname(tested);
for (const file of ['show-answer.test.js', 'page.spec.js']) guide.use(file);
for (const runner of ['vitest', 'jest', 'playwright']) guide.use(`${runner}.config.js`);

/** Runs a program in Node, and returns its exit code and output, without colours. */
async function runNode(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { code, output } = await capture([process.execPath, ...args], {
    cwd: folder,
    env: { ...bareEnvironment, ...env },
  });
  return { code, output };
}

const inModules = (path: string): string => join(folder, 'node_modules', path);
const vitest = (environment: string) =>
  runNode([inModules('vitest/vitest.mjs'), 'run', '--environment', environment]);
const jest = (...args: string[]) =>
  runNode(['--experimental-vm-modules', inModules('jest/bin/jest.js'), ...args]);

test.each(['jsdom', 'happy-dom'])('show-answer.test.js passes in Vitest with %s', async (name) => {
  const { code, output } = await vitest(name);

  expect(output).toMatch(/Tests +3 passed \(3\)/);
  expect(code).toBe(0);
});

test('show-answer.test.js passes in Jest with jest-fixed-jsdom, and fails without it', async () => {
  const { code, output } = await jest();

  expect(output).toMatch(/Tests: +3 passed, 3 total/);
  expect(code).toBe(0);
  expect((await jest('--env=jsdom')).output).toMatch(/is not defined/);
});

test('show-answer.test.js fails if the request is repeated', async () => {
  const code = readFileSync(tested, 'utf8');
  onTestFinished(() => writeFileSync(tested, code));
  const wrong = 'retry: { replay: true, initialDelay: 10, maxAttempts: 2 }, ...options,';
  writeFileSync(tested, code.replace('...options,', wrong));

  expect((await vitest('jsdom')).output).toMatch(/Tests +1 failed \| 2 passed/);
});

test('page.spec.js passes in Chromium', async () => {
  const url = await startSite(guide, ['index.html', 'page.js']);
  const launchOptions = {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  };
  const config = 'chromium.config.js';
  writeFileSync(
    join(folder, config),
    `import guide from './playwright.config.js';
     const launchOptions = ${JSON.stringify(launchOptions)};
     export default { ...guide, workers: 1, reporter: 'line', use: { ...guide.use, launchOptions } };`,
  );

  const args = [inModules('@playwright/test/cli.js'), 'test', '--config', config];
  const { output } = await runNode([...args, 'page.spec.js'], { PAGE_URL: url });

  expect(output).toContain('3 passed');
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
