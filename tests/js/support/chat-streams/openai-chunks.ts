// Complete chat completions of OpenAI and Azure.
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
const more = (index: number, args: string): object => ({
  tool_calls: [{ index, function: { arguments: args } }],
});
const SAFE = { hate: { filtered: false, severity: 'safe' } };
const WEATHER = { id: 'call_1', name: 'weather', arguments: '{"city":"Bern"}' };
const TIME = { id: 'call_2', name: 'time', arguments: '{"zone":"CET"}' };
const HELLO = { text: 'Hello', finish: ['stop', 'stop'] } as const;
const CALLED = { finish: ['tool-calls', 'tool_calls'] } as const;

const stream = (name: string, body: string, expected: ChatStream['expected']): ChatStream => ({
  name,
  format: openaiChat,
  body,
  expected,
});

export const OPENAI_CHUNKS: readonly ChatStream[] = [
  stream(
    'OpenAI: padding, a service tier and no counts until the end',
    events(
      { ...START, service_tier: 'default', usage: null, obfuscation: 'aG' },
      { ...chunk({ content: 'Hel' }), usage: null, obfuscation: '' },
      { ...chunk({ content: 'lo' }), usage: null, obfuscation: 'Zk' },
      { ...chunk({}, 'stop'), usage: null },
      usage(9, 2),
      '[DONE]',
    ),
    { ...HELLO, usage: [9, 2] },
  ),
  stream(
    'OpenAI: two calls whose arguments are interleaved',
    events(
      chunk({ role: 'assistant', content: null, ...call(0, 'call_1', 'weather', '') }),
      chunk(more(0, '{"city":')),
      chunk(call(1, 'call_2', 'time', '')),
      chunk(more(1, '{"zone":"CET"}')),
      chunk(more(0, '"Bern"}')),
      chunk({}, 'tool_calls'),
      '[DONE]',
    ),
    { ...CALLED, calls: [WEATHER, TIME] },
  ),
  stream(
    'OpenAI: a call in the middle of whose arguments the token limit is reached',
    events(
      chunk({ role: 'assistant', content: null, ...call(0, 'call_1', 'weather', '{"ci') }),
      chunk({}, 'length'),
      '[DONE]',
    ),
    { calls: [{ ...WEATHER, arguments: '{"ci' }], finish: ['length', 'length'] },
  ),
  stream(
    'OpenAI: a refusal',
    events(
      chunk({ role: 'assistant', refusal: '' }),
      chunk({ refusal: "I can't " }),
      chunk({ refusal: 'help.' }),
      chunk({}, 'stop'),
      '[DONE]',
    ),
    { refusal: "I can't help.", finish: ['stop', 'stop'] },
  ),
  stream(
    'OpenAI: citations of a web search',
    events(
      START,
      chunk({ content: 'Hello' }),
      chunk({
        annotations: [
          {
            type: 'url_citation',
            url_citation: { url: 'https://a.example/', title: 'A', start_index: 0, end_index: 5 },
          },
        ],
      }),
      chunk({}, 'stop'),
      '[DONE]',
    ),
    { ...HELLO, sources: [{ url: 'https://a.example/', title: 'A' }] },
  ),
  stream(
    'OpenAI: the old function_call',
    events(
      chunk({
        role: 'assistant',
        content: null,
        function_call: { name: 'weather', arguments: '' },
      }),
      chunk({ function_call: { arguments: '{"city":' } }),
      chunk({ function_call: { arguments: '"Bern"}' } }),
      chunk({}, 'function_call'),
      '[DONE]',
    ),
    {
      calls: [{ name: 'weather', arguments: '{"city":"Bern"}' }],
      finish: ['tool-calls', 'function_call'],
    },
  ),
  stream(
    'Azure: results of content filters, in a first chunk without choices and in each choice',
    events(
      {
        choices: [],
        created: 0,
        id: '',
        model: '',
        object: '',
        prompt_filter_results: [{ prompt_index: 0, content_filter_results: SAFE }],
      },
      choice({
        delta: { role: 'assistant', content: '', refusal: null },
        content_filter_results: {},
      }),
      choice({ delta: { content: 'Hello' }, content_filter_results: SAFE }),
      choice({ delta: {}, finish_reason: 'stop', content_filter_results: {} }),
      usage(9, 1),
      '[DONE]',
    ),
    { ...HELLO, usage: [9, 1] },
  ),
  stream(
    'Azure: the asynchronous filter adds choices without a delta, also after the finish',
    events(
      START,
      chunk({ content: 'Hello' }),
      choice(
        {
          content_filter_results: SAFE,
          content_filter_offsets: { check_offset: 3, end_offset: 9 },
        },
        { id: '', object: '', created: 0, model: '' },
      ),
      chunk({}, 'stop'),
      choice(
        {
          content_filter_results: SAFE,
          content_filter_offsets: { check_offset: 9, end_offset: 9 },
        },
        { id: '', object: '', created: 0, model: '' },
      ),
      '[DONE]',
    ),
    HELLO,
  ),
  stream(
    'Azure: cut by the content filter',
    events(
      START,
      chunk({ content: 'Hel' }),
      choice({
        delta: {},
        finish_reason: 'content_filter',
        content_filter_results: { hate: { filtered: true, severity: 'high' } },
      }),
      '[DONE]',
    ),
    { text: 'Hel', finish: ['content-filter', 'content_filter'] },
  ),
];
