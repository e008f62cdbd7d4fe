// Chat completions of model providers that are compatible with OpenAI.
import { openaiChat } from '../../../../js/src/chat/index.js';
import { events, type ChatStream } from './stream.js';

const ENVELOPE = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1795000000,
  model: 'm',
};

/** A chunk with one choice. `more` has members of the chunk, or replaces those of the envelope. */
const chunk = (delta: unknown, finish_reason: string | null = null, more: object = {}): object => ({
  ...ENVELOPE,
  choices: [{ index: 0, delta, finish_reason }],
  ...more,
});
/** A chunk whose choice has further members. */
const choice = (members: object, more: object = {}): object => ({
  ...ENVELOPE,
  choices: [{ index: 0, finish_reason: null, ...members }],
  ...more,
});
const START = chunk({ role: 'assistant', content: '' });
const counts = (prompt_tokens: number, completion_tokens: number): object => ({
  prompt_tokens,
  completion_tokens,
  total_tokens: prompt_tokens + completion_tokens,
});
const usage = (input: number, output: number): object => ({
  ...ENVELOPE,
  choices: [],
  usage: counts(input, output),
});
const call = (index: unknown, id: unknown, name: unknown, args: unknown): object => ({
  tool_calls: [{ index, id, type: 'function', function: { name, arguments: args } }],
});
const WEATHER = { id: 'call_1', name: 'weather', arguments: '{"city":"Bern"}' };
const HELLO = { text: 'Hello', finish: ['stop', 'stop'] } as const;
const CALLED = { finish: ['tool-calls', 'tool_calls'] } as const;

const stream = (name: string, body: string, expected: ChatStream['expected']): ChatStream => ({
  name,
  format: openaiChat,
  body,
  expected,
});

export const COMPATIBLE_SERVERS: readonly ChatStream[] = [
  stream(
    'Groq: reasoning in its own member, counts in x_groq and beside it',
    events(
      chunk({ role: 'assistant', content: '' }, null, { x_groq: { id: 'req_1', seed: 7 } }),
      chunk({ reasoning: 'H' }),
      chunk({ reasoning: 'm' }),
      chunk({ content: 'Hello' }),
      chunk({}, 'stop', { x_groq: { id: 'req_1', usage: counts(9, 4) }, usage: counts(9, 4) }),
      '[DONE]',
    ),
    { ...HELLO, reasoning: 'Hm', usage: [9, 4] },
  ),
  stream(
    'Groq: counts in x_groq alone',
    events(
      START,
      chunk({ content: 'Hello' }),
      chunk({}, 'stop', { x_groq: { id: 'req_1', usage: counts(9, 1) } }),
      '[DONE]',
    ),
    { ...HELLO, usage: [9, 1] },
  ),
  stream(
    'DeepSeek: reasoning_content beside content that is null',
    events(
      chunk({ role: 'assistant', content: null, reasoning_content: '' }),
      chunk({ content: null, reasoning_content: 'H' }),
      chunk({ content: null, reasoning_content: 'm' }),
      chunk({ content: 'Hello', reasoning_content: null }),
      chunk({ content: '', reasoning_content: null }, 'stop', { usage: counts(9, 4) }),
      '[DONE]',
    ),
    { ...HELLO, reasoning: 'Hm', usage: [9, 4] },
  ),
  stream(
    'Moonshot: counts in the choice',
    events(
      START,
      chunk({ content: 'Hello' }),
      choice({ delta: {}, finish_reason: 'stop', usage: counts(9, 1) }),
      '[DONE]',
    ),
    { ...HELLO, usage: [9, 1] },
  ),
  stream(
    'DashScope: later fragments of a call have an empty id, the last of them no finish reason',
    events(
      chunk({ role: 'assistant', content: null, ...call(0, 'call_1', 'weather', '') }),
      chunk({ content: null, ...call(0, '', undefined, '{"city":"Bern') }),
      chunk({ content: null, ...call(0, '', undefined, '"}') }),
      { ...ENVELOPE, choices: [{ index: 0, delta: call(0, '', undefined, '') }], usage: null },
      chunk({}, 'tool_calls'),
      usage(20, 8),
      '[DONE]',
    ),
    { ...CALLED, calls: [WEATHER], usage: [20, 8] },
  ),
  stream(
    'xAI: no finish_reason member before the finish, the role with the first fragment',
    events(
      {
        ...ENVELOPE,
        choices: [{ index: 0, delta: { role: 'assistant', reasoning_content: 'H' } }],
      },
      { ...ENVELOPE, choices: [{ index: 0, delta: { reasoning_content: 'm' } }] },
      {
        ...ENVELOPE,
        choices: [{ index: 0, delta: call(0, 'call_1', 'weather', WEATHER.arguments) }],
      },
      chunk({}, 'tool_calls'),
      { ...usage(20, 8), citations: null },
      '[DONE]',
    ),
    { ...CALLED, reasoning: 'Hm', calls: [WEATHER], usage: [20, 8] },
  ),
  stream(
    'Mistral: a whole call and the counts in the chunk of the finish',
    events(
      chunk({ role: 'assistant', content: '' }),
      chunk(call(0, 'call_1', 'weather', WEATHER.arguments), 'tool_calls', {
        usage: counts(20, 8),
        p: 'abcdefgh',
      }),
      '[DONE]',
    ),
    { ...CALLED, calls: [WEATHER], usage: [20, 8] },
  ),
  stream(
    'Mistral: references between the blocks of text',
    events(
      START,
      chunk({
        content: [
          { type: 'text', text: 'Hel' },
          { type: 'reference', reference_ids: [1] },
        ],
      }),
      chunk({ content: 'lo' }),
      chunk({ content: '' }, 'stop'),
      '[DONE]',
    ),
    HELLO,
  ),
  stream(
    'Databricks: content as a list, reasoning as a summary in it',
    events(
      chunk({
        role: 'assistant',
        content: [{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm' }] }],
      }),
      chunk({ content: [{ type: 'text', text: 'Hello' }] }),
      chunk({}, 'stop'),
      '[DONE]',
    ),
    { ...HELLO, reasoning: 'Hm' },
  ),
];
