// The demo page in a hidden tab, behind another one: the answer continues on its connection.

import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { launchChromium, type ChromiumPage } from '../../browser/support/chromium-engine.js';
import { useDemo } from './support/demo.js';
import type { Engine } from '../../browser/support/engine.js';

const demo = useDemo();
let chromium: Engine<ChromiumPage>;
beforeAll(async () => {
  chromium = await launchChromium(false);
});
afterAll(() => chromium.close());

it('an answer continues in a hidden tab, without another request', async () => {
  const page = await chromium.openPage();
  onTestFinished(() => page.close());
  // Polls from outside, because a hidden tab has no frames.
  const until = <Value>(look: () => Value, wanted: Value) =>
    expect.poll(() => page.evaluate(look, undefined), { timeout: 15_000 }).toEqual(wanted);
  const status = () => document.querySelector('[role="status"]')?.textContent;
  await page.goto(demo.url);
  await until(() => 'ready' in document.documentElement.dataset, true);
  await page.evaluate(() => {
    const box = document.querySelector('textarea');
    if (box !== null) box.value = 'Hello';
    box?.form?.requestSubmit();
  }, undefined);
  await until(status, 'Streaming…');

  await page.cover();
  await until(() => document.visibilityState, 'hidden');
  demo.gate.open();
  await until(status, 'Done');

  const hidden = await page.evaluate(lookAtPage, undefined);
  expect(hidden).toEqual({
    visibility: 'hidden',
    answer: expect.stringContaining('no language model') as string,
    requests: 1,
  });
  await page.uncover();
  await until(() => document.visibilityState, 'visible');
  expect(await page.evaluate(lookAtPage, undefined)).toEqual({ ...hidden, visibility: 'visible' });
  expect(demo.gate.begun).toBe(1);
});

function lookAtPage() {
  return {
    visibility: document.visibilityState,
    answer: document.querySelector('[data-role="assistant"]')?.textContent,
    requests: performance.getEntriesByName(new URL('/api/chat', location.href).href).length,
  };
}
