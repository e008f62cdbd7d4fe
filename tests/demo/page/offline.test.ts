// The demo page without a network, with the server on another machine: it waits, and continues when the network is back.

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ChatPage } from './support/chat-page.js';
import { remote, useChromium } from '../../browser/support/chromium.js';
import { useDemo } from './support/demo.js';

const { openPage } = useChromium();
const demo = useDemo();

const offline = /^Offline: waiting for the network$/;

/** The IDs of the answers that the page requests from now on, one per request. */
function answersAskedFor(page: Page): string[] {
  const ids: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/chat')) ids.push(request.headers()['idempotency-key'] ?? '');
  });
  return ids;
}

/** Takes the network away, and cuts the open connection. */
async function unplug(page: Page, answerId: string): Promise<void> {
  await page.context().setOffline(true);
  await fetch(`${demo.url}api/chat/${answerId}/cut`, { method: 'POST' });
}

/** Pastes the text, because only a page of this machine or of HTTPS may read the clipboard. */
async function copiedAnswer(page: Page, chat: ChatPage): Promise<string> {
  await page.getByRole('button', { name: 'Copy answer' }).last().click();
  await chat.message.press('Control+V');
  return chat.message.inputValue();
}

it('waits for the network during an answer, and loses no word', async () => {
  const page = await openPage();
  const asked = answersAskedFor(page);
  const chat = await ChatPage.open(page, remote(demo.url));
  await chat.ask('How does a cut stream resume?');
  demo.gate.release(40);
  await chat.waitForAnswer(/How a cut stream resumes/);

  await unplug(page, asked[0] ?? '');
  await chat.waitForStatus(offline);
  expect(await chat.cut.isDisabled()).toBe(true);
  expect(await chat.stop.isVisible()).toBe(true);
  await page.context().setOffline(false);
  await chat.waitForStatus(/^Streaming/);
  demo.gate.open();
  await chat.waitForStatus(/^Done$/);

  expect(await copiedAnswer(page, chat)).toBe(await demo.textOf(asked[0] ?? ''));
  await page.getByText('resumed 1×, nothing lost').waitFor();
  // The second request got no response: there was no network.
  expect(asked).toEqual([asked[0], asked[0], asked[0]]);
  expect(demo.gate.begun).toBe(1);
});

it('sends a question from offline when the network is back', async () => {
  const page = await openPage();
  const asked = answersAskedFor(page);
  const chat = await ChatPage.open(page, remote(demo.url));
  await page.context().setOffline(true);
  await chat.ask('Hello');
  await chat.waitForStatus(offline);

  await page.context().setOffline(false);
  demo.gate.open();
  await chat.waitForStatus(/^Done$/);

  expect(asked).toEqual([asked[0], asked[0]]);
  expect(demo.gate.begun).toBe(1);
});

it('can be stopped while it waits for the network', async () => {
  const page = await openPage();
  const asked = answersAskedFor(page);
  const chat = await ChatPage.open(page, remote(demo.url));
  await page.context().setOffline(true);
  await chat.ask('Hello');
  await chat.waitForStatus(offline);

  await chat.stop.click();
  await chat.waitForStatus(/^Stopped$/);
  await page.context().setOffline(false);
  demo.gate.open();
  await chat.ask('Who are you?');
  await chat.waitForStatus(/^Done$/);

  expect(asked).toHaveLength(2);
  expect(demo.gate.begun).toBe(1);
});
