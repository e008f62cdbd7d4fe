// The demo page shows more than the text of an answer: reasoning, tool calls, token counts, and how it ended.

import type { ChatPart, FinishReason } from 'post-event-source/chat';
import { expect, it } from 'vitest';
import { Gate } from '../server/support/gate.js';
import { ChatPage } from './support/chat-page.js';
import { useChromium } from '../../browser/support/chromium.js';
import { useDemo } from './support/demo.js';

const { openPage } = useChromium();
const demo = useDemo();

async function show(...parts: ChatPart[]): Promise<ChatPage> {
  const chat = await ChatPage.open(await openPage(), demo.url);
  demo.gate = new Gate(parts);
  demo.gate.open();
  await chat.ask('Hello');
  await chat.waitForStatus(/^Done/);
  return chat;
}

const text = (words: string): ChatPart => ({ type: 'text', text: words, index: 0 });
const finish = (reason: FinishReason): ChatPart => ({ type: 'finish', reason });

it('shows reasoning and tool calls, collapsed, and the token counts', async () => {
  const chat = await show(
    { type: 'reasoning', text: 'I need ', index: 0 },
    { type: 'reasoning', text: 'the weather.', index: 0 },
    { type: 'tool-call', index: 0, id: 'a', name: 'search', arguments: '' },
    { type: 'tool-call', index: 0, arguments: '{"query":' },
    { type: 'tool-call', index: 0, arguments: '"Berlin"}' },
    { type: 'tool-call', index: 1, id: 'b', name: 'clock', arguments: '{}' },
    { type: 'usage', inputTokens: 10, outputTokens: 59, raw: undefined },
    finish('tool-calls'),
  );

  await chat.waitForStatus(/^Done\. The model called a tool\.$/);
  const [reasoning, search] = [chat.aside('Reasoning'), chat.aside('Tool call search')];
  expect(await search.getAttribute('open')).toBeNull();
  await reasoning.locator('summary').click();
  await reasoning.getByText('I need the weather.').waitFor();
  await search.locator('summary').click();
  await search.getByText('{"query":"Berlin"}').waitFor();
  await chat.aside('Tool call clock').waitFor();
  await chat.page.getByText('59 tokens out').waitFor();
  await chat.page.getByText('10 tokens in').waitFor();
});

it.each([
  ['The answer was cut at the length limit.', [text('Once upon'), finish('length')]],
  ['The answer was stopped by a content filter.', [text('Once upon'), finish('content-filter')]],
  [
    'The model refused to answer.',
    [{ type: 'refusal', text: 'Once upon a no.', index: 0 }, finish('stop')],
  ],
] as [string, ChatPart[]][])('shows how an answer ended: %s', async (words, parts) => {
  const chat = await show(...parts);

  await chat.waitForStatus(new RegExp(`^Done\\. ${words}$`));
  await chat.log.getByText(words).waitFor();
  expect(await chat.answers.textContent()).toContain('Once upon');
});
