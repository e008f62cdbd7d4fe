// Streams of Cohere's Chat API, version 2.
import { cohereChat } from '../../../../js/src/chat/index.js';
import { events, JSON_TYPE, namedEvents, type ChatStream } from './stream.js';

const typed = (type: string, members: object = {}): { type: string } =>
  Object.assign({ type }, members);
const event = (type: string, index: number, message: object): { type: string } =>
  typed(type, { index, delta: { message } });
const say = (text: string, index = 0): { type: string } =>
  event('content-delta', index, { content: { text } });
const end = (finish_reason: string, more: object = {}): { type: string } =>
  typed('message-end', { delta: { finish_reason, ...more } });
const call = (index: number, id: string, name: string): { type: string } =>
  event('tool-call-start', index, {
    tool_calls: { id, type: 'function', function: { name, arguments: '' } },
  });
const input = (index: number, json: string): { type: string } =>
  event('tool-call-delta', index, { tool_calls: { function: { arguments: json } } });

const START = typed('message-start', { id: 'm', delta: { message: { role: 'assistant' } } });
const USAGE = {
  usage: {
    billed_units: { input_tokens: 5, output_tokens: 2 },
    tokens: { input_tokens: 71, output_tokens: 2 },
  },
};
const PAGE = { title: 'Rivers', url: 'https://rivers.example/' };
const CITATION = {
  start: 0,
  end: 3,
  text: 'Nile',
  sources: [{ type: 'document', id: '1', document: PAGE }],
};

const cohere = (name: string, body: string, expected: ChatStream['expected']): ChatStream => ({
  name,
  format: cohereChat,
  body,
  expected,
});

export const COHERE: readonly ChatStream[] = [
  cohere('short', namedEvents(say('Hel'), say('lo'), end('COMPLETE')), {
    text: 'Hello',
    finish: ['stop', 'COMPLETE'],
  }),
  cohere(
    'text, usage in tokens and not in billed units',
    namedEvents(
      START,
      event('content-start', 0, { content: { type: 'text', text: '' } }),
      say('Hel'),
      say('lo'),
      typed('content-end', { index: 0 }),
      end('COMPLETE', USAGE),
    ),
    { text: 'Hello', usage: [71, 2], finish: ['stop', 'COMPLETE'] },
  ),
  cohere('[DONE] after message-end', events(say('Hello'), end('STOP_SEQUENCE'), '[DONE]'), {
    text: 'Hello',
    finish: ['stop', 'STOP_SEQUENCE'],
  }),
  cohere(
    'thinking, and a block that starts with text',
    namedEvents(
      event('content-start', 0, { content: { type: 'thinking', thinking: 'Let ' } }),
      event('content-delta', 0, { content: { thinking: 'me see' } }),
      event('content-start', 1, { content: { type: 'text', text: 'Hel' } }),
      say('lo', 1),
      end('MAX_TOKENS'),
    ),
    { reasoning: 'Let me see', text: 'Hello', finish: ['length', 'MAX_TOKENS'] },
  ),
  cohere(
    'a tool plan and two calls, one without arguments',
    namedEvents(
      typed('tool-plan-delta', { delta: { message: { tool_plan: 'I will' } } }),
      typed('tool-plan-delta', { delta: { message: { tool_plan: ' look' } } }),
      call(0, 'a', 'find'),
      input(0, '{"q":'),
      input(0, '"x"}'),
      typed('tool-call-end', { index: 0 }),
      call(1, 'b', 'time'),
      typed('tool-call-end', { index: 1 }),
      end('TOOL_CALL', USAGE),
    ),
    {
      reasoning: 'I will look',
      calls: [
        { id: 'a', name: 'find', arguments: '{"q":"x"}' },
        { id: 'b', name: 'time', arguments: '{}' },
      ],
      usage: [71, 2],
      finish: ['tool-calls', 'TOOL_CALL'],
    },
  ),
  cohere(
    'citations',
    namedEvents(
      say('Nile'),
      event('citation-start', 0, { citations: CITATION }),
      typed('citation-end', { index: 0 }),
      event('citation-start', 1, { citations: { sources: [{ type: 'tool', id: 't' }] } }),
      end('COMPLETE'),
    ),
    {
      text: 'Nile',
      sources: [{ url: PAGE.url, title: PAGE.title }, {}],
      finish: ['stop', 'COMPLETE'],
    },
  ),
  cohere(
    'a failure with a message',
    namedEvents(say('Hel'), end('ERROR', { error: 'out of capacity' })),
    { text: 'Hel', error: { name: 'ChatError', reason: 'out of capacity' } },
  ),
  ...['ERROR', 'TIMEOUT'].map((reason) =>
    cohere(`a failure without a message: ${reason}`, namedEvents(say('Hel'), end(reason)), {
      text: 'Hel',
      error: { name: 'ChatError', code: reason },
    }),
  ),
  cohere('an unknown event', namedEvents(say('Hello'), typed('debug'), end('COMPLETE')), {
    text: 'Hello',
    others: ['{"type":"debug"}'],
    finish: ['stop', 'COMPLETE'],
  }),
  cohere(
    'null in the place of members',
    events({ type: 'content-delta', delta: null }, end('COMPLETE')),
    {
      finish: ['stop', 'COMPLETE'],
    },
  ),
  cohere('no message-end', namedEvents(START, say('Hel')), {
    text: 'Hel',
    error: { name: 'StreamInterruptedError', cause: { name: 'TruncatedError' } },
  }),
  {
    name: 'a whole message',
    format: cohereChat,
    type: JSON_TYPE,
    body: JSON.stringify({
      id: 'm',
      message: {
        role: 'assistant',
        tool_plan: 'I will look',
        content: [
          { type: 'thinking', thinking: 'Hm' },
          { type: 'text', text: 'Hello' },
        ],
        tool_calls: [{ id: 'a', type: 'function', function: { name: 'find', arguments: '{}' } }],
        citations: [CITATION],
      },
      finish_reason: 'COMPLETE',
      ...USAGE,
    }),
    expected: {
      reasoning: 'I will lookHm',
      text: 'Hello',
      calls: [{ id: 'a', name: 'find', arguments: '{}' }],
      sources: [{ url: PAGE.url, title: PAGE.title }],
      usage: [71, 2],
      finish: ['stop', 'COMPLETE'],
    },
  },
];
