// The demo page when the connection fails: it shows the state, reconnects, and shows every word once.

import { expect, it } from 'vitest';
import { EventReader } from '../server/support/event-reader.js';
import { ChatPage, withClipboard, withoutChance } from './support/chat-page.js';
import { useChromium } from '../../browser/support/chromium.js';
import { useDemo } from './support/demo.js';

const { openPage } = useChromium();
// The server stores one answer, so a test can make it delete a finished one.
const demo = useDemo(() => ({ limits: { answers: 1 } }));
const openChat = async () => ChatPage.open(await openPage(withClipboard), demo.url);

/** Clicks the button of the page. Resolves with the ID of the answer that was cut. */
async function cut(chat: ChatPage): Promise<string> {
  const request = chat.page.waitForRequest(/\/cut$/);
  await chat.cut.click();
  const answerId = /chat\/(.*)\/cut$/.exec((await request).url())?.[1];
  return answerId ?? '';
}

/** Asks another question as soon as no answer is being written. */
async function takeOnlyPlace(): Promise<EventReader> {
  for (;;) {
    const response = await demo.ask('Who are you?');
    if (response.ok) return new EventReader(response);
    await response.body?.cancel();
  }
}

it('resumes a cut answer without losing or repeating a word', async () => {
  const chat = await openChat();
  await chat.ask('How does a cut stream resume?');
  demo.gate.release(40);
  await chat.waitForAnswer(/How a cut stream resumes/);

  const answerId = await cut(chat);
  await chat.waitForStatus(/reconnecting in [12] s$/);
  demo.gate.release(30);
  await chat.waitForStatus(/^Streaming/);
  demo.gate.open();
  await chat.waitForStatus(/^Done$/);

  expect(await chat.copyAnswer()).toBe(await demo.textOf(answerId));
  await chat.page.getByText('resumed 1×, nothing lost').waitFor();
  expect(demo.gate.begun).toBe(1);
});

it('survives several cuts, including one before the first word', async () => {
  const chat = await openChat();
  await chat.ask('Show me everything Markdown can do');
  await chat.waitForStatus(/^Streaming/);
  let answerId = '';

  for (const pieces of [0, 25, 60]) {
    demo.gate.release(pieces);
    answerId = await cut(chat);
    await chat.waitForStatus(/reconnecting in/);
    await chat.waitForStatus(/^Streaming/);
  }
  demo.gate.open();
  await chat.waitForStatus(/^Done$/);

  expect(await chat.copyAnswer()).toBe(await demo.textOf(answerId));
  await chat.page.getByText('resumed 3×, nothing lost').waitFor();
  expect(demo.gate.begun).toBe(1);
});

it('counts down to the next attempt', async () => {
  const page = await openPage();
  await withoutChance(page);
  await page.clock.install();
  const chat = await ChatPage.open(page, demo.url);
  await chat.ask('Hello');
  await chat.waitForStatus(/^Streaming/);
  await page.clock.pauseAt(new Date(Date.now() + 60_000));

  await cut(chat);
  await chat.waitForStatus(/reconnecting in 2 s$/);
  expect(await chat.cut.isDisabled()).toBe(true);
  await page.clock.runFor(1250);
  await chat.waitForStatus(/reconnecting in 1 s$/);
  await page.clock.runFor(1000);
  await chat.waitForStatus(/^Streaming/);
});

it('gives up after some attempts, and Try again reads the same answer whole', async () => {
  const page = await openPage(withClipboard);
  await withoutChance(page);
  await page.clock.install();
  const chat = await ChatPage.open(page, demo.url);
  await chat.ask('How does a cut stream resume?');
  demo.gate.release(40);
  await chat.waitForAnswer(/How a cut stream resumes/);
  await page.route('**/api/chat', (route) => route.abort('connectionfailed'));

  const answerId = await cut(chat);
  for (const seconds of ['2', '4', '8', '8']) {
    await chat.waitForStatus(new RegExp(`reconnecting in ${seconds} s$`));
    await page.clock.fastForward(8000);
  }
  await chat.waitForStatus(/^Failed: .*could not be restored/);
  const kept = await chat.answers.textContent();
  expect(kept).toContain('How a cut stream resumes');
  await page.unroute('**/api/chat');
  demo.gate.open();
  await chat.tryAgain.click();
  await chat.waitForStatus(/^Done$/);

  expect(await chat.copyAnswer()).toBe(await demo.textOf(answerId));
  expect(await chat.tryAgain.isVisible()).toBe(false);
  await chat.page.getByText('resumed 1×, nothing lost').waitFor();
  expect(demo.gate.begun).toBe(1);
});

it('shows the longest pause, including the wait for another connection', async () => {
  const page = await openPage();
  await withoutChance(page);
  await page.clock.install();
  const chat = await ChatPage.open(page, demo.url);
  await chat.ask('Hello');
  await chat.waitForStatus(/^Streaming/);

  await cut(chat);
  await chat.waitForStatus(/reconnecting in 2 s$/);
  await page.clock.fastForward(2000);
  demo.gate.open();
  await chat.waitForStatus(/^Done$/);

  const words = await page.getByText(/^longest pause \d+\.\d\d s$/).textContent();
  expect(Number(words?.match(/[\d.]+/)?.[0])).toBeGreaterThanOrEqual(2);
});

it('sends the request again if there is no response', async () => {
  const page = await openPage();
  await withoutChance(page);
  await page.clock.install();
  const chat = await ChatPage.open(page, demo.url);
  let requests = 0;
  await page.route('**/api/chat', async (route) => {
    requests += 1;
    if (requests > 1) await route.continue();
  });
  const asked = page.waitForRequest('**/api/chat');
  await chat.ask('Hello');
  await asked;
  expect(await chat.status.textContent()).toBe('Connecting…');

  await page.clock.runFor(15_000);
  await chat.waitForStatus(/reconnecting in 2 s$/);
  await page.clock.runFor(2000);
  demo.gate.open();

  await chat.waitForStatus(/^Done$/);
});

it('waits for the Retry-After of a busy server', async () => {
  const page = await openPage();
  await withoutChance(page);
  const chat = await ChatPage.open(page, demo.url);
  const other = await takeOnlyPlace();

  await chat.ask('Hello');
  await chat.waitForStatus(/^The server is busy, trying again in 2 s$/);
  demo.gate.open();
  await other.rest();

  await chat.waitForStatus(/^Done$/);
});

it('shows that a deleted answer cannot be resumed, and Try again asks the question again', async () => {
  const page = await openPage();
  await withoutChance(page);
  await page.clock.install();
  const chat = await ChatPage.open(page, demo.url);
  await chat.ask('Hello');
  demo.gate.release(5);
  await chat.waitForAnswer(/Hello/);
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  await cut(chat);
  await chat.waitForStatus(/reconnecting in 2 s$/);
  demo.gate.open();
  // The server deletes the first answer when it has finished, for another question.
  await takeOnlyPlace();

  await page.clock.runFor(2000);
  await chat.waitForStatus(/^Failed: .*the rest of this answer is not available/);
  await chat.tryAgain.click();
  await chat.waitForStatus(/^Done$/);

  const text = (await chat.answers.textContent()) ?? '';
  expect(text.match(/no language model/g)).toHaveLength(1);
  expect(await chat.answers.count()).toBe(1);
});

it('can be stopped while it waits to reconnect', async () => {
  const chat = await openChat();
  await chat.ask('Hello');
  await chat.waitForStatus(/^Streaming/);
  await cut(chat);
  await chat.waitForStatus(/reconnecting in/);

  await chat.stop.click();

  await chat.waitForStatus(/^Stopped$/);
});
