// The demo page: asking, stopping, regenerating, and starting a new chat.

import { expect, it } from 'vitest';
import { ChatPage } from './support/chat-page.js';
import { useChromium } from '../../browser/support/chromium.js';
import { useDemo } from './support/demo.js';

const { openPage } = useChromium();
const demo = useDemo();
const openChat = async () => ChatPage.open(await openPage(), demo.url);

it('shows the question, and the answer while it arrives', async () => {
  const chat = await openChat();
  await chat.ask('How does a cut stream resume?');
  await chat.waitForStatus(/^Streaming/);
  expect(await chat.questions.allTextContents()).toEqual(['How does a cut stream resume?']);

  demo.gate.release(8);
  await chat.waitForAnswer(/How a cut stream/);
  const early = (await chat.answers.textContent()) ?? '';
  demo.gate.release(20);
  await chat.waitForAnswer(/A stream that drops/);
  const later = (await chat.answers.textContent()) ?? '';
  demo.gate.open();
  await chat.waitForStatus(/^Done$/);
  const final = (await chat.answers.textContent()) ?? '';

  expect(early.length).toBeGreaterThan(0);
  expect(later.length).toBeGreaterThan(early.length);
  expect(final.length).toBeGreaterThan(later.length);
});

it('shows the time to the first token and the tokens per second', async () => {
  const chat = await openChat();
  await chat.ask('Hello');
  // Tokens that arrive together have no rate.
  demo.gate.release(8);
  await chat.waitForAnswer(/\S/);
  demo.gate.open();
  await chat.waitForStatus(/^Done$/);

  const numbers = chat.page.getByText(/tokens\/s/).first();
  await numbers.waitFor();
  await chat.page.getByText(/^first token \d+\.\d\d s$/).waitFor();
});

it('sends by the button, but not an empty question', async () => {
  const chat = await openChat();
  expect(await chat.send.isDisabled()).toBe(true);
  await chat.message.fill('   ');
  await chat.message.press('Enter');
  expect(await chat.send.isDisabled()).toBe(true);

  await chat.message.fill('Hello');
  await chat.send.click();

  await chat.waitForStatus(/^Streaming/);
  expect(await chat.questions.count()).toBe(1);
  expect(await chat.message.inputValue()).toBe('');
});

it('Shift+Enter adds a line and makes the box higher', async () => {
  const chat = await openChat();
  const heightOf = async () => (await chat.message.boundingBox())?.height ?? 0;
  await chat.message.fill('one');
  const before = await heightOf();

  await chat.message.press('Shift+Enter');
  await chat.message.pressSequentially('two');

  expect(await chat.message.inputValue()).toBe('one\ntwo');
  expect(await heightOf()).toBeGreaterThan(before);
  expect(await chat.questions.count()).toBe(0);
});

it('ignores the Enter that ends a word of an input method', async () => {
  const chat = await openChat();
  await chat.message.fill('你好');

  await chat.message.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  expect(await chat.questions.count()).toBe(0);

  await chat.message.dispatchEvent('keydown', { key: 'Enter' });
  expect(await chat.questions.allTextContents()).toEqual(['你好']);
});

it('Stop ends the answer and moves the focus to the question box', async () => {
  const chat = await openChat();
  await chat.ask('Hello');
  demo.gate.release(5);
  await chat.waitForAnswer(/Hello/);
  const deleted = chat.page.waitForResponse((response) => response.request().method() === 'DELETE');

  await chat.stop.click();

  await chat.waitForStatus(/^Stopped$/);
  expect((await deleted).status()).toBe(204);
  const stopped = await chat.answers.textContent();
  expect(stopped).not.toBe('');
  await chat.send.waitFor();
  expect(await chat.stop.isVisible()).toBe(false);
  expect(await chat.message.evaluate((box) => box === document.activeElement)).toBe(true);
  demo.gate.open();
  await chat.ask('Hello again');
  await chat.waitForStatus(/^Done$/);
  expect(await chat.answers.first().textContent()).toBe(stopped);
});

it('sends the earlier turns with a question', async () => {
  const chat = await openChat();
  demo.gate.open();
  await chat.ask('Write a binary search in C++');
  await chat.waitForStatus(/^Done$/);

  const asked = chat.page.waitForRequest('**/api/chat');
  await chat.ask('And in Python, please');
  await chat.waitForStatus(/^Done$/);

  const { messages } = (await asked).postDataJSON() as { messages: { role: string }[] };
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  expect(await chat.questions.count()).toBe(2);
  expect(await chat.answers.count()).toBe(2);
});

it('Regenerate replaces the newest answer', async () => {
  const chat = await openChat();
  demo.gate.open();
  await chat.ask('Hello');
  await chat.waitForStatus(/^Done$/);
  await chat.ask('Who are you?');
  await chat.waitForAnswer(/To talk to a real model/);
  await chat.regenerate.waitFor();
  expect(await chat.regenerate.count()).toBe(1);
  const asked = chat.page.waitForRequest('**/api/chat');

  await chat.regenerate.click();

  const { messages } = (await asked).postDataJSON() as { messages: { content: string }[] };
  expect(messages).toHaveLength(3);
  expect(messages.at(-1)?.content).toBe('Who are you?');
  await chat.waitForStatus(/^Done$/);
  expect(await chat.answers.count()).toBe(2);
  expect(demo.gate.begun).toBe(3);
});

it('Escape stops the answer, wherever the focus is', async () => {
  const chat = await openChat();
  await chat.ask('Hello');
  demo.gate.release(5);
  await chat.waitForAnswer(/Hello/);

  await chat.page.keyboard.press('Escape');

  await chat.waitForStatus(/^Stopped$/);
});

it('New chat removes the chat, even during an answer', async () => {
  const chat = await openChat();
  await chat.ask('Hello');
  demo.gate.release(5);
  await chat.waitForAnswer(/Hello/);

  await chat.newChat.click();

  await chat.waitForStatus(/^Ready$/);
  expect(await chat.answers.count()).toBe(0);
  await chat.page.getByRole('heading', { name: 'Ask something.' }).waitFor();
  demo.gate.open();
  const asked = chat.page.waitForRequest('**/api/chat');
  await chat.ask('Who are you?');
  const { messages } = (await asked).postDataJSON() as { messages: unknown[] };
  expect(messages).toHaveLength(1);
  await chat.waitForStatus(/^Done$/);
});

it('a click on a suggestion sends it', async () => {
  const chat = await openChat();
  demo.gate.open();

  await chat.page.getByRole('button', { name: 'Compare SSE and WebSockets' }).click();

  await chat.waitForStatus(/^Done$/);
  await chat.page.getByRole('cell', { name: 'server to client' }).waitFor();
});
