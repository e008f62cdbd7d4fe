// The prepared texts: aimock sends them in the format of each chat API.

import { expect, it, vi } from 'vitest';
import { ask, openDemo } from './support/demo.js';
import { EventReader, parseChunk, textOf, type RawEvent } from './support/event-reader.js';

// aimock sends at the pace of a model.
vi.setConfig({ testTimeout: 60_000 });

const all = async (env: Record<string, string>, question: string) =>
  new EventReader(await ask(await openDemo({ env }), question)).rest();

const finishOf = (events: RawEvent[]) =>
  events
    .slice(0, -1)
    .map((event) => parseChunk(event).choices[0]?.finish_reason)
    .find(Boolean);

it.each(['openai-chat', 'openai-responses', 'anthropic', 'gemini', 'ollama'])(
  'reads a text in the format %s',
  async (format) => {
    const events = await all({ CHAT_FORMAT: format }, '用中文介绍一下 SSE');

    expect(textOf(events)).toMatch(/^## 服务器推送事件[^]*🌊[^]*再处理字符。\n$/);
    expect(finishOf(events)).toBe('stop');
    expect(events.at(-1)?.data).toBe('[DONE]');
  },
);

it('shows the other parts of an answer on request', async () => {
  const called = await all({}, 'Think first, then look up the weather in Berlin');
  const cut = await all({}, 'Explain SSE in 5 tokens');
  const refused = await all({}, 'Please refuse');

  const deltas = JSON.stringify(called.slice(0, -1).map((event) => parseChunk(event).choices[0]));
  expect(deltas).toContain('reasoning_content');
  expect(deltas).toContain('"name":"search"');
  expect(finishOf(called)).toBe('tool_calls');
  expect(textOf(cut)).toHaveLength(25);
  expect(finishOf(cut)).toBe('length');
  expect(finishOf(refused)).toBe('content_filter');
});

it('an answer without a fitting text says that there is no language model', async () => {
  expect(textOf(await all({}, 'What is the capital of France?'))).toContain('no language model');
});
