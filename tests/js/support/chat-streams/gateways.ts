// Chat completions of search engines, gateways and local servers.
import { HELLO, openai } from './completions.js';
import { WEATHER } from './full-completions.js';
import { events, type ChatStream } from './stream.js';

const ENVELOPE = { id: 'gen-1', object: 'chat.completion.chunk', created: 1795000000, model: 'm' };
const chunk = (delta: unknown, finish_reason: unknown = null, more: object = {}): object => ({
  ...ENVELOPE,
  choices: [{ index: 0, delta, finish_reason, ...more }],
});
const START = chunk({ role: 'assistant', content: '' });
const usage = { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 };
const COUNTS = { ...ENVELOPE, choices: [], usage };
const call = (id: string, name: string, args: unknown, index?: number): object => ({
  ...(index !== undefined && { index }),
  id,
  type: 'function',
  function: { name, arguments: args },
});
const TIME = { id: 'call_2', name: 'time', arguments: '{"zone":"CET"}' };
const SOURCES = ['https://a.example/', 'https://b.example/'];

export const GATEWAYS: readonly ChatStream[] = [
  openai(
    'Perplexity: the message so far and growing counts in each chunk, citations, no [DONE]',
    events(
      ...(['Hel', 'lo', ''] as const).map((content, at) => ({
        ...ENVELOPE,
        object: at === 2 ? 'chat.completion.done' : ENVELOPE.object,
        citations: SOURCES,
        search_results: SOURCES.map((url) => ({ url, title: `At ${url}`, date: null })),
        usage: { prompt_tokens: 9, completion_tokens: Math.min(at + 1, 2), total_tokens: 11 },
        choices: [
          {
            index: 0,
            delta: { role: 'assistant', content },
            message: { role: 'assistant', content: at === 0 ? 'Hel' : 'Hello' },
            finish_reason: at === 2 ? 'stop' : null,
          },
        ],
      })),
    ),
    {
      ...HELLO,
      usage: [9, 2],
      sources: SOURCES.map((url) => ({ url, title: `At ${url}` })),
    },
  ),
  openai(
    'Perplexity: citations without search results',
    events({ ...chunk({ role: 'assistant', content: 'Hello' }, 'stop'), citations: SOURCES }),
    { ...HELLO, sources: SOURCES.map((url) => ({ url })) },
  ),
  openai(
    'OpenRouter: comments before the first chunk, and counts in a choice that does not end',
    `: OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n${events(
      chunk({
        role: 'assistant',
        content: '',
        reasoning: 'Hm',
        reasoning_details: [{ type: 'reasoning.text', text: 'Hm', index: 0 }],
      }),
      chunk({ role: 'assistant', content: 'Hello' }),
      chunk({ role: 'assistant', content: '' }, 'stop', { native_finish_reason: 'completed' }),
      { ...chunk({ role: 'assistant', content: '' }), usage: { ...usage, cost: 0.1 } },
      '[DONE]',
    )}`,
    { ...HELLO, reasoning: 'Hm', usage: [9, 2] },
  ),
  openai(
    'OpenRouter: the provider fails in the middle',
    events(START, chunk({ role: 'assistant', content: 'Hel' }), {
      ...chunk({ role: 'assistant', content: '' }, 'error', { native_finish_reason: 'error' }),
      error: { code: 502, message: 'Provider returned error', metadata: { provider_name: 'P' } },
    }),
    {
      text: 'Hel',
      error: { name: 'ChatError', code: 502, reason: 'Provider returned error' },
    },
  ),
  openai(
    'LiteLLM: an error object whose code is a text, after part of the answer',
    events(START, chunk({ content: 'Hel' }), {
      error: { message: 'No deployments available', type: null, param: null, code: '429' },
    }),
    {
      text: 'Hel',
      error: { name: 'ChatError', code: '429', reason: 'No deployments available' },
    },
  ),
  openai(
    'LiteLLM: members that are null, and counts beside a delta without content',
    events(
      chunk({
        role: 'assistant',
        content: 'Hello',
        function_call: null,
        tool_calls: null,
        audio: null,
        provider_specific_fields: null,
      }),
      chunk({}, 'stop'),
      { ...chunk({}), usage },
      '[DONE]',
    ),
    { ...HELLO, usage: [9, 2] },
  ),
  openai(
    'Bedrock gateway: the block of text takes the first index, the call the second',
    events(
      START,
      chunk({ content: 'Hello' }),
      chunk({ tool_calls: [call('call_1', 'weather', '', 1)] }),
      chunk({ tool_calls: [{ index: 1, function: { arguments: '{"city":' } }] }),
      chunk({ tool_calls: [{ index: 1, function: { arguments: '"Bern"}' } }] }),
      chunk({}, 'tool_calls'),
      COUNTS,
      '[DONE]',
    ),
    { text: 'Hello', calls: [WEATHER], finish: ['tool-calls', 'tool_calls'], usage: [9, 2] },
  ),
  openai(
    "Gemini's compatible API: two whole calls without an index, and stop as the reason",
    events(
      chunk({
        role: 'assistant',
        tool_calls: [
          {
            ...call('call_1', 'weather', WEATHER.arguments),
            extra_content: { google: { thought_signature: 'c2ln' } },
          },
          call('call_2', 'time', TIME.arguments),
        ],
      }),
      chunk({ role: 'assistant' }, 'stop'),
      '[DONE]',
    ),
    { calls: [WEATHER, TIME], finish: ['stop', 'stop'] },
  ),
  openai(
    'an index of 0 for every call, distinguished by their ids',
    events(
      chunk({ role: 'assistant', tool_calls: [call('call_1', 'weather', WEATHER.arguments, 0)] }),
      chunk({ tool_calls: [call('call_2', 'time', TIME.arguments, 0)] }),
      chunk({}, 'tool_calls'),
      '[DONE]',
    ),
    { calls: [WEATHER, TIME], finish: ['tool-calls', 'tool_calls'] },
  ),
  openai(
    'vLLM: counts in every chunk, and the token that stopped it',
    events(
      { ...START, usage: { prompt_tokens: 9, completion_tokens: 0, total_tokens: 9 } },
      { ...chunk({ content: 'Hello' }), usage: { ...usage, completion_tokens: 1 } },
      { ...chunk({ content: '' }, 'stop', { stop_reason: 128001, token_ids: null }), usage },
      COUNTS,
      '[DONE]',
    ),
    { ...HELLO, usage: [9, 2] },
  ),
  openai(
    'vLLM: content and the reason in one chunk, an empty list of calls in each',
    events(
      chunk({ role: 'assistant', content: '', tool_calls: [] }),
      chunk({ reasoning_content: 'H', tool_calls: [] }),
      chunk({ reasoning_content: 'm', tool_calls: [] }),
      chunk({ content: 'Hello', tool_calls: [] }, 'length'),
      '[DONE]',
    ),
    { text: 'Hello', reasoning: 'Hm', finish: ['length', 'length'] },
  ),
  openai(
    'SGLang: null for all that a chunk does not have',
    events(
      chunk({ role: 'assistant', content: '', reasoning_content: null, tool_calls: null }),
      chunk({ role: null, content: 'Hello', reasoning_content: null, tool_calls: null }),
      chunk({ role: null, content: null, reasoning_content: null, tool_calls: null }, 'stop', {
        matched_stop: 151645,
      }),
      '[DONE]',
    ),
    HELLO,
  ),
  openai(
    'llama.cpp: content that is null at first, timings with the counts',
    events(
      chunk({ role: 'assistant', content: null }),
      { ...chunk({ content: 'Hello' }), timings: { predicted_n: 1 } },
      chunk({}, 'stop'),
      { ...COUNTS, timings: { prompt_n: 9, predicted_n: 2 } },
      '[DONE]',
    ),
    { ...HELLO, usage: [9, 2] },
  ),
  openai(
    'LM Studio: an error event with an object and a copy of its message',
    `${events(START, chunk({ content: 'Hel' }))}event: error\n${events({
      error: { message: 'The model has crashed' },
      message: 'The model has crashed',
    })}`,
    { text: 'Hel', error: { name: 'ChatError', reason: 'The model has crashed' } },
  ),
  openai(
    "Ollama's compatible API: the role in every chunk, a whole call",
    events(
      chunk({ role: 'assistant', content: '', reasoning: 'Hm' }),
      chunk({
        role: 'assistant',
        content: '',
        tool_calls: [call('call_1', 'weather', WEATHER.arguments, 0)],
      }),
      chunk({ role: 'assistant', content: '' }, 'tool_calls'),
      COUNTS,
      '[DONE]',
    ),
    {
      reasoning: 'Hm',
      calls: [WEATHER],
      finish: ['tool-calls', 'tool_calls'],
      usage: [9, 2],
    },
  ),
  openai(
    'Together: the text once more beside the delta',
    events(
      chunk({ role: 'assistant', content: 'Hel' }, null, { text: 'Hel', logprobs: null }),
      chunk({ role: 'assistant', content: 'lo' }, null, { text: 'lo', token_id: 7 }),
      { ...chunk({ role: 'assistant', content: '' }, 'eos', { text: '' }), usage },
      '[DONE]',
    ),
    { text: 'Hello', finish: ['stop', 'eos'], usage: [9, 2] },
  ),
  openai(
    'text-generation-inference: the number of the token as the index of the choice',
    events(
      { ...ENVELOPE, choices: [{ index: 1, delta: { role: 'assistant', content: 'Hel' } }] },
      { ...ENVELOPE, choices: [{ index: 2, delta: { role: 'assistant', content: 'lo' } }] },
      {
        ...ENVELOPE,
        choices: [
          { index: 3, delta: { role: 'assistant', content: '' }, finish_reason: 'eos_token' },
        ],
      },
    ),
    { text: 'Hello', finish: ['stop', 'eos_token'] },
  ),
  openai(
    'MiniMax: the whole message once more in a last chunk, with a status of 0',
    events(START, chunk({ content: 'Hello' }, 'stop'), {
      ...ENVELOPE,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          message: { role: 'assistant', content: 'Hello' },
        },
      ],
      usage,
      base_resp: { status_code: 0, status_msg: '' },
    }),
    { ...HELLO, usage: [9, 2] },
  ),
  openai(
    'Zhipu: withheld by the filter for sensitive words',
    events(START, chunk({ content: 'Hel' }), chunk({ content: '' }, 'sensitive'), '[DONE]'),
    { text: 'Hel', finish: ['content-filter', 'sensitive'] },
  ),
  openai(
    'an event name and an id on every chunk, lines that end in CR LF',
    [START, chunk({ content: 'Hello' }), chunk({}, 'stop')]
      .map((one, at) => `id:${at}\r\nevent:message\r\ndata:${JSON.stringify(one)}\r\n\r\n`)
      .join(''),
    HELLO,
  ),
];
