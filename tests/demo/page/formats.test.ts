// The demo page in front of a server that speaks the chat APIs' formats: the same answer in each, and errors as what they are.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startDemo } from '../../../demo/server/start.js';
import type { DemoServerOptions, FormatName } from '../../../demo/server/types.d.ts';
import { Gate } from '../server/support/gate.js';
import { ChatPage, withoutChance } from './support/chat-page.js';
import { useChromium } from '../../browser/support/chromium.js';

const question = 'How does a cut stream resume?';
const names: FormatName[] = [
  'openai-chat',
  'openai-responses',
  'anthropic',
  'gemini',
  'vercel',
  'ollama',
];

const { openSharedPage } = useChromium();
let cacheDirectory = '';
beforeAll(async () => {
  cacheDirectory = await mkdtemp(join(tmpdir(), 'demo-vite-'));
});
afterAll(() => rm(cacheDirectory, { recursive: true, force: true }));

interface OpenChat {
  readonly chat: ChatPage;
  readonly close: () => Promise<void>;
}

async function open(format: string, server: DemoServerOptions): Promise<OpenChat> {
  const demo = await startDemo({
    port: 0,
    env: { CHAT_FORMAT: format },
    cacheDirectory,
    server: { random: () => 0.5, ...server },
  });
  const page = await openSharedPage();
  await withoutChance(page);
  return {
    chat: await ChatPage.open(page, demo.url),
    close: async () => {
      await page.context().close();
      await demo.close();
    },
  };
}

/** For one test. */
async function openChat(format: string, server: DemoServerOptions): Promise<ChatPage> {
  const { chat, close } = await open(format, server);
  onTestFinished(close);
  return chat;
}

const atOnce = { pace: () => Promise.resolve() };

/** In the demo's own format. */
let expected: Promise<string | null> | undefined;
function expectedAnswer(): Promise<string | null> {
  expected ??= openChat('', atOnce).then(async (chat) => {
    await chat.ask(question);
    await chat.waitForStatus(/^Done$/);
    return chat.answers.textContent();
  });
  return expected;
}

/** What the page says of a refusal, where the format has one. */
const refusals: Readonly<Partial<Record<FormatName, string>>> = {
  'openai-chat': 'The model refused to answer.',
  'openai-responses': 'The model refused to answer.',
  anthropic: 'The model refused to answer.',
  gemini: 'The answer was stopped by a content filter.',
  vercel: 'The answer was stopped by a content filter.',
};

describe.each(names)('%s', (name) => {
  let opened: OpenChat | undefined;
  afterAll(() => opened?.close());

  /** A new chat, on a page that the tests of a format share. */
  async function newChat(): Promise<ChatPage> {
    opened ??= await open(name, atOnce);
    const { chat } = opened;
    await chat.newChat.click();
    await chat.waitForStatus(/^Ready$/);
    return chat;
  }

  it('shows the answer as the format without a name does, and says which it is', async () => {
    const chat = await newChat();
    await chat.page.getByText(`built-in composer, as ${name}`).waitFor();
    await chat.ask(question);
    await chat.waitForStatus(/^Done$/);

    expect(await chat.answers.textContent()).toBe(await expectedAnswer());
  });

  it('shows reasoning and a tool call, collapsed, and the token counts', async () => {
    const chat = await newChat();
    await chat.ask('Think first, then look up the weather in Berlin');
    await chat.waitForStatus(/^Done\. The model called a tool\.$/);

    const [reasoning, call] = [chat.aside('Reasoning'), chat.aside('Tool call search')];
    expect(await call.getAttribute('open')).toBeNull();
    await reasoning.locator('summary').click();
    await reasoning.getByText('The question is about').waitFor();
    await call.locator('summary').click();
    await call.getByText('{"query":"the weather in Berlin","limit":3}').waitFor();
    await chat.page.getByText('59 tokens out').waitFor();
    await chat.page.getByText('10 tokens in').waitFor();
  });

  it('says that an answer was cut at the length limit', async () => {
    const chat = await newChat();
    await chat.ask('Explain SSE in 20 tokens');

    await chat.waitForStatus(/^Done\. The answer was cut at the length limit\.$/);
    await chat.log.getByText('The answer was cut at the length limit.').waitFor();
    await chat.ask('Explain SSE');
    await chat.waitForStatus(/^Done$/);
  });

  it('shows an error in the stream as one, and keeps the words before it', async () => {
    const chat = await openChat(name, { ...atOnce, limits: { answerCharacters: 40 } });
    await chat.ask(question);

    await chat.waitForStatus(/^Failed: The answer grew past 40 characters and was ended there\.$/);
    expect((await chat.answers.textContent())?.length).toBeGreaterThan(10);
    expect(await chat.tryAgain.isVisible()).toBe(true);
  });

  const words = refusals[name];
  if (words !== undefined) {
    it(`says of a refusal: ${words}`, async () => {
      const chat = await newChat();
      await chat.ask('Please refuse');

      await chat.log.getByText(words).waitFor();
      await chat.waitForStatus(new RegExp(`^Done\\. ${words}$`));
      expect(await chat.answers.textContent()).toMatch(/^I am asked to refuse/);
    });
  }
});

it.each(['openai-responses', 'vercel'])('%s goes on after a cut', async (name) => {
  const gate = new Gate();
  const chat = await openChat(name, { pace: gate.pace });
  await chat.ask(question);
  gate.release(8);
  await chat.waitForAnswer(/How a cut stream/);

  await chat.cut.click();
  await chat.waitForStatus(/^Connection lost, reconnecting in [12] s$/);
  gate.open();
  await chat.waitForStatus(/^Done$/);

  expect(await chat.answers.textContent()).toBe(await expectedAnswer());
  expect(gate.begun).toBe(1);
});

it('says that an answer was lost which cannot go on, and asks again when told to', async () => {
  const gate = new Gate();
  const chat = await openChat('anthropic', { pace: gate.pace });
  await chat.ask(question);
  gate.release(8);
  await chat.waitForAnswer(/How a cut stream/);

  await chat.cut.click();
  await chat.waitForStatus(
    /^Failed: The connection was lost, and the rest of this answer is not available\.$/,
  );
  expect(gate.begun).toBe(1);
  gate.open();
  await chat.tryAgain.click();
  await chat.waitForStatus(/^Done$/);

  expect(await chat.answers.textContent()).toBe(await expectedAnswer());
});
