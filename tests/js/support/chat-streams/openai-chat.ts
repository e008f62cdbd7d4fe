// Where OpenAI chat completions has its parts.
import { openaiChat } from '../../../../js/src/chat/index.js';
import { events, JSON_TYPE, WEATHER, TIME, type ChatStream } from './stream.js';

const choice = (delta: object, finish_reason: string | null = null): object => ({
  id: 'chatcmpl-7',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, logprobs: null, finish_reason }],
});
const call = (index: number, rest: object): object => ({ tool_calls: [{ index, ...rest }] });

export const OPENAI_PARTS: readonly ChatStream[] = [
  {
    name: 'OpenAI chat: reasoning_content, text, calls in turn, usage',
    format: openaiChat,
    body: events(
      choice({ role: 'assistant', content: null, reasoning_content: 'Hm' }),
      choice({ reasoning_content: ', yes' }),
      choice({ content: 'Hel' }),
      choice({ content: 'lo' }),
      choice(
        call(0, { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '' } }),
      ),
      choice(
        call(1, { id: 'call_2', type: 'function', function: { name: 'time', arguments: '' } }),
      ),
      choice(call(0, { function: { arguments: '{"city":' } })),
      choice(call(1, { function: { arguments: '{}' } })),
      choice(call(0, { function: { arguments: '"Oslo"}' } })),
      choice({}, 'tool_calls'),
      { choices: [], usage: { prompt_tokens: 9, completion_tokens: 15, total_tokens: 24 } },
      '[DONE]',
    ),
    expected: {
      reasoning: 'Hm, yes',
      text: 'Hello',
      calls: [WEATHER, TIME],
      usage: [9, 15],
      finish: ['tool-calls', 'tool_calls'],
    },
  },
  {
    name: 'OpenAI chat: reasoning',
    format: openaiChat,
    body: events(choice({ reasoning: 'Hm' }), choice({ content: 'Yes', reasoning: null }, 'stop')),
    expected: { reasoning: 'Hm', text: 'Yes', finish: ['stop', 'stop'] },
  },
  {
    name: 'OpenAI chat: a function call of old',
    format: openaiChat,
    body: events(
      choice({ function_call: { name: 'weather', arguments: '' } }),
      choice({ function_call: { arguments: '{"a":1}' } }),
      choice({}, 'function_call'),
    ),
    expected: {
      calls: [{ name: 'weather', arguments: '{"a":1}' }],
      finish: ['tool-calls', 'function_call'],
    },
  },
  {
    name: 'OpenAI chat: a refusal',
    format: openaiChat,
    body: events(choice({ refusal: 'I can' }), choice({ refusal: 'not' }), choice({}, 'stop')),
    expected: { refusal: 'I cannot', finish: ['stop', 'stop'] },
  },
  ...(
    [
      ['length', 'length'],
      ['content_filter', 'content-filter'],
    ] as const
  ).map(([raw, reason]) => ({
    name: `OpenAI chat: the finish reason ${raw}`,
    format: openaiChat,
    body: events(choice({ content: 'Hel' }, raw), '[DONE]'),
    expected: { text: 'Hel', finish: [reason, raw] as const },
  })),
  {
    name: 'OpenAI chat: annotations are sources',
    format: openaiChat,
    body: events(
      choice({
        content: 'Yes',
        annotations: [
          { type: 'url_citation', url_citation: { url: 'https://a.example/', title: 'A' } },
        ],
      }),
      choice({}, 'stop'),
    ),
    expected: {
      text: 'Yes',
      sources: [{ url: 'https://a.example/', title: 'A' }],
      finish: ['stop', 'stop'],
    },
  },
  {
    name: 'OpenAI chat: a whole completion',
    format: openaiChat,
    type: JSON_TYPE,
    body: JSON.stringify({
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: 'Hello',
            reasoning_content: 'Hm',
            tool_calls: [
              {
                id: 'call_1',
                type: 'function',
                function: { name: 'weather', arguments: '{"city":"Oslo"}' },
              },
            ],
          },
          finish_reason: 'tool_calls',
        },
      ],
      usage: { prompt_tokens: 9, completion_tokens: 15 },
    }),
    expected: {
      reasoning: 'Hm',
      text: 'Hello',
      calls: [WEATHER],
      usage: [9, 15],
      finish: ['tool-calls', 'tool_calls'],
    },
  },
];
