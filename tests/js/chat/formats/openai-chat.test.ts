// openaiChat: OpenAI chat completions, and extra fields of compatible servers.
import { describe, expect, test } from 'vitest';
import { openaiChat } from '../../../../js/src/chat/index.js';
import { holdsToContract } from '../../support/chat-contract.js';
import { ask, ends, events } from '../../support/chat-scene.js';

const chunk = (delta: object, finish: string | null = null): object => ({
  id: 'chatcmpl-7',
  object: 'chat.completion.chunk',
  created: 1795265177,
  model: 'gpt-4o',
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  obfuscation: 'k3Lq',
});
const USAGE = { ...chunk({}), choices: [], usage: { total_tokens: 7 } };
const OVERLOADED = { message: 'Too many', type: 'server_error', code: 'overloaded', param: null };

holdsToContract('openaiChat', {
  format: openaiChat,
  messages: [
    chunk({ role: 'assistant', content: '' }),
    chunk({ content: 'Hel' }),
    chunk({ content: 'lo, 世' }),
    chunk({ content: '界 🌊\n' }),
    chunk({}, 'stop'),
    USAGE,
  ].map((message) => events(message)),
  last: events('[DONE]'),
  text: 'Hello, 世界 🌊\n',
  keepAlives: [': OPENROUTER PROCESSING\n\n', 'data:\n\n', 'data:  \n\n', ':\n', '\n\n'],
  failures: [
    [
      'an error instead of a chunk',
      events({ error: OVERLOADED }),
      {
        type: 'server_error',
        code: 'overloaded',
        message: 'Expected an answer, got an error: server_error: Too many',
        raw: OVERLOADED,
      },
    ],
    [
      'an error in a chunk, with a number for its code',
      events({ ...chunk({}, 'error'), error: { code: 502, message: 'Upstream' } }),
      { type: undefined, code: 502, message: expect.stringMatching(/502: Upstream$/) as unknown },
    ],
    [
      'an error that is a text',
      events({ error: 'model not loaded' }),
      { type: undefined, code: undefined, raw: 'model not loaded' },
    ],
    [
      'an event of that name',
      `event: error\n${events({ message: 'Too many', type: 'server_error' })}`,
      { type: 'server_error', raw: { message: 'Too many', type: 'server_error' } },
    ],
    [
      'an event of that name with an error in it',
      `event: error\n${events({ error: OVERLOADED })}`,
      { type: 'server_error', code: 'overloaded', raw: OVERLOADED },
    ],
  ],
});

describe('openaiChat', () => {
  test('yields the text of the first of several requested choices', async () => {
    const choice = (index: number, content: string): object => ({ index, delta: { content } });

    const { deltas } = await ask(
      { format: openaiChat, body: '{"n":2}' },
      ends(
        events(
          { choices: [choice(1, 'B'), choice(0, 'a')] },
          { choices: [choice(1, 'B')] },
          { choices: [{ delta: { content: 'b' } }] },
          '[DONE]',
        ),
      ),
    );

    expect(deltas.join('')).toBe('ab');
  });

  test('yields no reasoning, refusals or tool calls', async () => {
    const { deltas } = await ask(
      { format: openaiChat },
      ends(
        events(
          chunk({ reasoning_content: 'Hm', content: null }),
          chunk({ tool_calls: [{ index: 0, function: { arguments: '{' } }] }),
          chunk({ content: 'Yes' }),
          '[DONE]',
        ),
      ),
    );

    expect(deltas).toEqual(['Yes']);
  });
});
