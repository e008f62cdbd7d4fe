// Complete chat completions of OpenAI and Azure.
import { HELLO, openai } from './completions.js';
import { call, CALLED, choice, chunk, START, usage, WEATHER } from './full-completions.js';
import { events, type ChatStream } from './stream.js';

const more = (index: number, args: string): object => ({
  tool_calls: [{ index, function: { arguments: args } }],
});
const SAFE = { hate: { filtered: false, severity: 'safe' } };
const TIME = { id: 'call_2', name: 'time', arguments: '{"zone":"CET"}' };

export const OPENAI_CHUNKS: readonly ChatStream[] = [
  openai(
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
  openai(
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
  openai(
    'OpenAI: a call in the middle of whose arguments the token limit is reached',
    events(
      chunk({ role: 'assistant', content: null, ...call(0, 'call_1', 'weather', '{"ci') }),
      chunk({}, 'length'),
      '[DONE]',
    ),
    { calls: [{ ...WEATHER, arguments: '{"ci' }], finish: ['length', 'length'] },
  ),
  openai(
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
  openai(
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
  openai(
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
  openai(
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
  openai(
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
  openai(
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
