// Complete answers of Ollama and UI streams of Vercel's AI SDK.
import { ollamaChat, vercelUiMessages } from '../../../../js/src/chat/index.js';
import { events, lines, NDJSON_TYPE, type ChatStream } from './stream.js';

const CITY = { city: 'Bern' };
const line = (message: object, more: object = {}): object => ({
  model: 'llama3',
  created_at: '2026-11-30T00:00:00Z',
  message: { role: 'assistant', content: '', ...message },
  done: false,
  ...more,
});
const DONE = {
  done: true,
  done_reason: 'stop',
  total_duration: 7,
  load_duration: 1,
  prompt_eval_count: 9,
  eval_count: 3,
};
const ollama = (
  name: string,
  messages: readonly object[],
  expected: ChatStream['expected'],
): ChatStream => ({
  name: `Ollama: ${name}`,
  format: ollamaChat,
  type: NDJSON_TYPE,
  body: lines(...messages),
  expected,
});
const STOPPED = { usage: [9, 3], finish: ['stop', 'stop'] } as const;

export const OLLAMA_LINES: readonly ChatStream[] = [
  ollama(
    'thinking, then text',
    [line({ thinking: 'Hm' }), line({ content: 'Hel' }), line({ content: 'lo' }), line({}, DONE)],
    { reasoning: 'Hm', text: 'Hello', ...STOPPED },
  ),
  ollama(
    'two calls, one with an id',
    [
      line({
        tool_calls: [
          { id: 'call_1', function: { index: 0, name: 'weather', arguments: CITY } },
          { function: { index: 1, name: 'now', arguments: {} } },
        ],
      }),
      line({}, DONE),
    ],
    {
      calls: [
        { id: 'call_1', name: 'weather', arguments: '{"city":"Bern"}' },
        { name: 'now', arguments: '{}' },
      ],
      usage: [9, 3],
      finish: ['tool-calls', 'stop'],
    },
  ),
  ollama(
    'the token limit',
    [line({ content: 'Hello' }), line({}, { ...DONE, done_reason: 'length' })],
    {
      text: 'Hello',
      usage: [9, 3],
      finish: ['length', 'length'],
    },
  ),
  ollama(
    'generate: thinking, text, and the context at the end',
    [
      { model: 'llama3', response: '', thinking: 'Hm', done: false },
      { model: 'llama3', response: 'Hello', done: false },
      { model: 'llama3', response: '', ...DONE, context: [1, 2, 3] },
    ],
    { reasoning: 'Hm', text: 'Hello', ...STOPPED },
  ),
  ollama(
    'an error on a line of its own',
    [line({ content: 'Hel' }), { error: 'an error was encountered while running the model' }],
    {
      text: 'Hel',
      error: { name: 'ChatError', reason: 'an error was encountered while running the model' },
    },
  ),
];

const vercel = (
  name: string,
  parts: readonly unknown[],
  expected: ChatStream['expected'],
): ChatStream => ({
  name: `Vercel: ${name}`,
  format: vercelUiMessages,
  body: events({ type: 'start', messageId: 'm1' }, { type: 'start-step' }, ...parts),
  expected,
});
const textPart = (id: string, ...fragments: readonly string[]): readonly object[] => [
  { type: 'text-start', id },
  ...fragments.map((delta) => ({ type: 'text-delta', id, delta })),
  { type: 'text-end', id },
];
const END = [{ type: 'finish-step' }, { type: 'finish', finishReason: 'stop' }, '[DONE]'];
const OUTPUT = { type: 'tool-output-available', toolCallId: 'call_1', output: { sky: 'blue' } };
const FILE = { type: 'file', url: 'data:text/plain,x', mediaType: 'text/plain' };

export const UI_PARTS: readonly ChatStream[] = [
  vercel(
    'reasoning, then text',
    [
      { type: 'reasoning-start', id: 'r' },
      { type: 'reasoning-delta', id: 'r', delta: 'H' },
      { type: 'reasoning-delta', id: 'r', delta: 'm' },
      { type: 'reasoning-end', id: 'r' },
      ...textPart('t', 'Hel', 'lo'),
      ...END,
    ],
    { reasoning: 'Hm', text: 'Hello', finish: ['stop', 'stop'] },
  ),
  vercel(
    'a call in fragments, then whole, with its result and a second step',
    [
      { type: 'tool-input-start', toolCallId: 'call_1', toolName: 'weather' },
      { type: 'tool-input-delta', toolCallId: 'call_1', inputTextDelta: '{"city":' },
      { type: 'tool-input-delta', toolCallId: 'call_1', inputTextDelta: '"Bern"}' },
      { type: 'tool-input-available', toolCallId: 'call_1', toolName: 'weather', input: CITY },
      OUTPUT,
      { type: 'finish-step' },
      { type: 'start-step' },
      ...textPart('t', 'Hello'),
      ...END,
    ],
    {
      text: 'Hello',
      calls: [{ id: 'call_1', name: 'weather', arguments: '{"city":"Bern"}' }],
      others: [JSON.stringify(OUTPUT)],
      finish: ['stop', 'stop'],
    },
  ),
  vercel(
    'a call that comes whole',
    [
      { type: 'tool-input-available', toolCallId: 'call_1', toolName: 'weather', input: CITY },
      { type: 'finish-step' },
      { type: 'finish', finishReason: 'tool-calls' },
      '[DONE]',
    ],
    {
      calls: [{ id: 'call_1', name: 'weather', arguments: '{"city":"Bern"}' }],
      finish: ['tool-calls', 'tool-calls'],
    },
  ),
  vercel(
    'a source, a file, and data of the application',
    [
      ...textPart('t', 'Hello'),
      { type: 'source-url', sourceId: 's', url: 'https://a.example/', title: 'A' },
      FILE,
      { type: 'data-weather', data: CITY },
      ...END,
    ],
    {
      text: 'Hello',
      sources: [{ url: 'https://a.example/', title: 'A' }],
      others: [JSON.stringify(FILE), JSON.stringify({ type: 'data-weather', data: CITY })],
      finish: ['stop', 'stop'],
    },
  ),
  vercel('a finish without a reason', [...textPart('t', 'Hello'), { type: 'finish' }, '[DONE]'], {
    text: 'Hello',
    finish: ['stop'],
  }),
  vercel(
    'an error part',
    [
      { type: 'text-start', id: 't' },
      { type: 'text-delta', id: 't', delta: 'Hel' },
      { type: 'error', errorText: 'No credit' },
      '[DONE]',
    ],
    {
      text: 'Hel',
      error: { name: 'ChatError', reason: 'No credit' },
    },
  ),
  vercel('aborted', [...textPart('t', 'Hel'), { type: 'abort' }, '[DONE]'], {
    text: 'Hel',
    finish: ['abort'],
  }),
];
