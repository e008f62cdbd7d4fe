// The demo page after a reload: the chat is still there, and a running answer continues.

import { expect, it } from 'vitest';
import { ChatPage, withClipboard } from './support/chat-page.js';
import { useChromium } from '../../browser/support/chromium.js';
import { useDemo } from './support/demo.js';

const { openPage } = useChromium();
const demo = useDemo();

it('keeps the chat and continues a running answer, without a second question', async () => {
  const page = await openPage(withClipboard);
  const chat = await ChatPage.open(page, demo.url);
  await chat.ask('Write a binary search in C++');
  demo.gate.open();
  await chat.waitForStatus(/^Done$/);
  const first = await chat.answers.first().textContent();
  demo.gate.close();
  const asked = page.waitForRequest('**/api/chat');
  await chat.ask('How does a cut stream resume?');
  demo.gate.release(20);
  await chat.waitForAnswer(/A stream that drops/);
  const id = (await asked).headers()['idempotency-key'] ?? '';

  await page.reload();
  await chat.waitForStatus(/^Streaming/);
  await chat.waitForAnswer(/A stream that drops/);
  demo.gate.open();
  await chat.waitForStatus(/^Done$/);

  expect(await chat.questions.count()).toBe(2);
  expect(await chat.answers.first().textContent()).toBe(first);
  expect(await chat.copyAnswer()).toBe(await demo.textOf(id));
  expect(demo.gate.begun).toBe(2);
});

it('shows an error if the server no longer has a running answer', async () => {
  const page = await openPage();
  const chat = await ChatPage.open(page, demo.url);
  await chat.ask('Hello');
  demo.gate.release(5);
  await chat.waitForAnswer(/Hello/);
  await page.route(/\/api\/chat\/\w+$/, (route) =>
    route.fulfill({ status: 404, json: { error: { message: 'No such answer.' } } }),
  );

  await page.reload();

  await chat.waitForStatus(/^Failed: No such answer\.$/);
  await chat.waitForAnswer(/Hello/);
  demo.gate.open();
  await chat.tryAgain.click();
  await chat.waitForStatus(/^Done$/);
  expect(demo.gate.begun).toBe(2);
});

it('New chat deletes the stored chat', async () => {
  const page = await openPage();
  const chat = await ChatPage.open(page, demo.url);
  demo.gate.open();
  await chat.ask('Hello');
  await chat.waitForStatus(/^Done$/);
  await chat.newChat.click();

  await page.reload();

  await page.getByRole('heading', { name: 'Ask something.' }).waitFor();
  expect(await chat.answers.count()).toBe(0);
});
