// The inspector of the demo page: what it shows of a stream, and the faults that it sets on the server.

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { Gate } from '../server/support/gate.js';
import { ChatPage, withClipboard, withoutChance } from './support/chat-page.js';
import { useChromium } from '../../browser/support/chromium.js';
import { useDemo } from './support/demo.js';

const { openPage } = useChromium();
const demo = useDemo();

class InspectorPanel {
  readonly panel;
  readonly events;
  readonly log;

  constructor(readonly page: Page) {
    this.panel = page.getByRole('complementary', { name: 'Inspector' });
    this.events = this.panel.getByRole('listbox', { name: 'Events' });
    this.log = this.panel.getByRole('list', { name: 'Timeline' });
  }

  toggle() {
    return this.page.getByRole('button', { name: 'Inspector', exact: true }).click();
  }

  fault(name: string) {
    return this.panel.getByRole('button', { name, exact: true }).click();
  }

  /** Waits until the figure of that name has the value. */
  waitForFigure(name: string, value: RegExp) {
    const figure = this.panel.locator('dl > div').filter({ hasText: name });
    return figure.locator('dd').filter({ hasText: value }).waitFor();
  }
}

async function open() {
  const page = await openPage(withClipboard);
  await withoutChance(page);
  const chat = await ChatPage.open(page, demo.url);
  const inspector = new InspectorPanel(page);
  return { page, chat, inspector };
}

it('is closed by default, and stays open after a reload', async () => {
  const { page, inspector } = await open();
  expect(await inspector.panel.isVisible()).toBe(false);

  await inspector.toggle();
  await inspector.panel.waitFor();
  await page.reload();
  await inspector.panel.waitFor();
  await page.getByRole('button', { name: 'Close inspector' }).click();

  expect(await inspector.panel.isVisible()).toBe(false);
});

it('shows each event with its bytes, even if it was opened after the answer', async () => {
  const { chat, inspector } = await open();
  demo.gate.open();
  await chat.ask('用中文介绍一下 SSE');
  await chat.waitForStatus(/^Done$/);

  await inspector.toggle();
  const last = inspector.events.getByRole('option').last();
  await last.filter({ hasText: '[DONE]' }).click();
  const detail = inspector.panel.locator('.event-detail');
  await detail.filter({ hasText: /data {2}\[DONE\]\s+0000 {2}69 64 3a 20/ }).waitFor();
  await inspector.events.press('ArrowUp');

  await detail.filter({ hasText: '"usage"' }).waitFor();
  await inspector.waitForFigure('Requests', /^1$/);
  await inspector.panel.getByRole('img', { name: /^Tokens per second: up to \d+/ }).waitFor();
});

it('a fault breaks the running answer, and the log shows how it was resumed', async () => {
  const { chat, inspector } = await open();
  await inspector.toggle();
  await chat.ask('How does a cut stream resume?');
  demo.gate.release(30);
  await chat.waitForAnswer(/A stream that drops/);

  await inspector.fault('Cut');
  demo.gate.release(5);
  await inspector.log.getByText(/s left: BodyError \(body\), temporary/).waitFor();
  demo.gate.open();
  await chat.waitForStatus(/^Done$/);

  await inspector.log.getByText(/^POST \/api\/chat, last-event-id: ….*:\d+$/).waitFor();
  await inspector.waitForFigure('Requests', /^2$/);
  await inspector.waitForFigure('Duplicates', /^0$/);
});

it('a fault breaks the next answer', async () => {
  const { chat, inspector } = await open();
  await inspector.toggle();
  demo.gate.open();

  await inspector.fault('429');
  await inspector.panel.getByText('429: waits for the next answer.').waitFor();
  await chat.ask('Hello');
  await chat.waitForStatus(/^The server is busy, trying again in 2 s$/);
  await inspector.log.getByText(/^429 · .* · Retry-After 2$/).waitFor();

  await chat.waitForStatus(/^Done$/);
});

it('counts the duplicates that the page does not show', async () => {
  const { page, chat, inspector } = await open();
  await inspector.toggle();
  await inspector.fault('Start over');
  await inspector.panel.getByText('waits for the next answer.').waitFor();
  const asked = page.waitForRequest('**/api/chat');
  await chat.ask('Hello');
  const id = (await asked).headers()['idempotency-key'] ?? '';

  demo.gate.release(8);
  await chat.waitForAnswer(/Hello/);
  demo.gate.open();
  await chat.waitForStatus(/^Done$/);

  expect(await chat.copyAnswer()).toBe(await demo.textOf(id));
  await inspector.waitForFigure('Duplicates', /^[1-9]/);
});

it('copies an answer as JSON and as a curl command', async () => {
  const { page, chat, inspector } = await open();
  await inspector.toggle();
  demo.gate.open();
  await chat.ask("What's this?");
  await chat.waitForStatus(/^Done$/);
  const copied = async (name: string, beginning: RegExp) => {
    await inspector.panel.getByRole('button', { name }).click();
    const read = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(read, { timeout: 15_000 }).toMatch(beginning);
    return read();
  };

  const json = JSON.parse(await copied('Copy as JSON', /^\{/)) as Record<string, unknown>;
  const curl = await copied('Copy as curl', /^curl/);

  expect(json).toMatchObject({ question: "What's this?", attempts: 1, duplicates: 0 });
  expect(json.events).toHaveLength(Number(/:(\d+)$/.exec(String(json.lastEventId))?.[1]) + 1);
  expect(curl).toMatch(/^curl --no-buffer 'http[^]*--data '\{"messages"[^]*What'\\''s this\?/);
});

it('keeps fewer than 40 rows for 6,003 events', async () => {
  const { chat, inspector } = await open();
  await inspector.toggle();
  const parts = Array.from({ length: 6000 }, (_, index) => ({
    type: 'text' as const,
    text: `${index} `,
    index: 0,
  }));
  demo.gate = new Gate([...parts, { type: 'finish', reason: 'stop' }]);
  demo.gate.open();

  await chat.ask('Count');
  await chat.waitForStatus(/^Done$/);
  await inspector.waitForFigure('Events', /^6,003$/);

  const last = inspector.events.getByRole('option').last();
  expect(await last.getAttribute('aria-posinset')).toBe('6003');
  expect(await inspector.events.getByRole('option').count()).toBeLessThan(40);
});

it('compares three clients with the same fault', async () => {
  const { inspector } = await open();
  await inspector.toggle();
  demo.gate.open();

  await inspector.panel.getByRole('combobox', { name: 'Fault' }).selectOption('Truncated end');
  await inspector.panel.getByRole('button', { name: 'Compare', exact: true }).click();

  const lane = (name: string) =>
    inspector.panel
      .getByRole('region')
      .or(inspector.panel.locator('.lane'))
      .filter({
        has: inspector.page.getByRole('heading', { name: new RegExp(`^${name}`) }),
      });
  await lane('post-event-source').getByText('done; the text is whole').waitFor();
  await lane('post-event-source').getByText('2 POST').waitFor();
  await lane('fetch-event-source')
    .getByText(/^done; \d+ characters are missing$/)
    .waitFor();
  await lane('EventSource').getByText('done; the text is whole').waitFor();
  await lane('EventSource').getByText('1 POST, 2 GET').waitFor();
});
