// Chat completions of model providers that are compatible with OpenAI.
import { HELLO, openai } from './completions.js';
import {
  call,
  CALLED,
  choice,
  chunk,
  counts,
  ENVELOPE,
  START,
  usage,
  WEATHER,
} from './full-completions.js';
import { events, type ChatStream } from './stream.js';

export const COMPATIBLE_SERVERS: readonly ChatStream[] = [
  openai(
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
  openai(
    'Groq: counts in x_groq alone',
    events(
      START,
      chunk({ content: 'Hello' }),
      chunk({}, 'stop', { x_groq: { id: 'req_1', usage: counts(9, 1) } }),
      '[DONE]',
    ),
    { ...HELLO, usage: [9, 1] },
  ),
  openai(
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
  openai(
    'Moonshot: counts in the choice',
    events(
      START,
      chunk({ content: 'Hello' }),
      choice({ delta: {}, finish_reason: 'stop', usage: counts(9, 1) }),
      '[DONE]',
    ),
    { ...HELLO, usage: [9, 1] },
  ),
  openai(
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
  openai(
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
  openai(
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
  openai(
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
  openai(
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
