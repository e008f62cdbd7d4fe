// The layout of the demo page: phones, long conversations, scrolling, themes, names and landmarks.

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ChatPage } from './support/chat-page.js';
import { useChromium } from '../../browser/support/chromium.js';
import { useDemo } from './support/demo.js';

const { openPage } = useChromium();
const demo = useDemo();
/** For conditions that need some frames on a busy machine. */
const patient = { timeout: 15_000 };
const phone = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true };

const scroller = (page: Page) => page.getByRole('main');
const distanceToEnd = (page: Page) =>
  scroller(page).evaluate((node) => node.scrollHeight - node.clientHeight - node.scrollTop);

it('fits a phone, whatever the answer contains', async () => {
  const page = await openPage(phone);
  const chat = await ChatPage.open(page, demo.url);
  demo.gate.open();
  for (const question of [
    'Compare SSE and WebSockets',
    'Write a binary search in C++',
    'x'.repeat(400),
  ]) {
    await chat.ask(question);
    await chat.waitForStatus(/^Done$/);
  }

  const widths = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    conversation: document.querySelector('main')?.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  expect(widths.page).toBe(widths.screen);
  expect(widths.conversation).toBeLessThanOrEqual(widths.screen);
});

it('buttons are at least 44 pixels high and wide on a touch screen', async () => {
  const page = await openPage(phone);
  const chat = await ChatPage.open(page, demo.url);
  demo.gate.open();
  await chat.ask('Write a binary search in C++');
  await chat.waitForStatus(/^Done$/);

  for (const button of await page.getByRole('button').all()) {
    const box = await button.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(box?.width).toBeGreaterThanOrEqual(44);
  }
});

it('landmarks and controls have names', async () => {
  const page = await openPage();
  const chat = await ChatPage.open(page, demo.url);
  demo.gate.open();
  await chat.ask('Write a binary search in C++');
  await chat.waitForStatus(/^Done$/);

  for (const landmark of ['banner', 'main', 'contentinfo'] as const) {
    expect(await page.getByRole(landmark).count()).toBe(1);
  }
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  expect(await page.getByRole('status').count()).toBe(1);
  await page.getByRole('log', { name: 'Conversation' }).waitFor();
  const unnamed = await page.getByRole('button', { name: /^$/ }).count();
  expect(unnamed).toBe(0);
});

it('screen readers wait for the end of an answer instead of reading each token', async () => {
  const page = await openPage();
  const chat = await ChatPage.open(page, demo.url);
  await chat.ask('Hello');
  demo.gate.release(5);
  await chat.waitForAnswer(/Hello/);

  expect(await page.getByRole('log').getAttribute('aria-live')).toBe('off');
  expect(await chat.answers.getAttribute('aria-busy')).toBe('true');
  demo.gate.open();
  await chat.waitForStatus(/^Done$/);
  expect(await chat.answers.getAttribute('aria-busy')).toBe('false');
});

