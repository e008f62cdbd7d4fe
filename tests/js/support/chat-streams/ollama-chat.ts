// Where Ollama has its parts.
import { ollamaChat } from '../../../../js/src/chat/index.js';
import { lines, JSON_TYPE, NDJSON_TYPE, type ChatStream } from './stream.js';

const said = (message: object, more: object = { done: false }): object => ({
  model: 'llama3',
  message: { role: 'assistant', ...message },
  ...more,
});
const OLLAMA_DONE = { done: true, done_reason: 'stop', prompt_eval_count: 9, eval_count: 15 };

export const OLLAMA_PARTS: readonly ChatStream[] = [
  {
    name: 'Ollama: thinking, text, calls, usage',
    format: ollamaChat,
    type: NDJSON_TYPE,
    body: lines(
      said({ content: '', thinking: 'Hm' }),
      said({ content: 'Hel' }),
      said({ content: 'lo' }),
      said({
        content: '',
        tool_calls: [{ function: { name: 'weather', arguments: { city: 'Oslo' } } }],
      }),
      said({ content: '', tool_calls: [{ function: { name: 'time', arguments: {} } }] }),
      said({ content: '' }, OLLAMA_DONE),
    ),
    expected: {
      reasoning: 'Hm',
      text: 'Hello',
      calls: [
        { name: 'weather', arguments: '{"city":"Oslo"}' },
        { name: 'time', arguments: '{}' },
      ],
      usage: [9, 15],
      finish: ['tool-calls', 'stop'],
    },
  },
  {
    name: 'Ollama: /api/generate',
    format: ollamaChat,
    type: NDJSON_TYPE,
    body: lines(
      { response: '', thinking: 'Hm', done: false },
      { response: 'Hello', done: false },
      { response: '', ...OLLAMA_DONE },
    ),
    expected: { reasoning: 'Hm', text: 'Hello', usage: [9, 15], finish: ['stop', 'stop'] },
  },
  {
    name: 'Ollama: a whole response that was cut by length',
    format: ollamaChat,
    type: JSON_TYPE,
    body: JSON.stringify(said({ content: 'Hel' }, { ...OLLAMA_DONE, done_reason: 'length' })),
    expected: { text: 'Hel', usage: [9, 15], finish: ['length', 'length'] },
  },
];
