// Complete Anthropic messages, with all events around the content.
import { anthropicMessages } from '../../../../js/src/chat/index.js';
import { namedEvents, type ChatStream } from './stream.js';

const WEATHER = { id: 'call_1', name: 'weather', arguments: '{"city":"Bern"}' };
const TIME = { id: 'call_2', name: 'time', arguments: '{"zone":"CET"}' };

interface Named {
  readonly type: string;
}
const event = (type: string, members: object = {}): Named => ({ type, ...members });

const START = event('message_start', {
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 9, output_tokens: 1 },
  },
});
const block = (
  index: number,
  content_block: object,
  ...deltas: readonly object[]
): readonly Named[] => [
  event('content_block_start', { index, content_block }),
  ...deltas.map((delta) => event('content_block_delta', { index, delta })),
  event('content_block_stop', { index }),
];
const text = (index: number, ...fragments: readonly string[]): readonly Named[] =>
  block(
    index,
    { type: 'text', text: '' },
    ...fragments.map((fragment) => ({ type: 'text_delta', text: fragment })),
  );
const tool = (index: number, id: string, name: string, ...fragments: string[]): readonly Named[] =>
  block(
    index,
    { type: 'tool_use', id, name, input: {} },
    ...fragments.map((partial_json) => ({ type: 'input_json_delta', partial_json })),
  );
const stop = (stop_reason: string, usage: object = { output_tokens: 4 }): readonly Named[] => [
  event('message_delta', { delta: { stop_reason, stop_sequence: null }, usage }),
  event('message_stop'),
];
const anthropic = (
  name: string,
  all: readonly Named[],
  expected: ChatStream['expected'],
): ChatStream => ({
  name: `Anthropic: ${name}`,
  format: anthropicMessages,
  body: namedEvents(START, ...all),
  expected: { usage: [9, 4], ...expected },
});
const END_TURN = { finish: ['stop', 'end_turn'] } as const;
const TOOL_USE = { finish: ['tool-calls', 'tool_use'] } as const;

export const MESSAGE_EVENTS: readonly ChatStream[] = [
  anthropic('text and a ping', [event('ping'), ...text(0, 'Hel', 'lo'), ...stop('end_turn')], {
    text: 'Hello',
    ...END_TURN,
  }),
  anthropic(
    'thinking with a signature, then text',
    [
      ...block(
        0,
        { type: 'thinking', thinking: '', signature: '' },
        { type: 'thinking_delta', thinking: 'Hm' },
        { type: 'signature_delta', signature: 'c2ln' },
      ),
      ...text(1, 'Hello'),
      ...stop('end_turn'),
    ],
    { reasoning: 'Hm', text: 'Hello', ...END_TURN },
  ),
  anthropic(
    'text, then two tools',
    [
      ...text(0, 'Hello'),
      ...tool(1, 'call_1', 'weather', '', '{"city"', ':"Bern"}'),
      ...tool(2, 'call_2', 'time', TIME.arguments),
      ...stop('tool_use'),
    ],
    { text: 'Hello', calls: [WEATHER, TIME], ...TOOL_USE },
  ),
  anthropic('a tool without input', [...tool(0, 'call_1', 'now', ''), ...stop('tool_use')], {
    calls: [{ id: 'call_1', name: 'now', arguments: '{}' }],
    ...TOOL_USE,
  }),
  anthropic(
    'refused, with an explanation',
    [
      event('message_delta', {
        delta: {
          stop_reason: 'refusal',
          stop_sequence: null,
          stop_details: { type: 'refusal', category: 'cyber', explanation: 'Not this' },
        },
        usage: { output_tokens: 4 },
      }),
      event('message_stop'),
    ],
    { finish: ['refusal', 'refusal'] },
  ),
  anthropic('the token limit', [...text(0, 'Hello'), ...stop('max_tokens')], {
    text: 'Hello',
    finish: ['length', 'max_tokens'],
  }),
  anthropic('a pause', [...text(0, 'Hello'), ...stop('pause_turn')], {
    text: 'Hello',
    finish: ['other', 'pause_turn'],
  }),
  anthropic(
    'counts of the input that grow until the end',
    [...text(0, 'Hello'), ...stop('end_turn', { input_tokens: 12, output_tokens: 4 })],
    { text: 'Hello', usage: [12, 4], ...END_TURN },
  ),
  anthropic(
    'overloaded in the middle of the text',
    [
      ...text(0, 'Hel').slice(0, 2),
      event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }),
    ],
    {
      text: 'Hel',
      usage: [9, 1],
      error: { name: 'ChatError', type: 'overloaded_error', reason: 'Overloaded' },
    },
  ),
  anthropic(
    'a citation of a page',
    [
      ...block(
        0,
        { type: 'text', text: '', citations: [] },
        {
          type: 'citations_delta',
          citation: {
            type: 'web_search_result_location',
            url: 'https://a.example/',
            title: 'A',
            cited_text: 'x',
            encrypted_index: 'e',
          },
        },
        { type: 'text_delta', text: 'Hello' },
      ),
      ...stop('end_turn'),
    ],
    { text: 'Hello', sources: [{ url: 'https://a.example/', title: 'A' }], ...END_TURN },
  ),
  anthropic('the start of the message twice', [START, ...text(0, 'Hello'), ...stop('end_turn')], {
    text: 'Hello',
    ...END_TURN,
  }),
  anthropic(
    "Bedrock's metrics in the last event",
    [
      ...text(0, 'Hello'),
      ...stop('end_turn').slice(0, 1),
      event('message_stop', {
        'amazon-bedrock-invocationMetrics': { inputTokenCount: 9, outputTokenCount: 4 },
      }),
    ],
    { text: 'Hello', ...END_TURN },
  ),
];