it('works with the keyboard alone', async () => {
  const page = await openPage();
  const chat = await ChatPage.open(page, demo.url);
  expect(await chat.message.evaluate((box) => box === document.activeElement)).toBe(true);
  await page.keyboard.type('Hello');
  await page.keyboard.press('Enter');
  await chat.waitForStatus(/^Streaming/);

  await page.keyboard.press('Tab');
  expect(await chat.stop.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');

  await chat.waitForStatus(/^Stopped$/);
  expect(await chat.message.evaluate((box) => box === document.activeElement)).toBe(true);
});

it('keeps the figures of a resumed answer in view on a phone', async () => {
  const page = await openPage(phone);
  const chat = await ChatPage.open(page, demo.url);
  await chat.ask('Show me everything Markdown can do');
  demo.gate.release(90);
  await chat.waitForStatus(/^Streaming/);
  await chat.cut.click();
  await chat.waitForStatus(/reconnecting/);
  demo.gate.open();
  await page.getByText('resumed 1×, nothing lost').waitFor();

  await expect.poll(() => distanceToEnd(page), patient).toBeLessThan(2);
});

it('follows the newest words until the reader scrolls up, then shows Jump to latest', async () => {
  const page = await openPage({ viewport: { width: 800, height: 480 } });
  const chat = await ChatPage.open(page, demo.url);
  await chat.ask('Show me everything Markdown can do');
  demo.gate.release(110);
  await chat.waitForAnswer(/coffee/);
  await expect.poll(() => distanceToEnd(page), patient).toBeLessThan(2);
  const jump = page.getByRole('button', { name: 'Jump to latest' });
  expect(await jump.isVisible()).toBe(false);

  await scroller(page).hover();
  await page.mouse.wheel(0, -300);
  await jump.waitFor();
  const top = await scroller(page).evaluate((node) => node.scrollTop);
  demo.gate.open();
  await chat.waitForStatus(/^Done$/);
  expect(await scroller(page).evaluate((node) => node.scrollTop)).toBe(top);

  await jump.click();
  await expect.poll(() => distanceToEnd(page), patient).toBeLessThan(2);
  expect(await jump.isVisible()).toBe(false);
});

it('opens at its top on a small screen, without Jump to latest', async () => {
  const page = await openPage({ ...phone, viewport: { width: 360, height: 480 } });
  const chat = await ChatPage.open(page, demo.url);
  const jump = page.getByRole('button', { name: 'Jump to latest' });
  const expectTop = async () => {
    expect(await distanceToEnd(page)).toBeGreaterThan(100);
    expect(await scroller(page).evaluate((node) => node.scrollTop)).toBe(0);
    expect(await jump.isVisible()).toBe(false);
  };
  await expectTop();

  demo.gate.open();
  await chat.ask('Show me everything Markdown can do');
  await chat.waitForStatus(/^Done$/);
  await chat.newChat.click();
  await chat.waitForStatus(/^Ready$/);

  await expectTop();
});

it('does not change finished answers while another one streams', { timeout: 120_000 }, async () => {
  const page = await openPage();
  const chat = await ChatPage.open(page, demo.url);
  demo.gate.open();
  for (let turn = 1; turn <= 20; turn += 1) {
    await chat.ask(`What is ${turn} + ${turn}?`);
    await chat.waitForStatus(/^Done$/);
  }
  expect(await page.locator('[data-role]').count()).toBe(40);
  // Records changes outside the newest turn while another answer streams.
  await page.evaluate(() => {
    const log = document.querySelector('[role="log"]');
    const old = new Set(log?.children);
    Object.assign(window, { changes: 0 });
    new MutationObserver((records) => {
      for (const { target } of records) {
        if ([...old].some((turn) => turn.querySelector('.prose')?.contains(target))) {
          Object.assign(window, { changes: 1 });
        }
      }
    }).observe(document, {
      childList: true,
      characterData: true,
      attributes: true,
      subtree: true,
    });
  });

  await chat.ask('Write a binary search in C++');
  await chat.waitForAnswer(/find\(std::span/);
  await chat.waitForStatus(/^Done$/);

  expect(await page.evaluate(() => Reflect.get(window, 'changes') as number)).toBe(0);
  const skipped = page.locator('article').first();
  expect(await skipped.evaluate((turn) => getComputedStyle(turn).contentVisibility)).toBe('auto');
});

it('has the theme of the system until a reader chooses one, and stores the choice', async () => {
  const page = await openPage({ colorScheme: 'dark' });
  await ChatPage.open(page, demo.url);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();

  await page.getByRole('button', { name: 'Light theme' }).click();
  const light = await ground();
  expect(light).not.toBe(dark);

  await page.reload();
  await page.getByRole('button', { name: 'Dark theme' }).waitFor();
  expect(await ground()).toBe(light);
});

it('writes nothing to the console', async () => {
  const page = await openPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  const chat = await ChatPage.open(page, demo.url);
  demo.gate.open();
  await chat.ask('Show me everything Markdown can do');
  await chat.waitForStatus(/^Done$/);

  expect(said).toEqual([]);
});
