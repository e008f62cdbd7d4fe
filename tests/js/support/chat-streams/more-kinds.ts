// More kinds of input, from the sources and bug reports of providers.
import { anthropicMessages, geminiStream, ollamaChat } from '../../../../js/src/chat/index.js';
import { chunk, openai, say, STOPPED } from './completions.js';
import {
  events,
  JSON_TYPE,
  lines,
  namedEvents,
  NDJSON_TYPE,
  typed,
  type ChatStream,
} from './stream.js';

const TYPES: readonly ChatStream[] = [
  openai(
    'data after the sentinel',
    events(say('Hello', 'stop'), '[DONE]', [{ moduleName: 'AI Chat', tokens: 7 }]),
    {
      text: 'Hello',
      others: ['[{"moduleName":"AI Chat","tokens":7}]'],
      finish: STOPPED,
    },
  ),
  openai(
    'wrong or missing JSON types',
    events(
      chunk(null),
      { object: 'chat.completion.chunk' },
      { choices: null },
      { choices: [null, 7, {}] },
      { choices: [{ delta: { role: '', content: 'Hel', extra: {} } }] },
      say('lo', 'null'),
      say(7),
      { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: null },
    ),
    { text: 'Hello7', finish: STOPPED },
  ),
  openai(
    'a content type that lies: events labelled application/json',
    events(say('Hello', 'stop'), '[DONE]'),
    { text: 'Hello', finish: STOPPED },
    JSON_TYPE,
  ),
  openai(
    'a content type that lies: a whole completion labelled as events',
    '{"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]}',
    { text: 'Hello', finish: STOPPED },
  ),
  openai(
    'comment lines inside an event',
    `id:1\nevent:result\n:HTTP_STATUS/200\ndata:${JSON.stringify(say('Hello', 'stop'))}\n\n`,
    { text: 'Hello', finish: STOPPED },
  ),
];

const REASONS: readonly ChatStream[] = (
  [
    ['eos', 'stop'],
    ['eos_token', 'stop'],
    ['sensitive', 'content-filter'],
    ['model_length', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['guardrail_intervened', 'content-filter'],
    ['something new', 'other'],
    ['constructor', 'other'],
  ] as const
).map(([raw, reason]) =>
  openai(`unknown finish reasons: ${raw}`, events(say('Hel', raw)), {
    text: 'Hel',
    finish: [reason, raw],
  }),
);

const USAGE: readonly ChatStream[] = [
  openai(
    'usage: cumulative in every chunk',
    events(
      { ...say('Hel'), usage: { prompt_tokens: 9, completion_tokens: 1 } },
      { ...say('lo', 'stop'), usage: { prompt_tokens: 9, completion_tokens: 2 } },
    ),
    { text: 'Hello', usage: [9, 2], finish: STOPPED },
  ),
  openai(
    'usage: in the choice',
    events({
      choices: [
        {
          index: 0,
          delta: {},
          finish_reason: 'stop',
          usage: { prompt_tokens: 9, completion_tokens: 2 },
        },
      ],
    }),
    {
      usage: [9, 2],
      finish: STOPPED,
    },
  ),
  openai(
    'usage: after the finish',
    events(
      say('Hello', 'stop'),
      { choices: [], usage: { prompt_tokens: 9, completion_tokens: 2 } },
      '[DONE]',
    ),
    {
      text: 'Hello',
      usage: [9, 2],
      finish: STOPPED,
    },
  ),
];

const start = (id: string): { type: string } =>
  typed('message_start', { message: { id, content: [], usage: { input_tokens: 9 } } });
const text = (said: string): { type: string } =>
  typed('content_block_delta', { index: 0, delta: { type: 'text_delta', text: said } });

const GENERATIONS: readonly ChatStream[] = [
  {
    name: 'two generations in one stream: the same message again is ignored',
    format: anthropicMessages,
    body: namedEvents(
      start('m1'),
      start('m1'),
      text('Hello'),
      typed('message_delta', { delta: { stop_reason: 'end_turn' } }),
    ),
    expected: { text: 'Hello', usage: [9, undefined], finish: ['stop', 'end_turn'] },
  },
  {
    name: 'two generations in one stream: another message is an error',
    format: anthropicMessages,
    body: namedEvents(start('m1'), text('Hel'), start('m2'), text('Hello')),
    expected: {
      text: 'Hel',
      usage: [9, undefined],
      error: { name: 'ChatError', reason: 'Expected one message, got m1 and m2' },
    },
  },
];

const TOLERANT: readonly ChatStream[] = [
  {
    name: 'wrong JSON types: Gemini',
    format: geminiStream,
    body: events(
      { candidates: null },
      { candidates: [{}] },
      { candidates: [{ content: { parts: [null, { text: 7 }] }, finishReason: 'STOP' }] },
    ),
    expected: { text: '7', finish: ['stop', 'STOP'] },
  },
  {
    name: 'wrong JSON types: Ollama',
    format: ollamaChat,
    type: NDJSON_TYPE,
    body: lines(
      { message: null },
      { message: { content: null } },
      { message: { content: 'Yes' }, done: true, done_reason: 'stop' },
    ),
    expected: { text: 'Yes', finish: STOPPED },
  },
];

export const MORE_KINDS: readonly ChatStream[] = [
  ...TYPES,
  ...REASONS,
  ...USAGE,
  ...GENERATIONS,
  ...TOLERANT,
];
