// Streams of Cloudflare Workers AI.
import { workersAi } from '../../../../js/src/chat/index.js';
import { events, JSON_TYPE, type ChatStream } from './stream.js';

const chunk = (delta: object, finish_reason: string | null = null): object => ({
  choices: [{ index: 0, delta, finish_reason }],
});
const USAGE = { usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } };
const call = (input: object): object => ({ response: '', tool_calls: [input] });

const workers = (
  name: string,
  messages: readonly unknown[],
  expected: ChatStream['expected'],
): ChatStream => ({ name, format: workersAi, body: events(...messages), expected });

const whole = (name: string, body: unknown, expected: ChatStream['expected']): ChatStream => ({
  name,
  format: workersAi,
  type: JSON_TYPE,
  body: JSON.stringify(body),
  expected,
});

export const WORKERS_AI: readonly ChatStream[] = [
  workers(
    'response, usage at the end',
    [{ response: 'Hel', p: 'abc' }, { response: 'lo' }, { response: '', ...USAGE }, '[DONE]'],
    { text: 'Hello', usage: [5, 2], finish: ['other'] },
  ),
  workers(
    'response as a number, or null',
    [{ response: 4 }, { response: 2 }, { response: null }, '[DONE]'],
    {
      text: '42',
      finish: ['other'],
    },
  ),
  workers(
    'a finish reason at the top',
    [{ response: 'Hel' }, { response: 'lo', finish_reason: 'length' }],
    { text: 'Hello', finish: ['length', 'length'] },
  ),
  workers(
    'a call in fragments, and the empty one that ends it',
    [
      call({ id: 'a', type: 'function', index: 0, function: { name: 'find' } }),
      call({ index: 0, function: { arguments: '{"q":' } }),
      call({ index: 0, function: { arguments: '"x"}' } }),
      call({ id: null, type: null, index: 0, function: { name: null, arguments: '' } }),
      { response: '', finish_reason: 'tool_calls' },
      '[DONE]',
    ],
    {
      calls: [{ id: 'a', name: 'find', arguments: '{"q":"x"}' }],
      finish: ['tool-calls', 'tool_calls'],
    },
  ),
  workers(
    'whole calls, without IDs',
    [
      { response: '', tool_calls: [{ name: 'find', arguments: { q: 'x' } }, { name: 'time' }] },
      '[DONE]',
    ],
    {
      calls: [
        { name: 'find', arguments: '{"q":"x"}' },
        { name: 'time', arguments: '{}' },
      ],
      finish: ['other'],
    },
  ),
  workers(
    "OpenAI's shape",
    [
      chunk({ reasoning_content: 'Hm' }),
      chunk({ content: 'Hel' }),
      chunk({ content: 'lo' }, 'stop'),
      { choices: [], ...USAGE },
      '[DONE]',
    ],
    { reasoning: 'Hm', text: 'Hello', usage: [5, 2], finish: ['stop', 'stop'] },
  ),
  workers(
    'text in both shapes',
    [{ ...chunk({ content: 'Hi' }, 'stop'), response: 'Hi' }, '[DONE]'],
    {
      text: 'Hi',
      finish: ['stop', 'stop'],
    },
  ),
  workers('an unknown message', [{ response: 'Hi' }, { odd: 7 }, '[DONE]'], {
    text: 'Hi',
    others: ['{"odd":7}'],
    finish: ['other'],
  }),
  workers(
    'an error',
    [{ response: 'Hel' }, { errors: [{ code: 3040, message: 'Capacity' }], success: false }],
    { text: 'Hel', error: { name: 'ChatError', reason: 'Capacity', code: 3040 } },
  ),
  workers('no last message', [{ response: 'Hel', ...USAGE }], {
    text: 'Hel',
    usage: [5, 2],
    error: { name: 'StreamInterruptedError', cause: { name: 'TruncatedError' } },
  }),
  whole(
    'a whole response in the envelope of the REST API',
    { result: { response: 'Hello', ...USAGE }, success: true, errors: [], messages: [] },
    { text: 'Hello', usage: [5, 2], finish: ['stop'] },
  ),
  whole(
    'a whole response with calls',
    {
      result: { response: null, tool_calls: [{ name: 'find', arguments: { q: 'x' } }] },
      success: true,
    },
    { calls: [{ name: 'find', arguments: '{"q":"x"}' }], finish: ['tool-calls'] },
  ),
  whole(
    "a whole response of OpenAI's shape",
    {
      result: { choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }], ...USAGE },
      success: true,
    },
    { text: 'Hello', usage: [5, 2], finish: ['stop', 'stop'] },
  ),
  whole(
    'JSON mode',
    { result: { response: { city: 'Bern' } }, success: true },
    {
      text: '{"city":"Bern"}',
      finish: ['stop'],
    },
  ),
  whole(
    'an error in the envelope',
    { result: null, success: false, errors: [{ code: 5007, message: 'No such model' }] },
    { error: { name: 'ChatError', reason: 'No such model', code: 5007 } },
  ),
];
