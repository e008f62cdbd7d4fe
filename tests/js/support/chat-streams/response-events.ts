// Complete OpenAI responses, with all events around the content.
import { openaiResponses } from '../../../../js/src/chat/index.js';
import { namedEvents, type ChatStream } from './stream.js';

const WEATHER = { id: 'call_1', name: 'weather', arguments: '{"city":"Bern"}' };
const TIME = { id: 'call_2', name: 'time', arguments: '{"zone":"CET"}' };

interface Named {
  readonly type: string;
}
const event = (type: string, members: object = {}): Named => ({ type, ...members });

/** Numbers the events as OpenAI does. */
const response = (...all: readonly Named[]): string =>
  namedEvents(...all.map((one, sequence_number) => ({ ...one, sequence_number })));
const RESPONSE = { id: 'resp_1', object: 'response', created_at: 1795000000, model: 'm' };
const BEGUN = [
  event('response.created', { response: { ...RESPONSE, status: 'in_progress', output: [] } }),
  event('response.in_progress', { response: { ...RESPONSE, status: 'in_progress', output: [] } }),
];
const completed = (output: readonly object[], members: object = {}, type = 'completed'): Named =>
  event(`response.${type}`, {
    response: {
      ...RESPONSE,
      status: type,
      output,
      error: null,
      incomplete_details: null,
      usage: { input_tokens: 9, output_tokens: 4, total_tokens: 13 },
      ...members,
    },
  });
const message = (text: string, more: object = {}): object => ({
  id: 'msg_1',
  type: 'message',
  status: 'completed',
  role: 'assistant',
  content: [{ type: 'output_text', text, annotations: [], logprobs: [], ...more }],
});
/** The events of an item with text, in two fragments. */
const textItem = (text: string, output_index = 0, id = 'msg_1'): readonly Named[] => {
  const at = { item_id: id, output_index, content_index: 0 };
  const part = { type: 'output_text', text: '', annotations: [] };
  const delta = (fragment: string): Named =>
    event('response.output_text.delta', { ...at, delta: fragment, logprobs: [] });
  return [
    event('response.output_item.added', {
      output_index,
      item: { id, type: 'message', status: 'in_progress', role: 'assistant', content: [] },
    }),
    event('response.content_part.added', { ...at, part }),
    delta(text.slice(0, 3)),
    delta(text.slice(3)),
    event('response.output_text.done', { ...at, text }),
    event('response.content_part.done', { ...at, part: { ...part, text } }),
    event('response.output_item.done', { output_index, item: message(text) }),
  ];
};
const callOf = ({ id: call_id, name, arguments: input }: typeof WEATHER): object => ({
  id: `fc_${call_id}`,
  type: 'function_call',
  status: 'completed',
  call_id,
  name,
  arguments: input,
});
const callItem = (call: typeof WEATHER, output_index: number): readonly Named[] => {
  const at = { item_id: `fc_${call.id}`, output_index };
  return [
    event('response.output_item.added', {
      output_index,
      item: { ...callOf(call), status: 'in_progress', arguments: '' },
    }),
    event('response.function_call_arguments.delta', { ...at, delta: call.arguments.slice(0, 5) }),
    event('response.function_call_arguments.delta', { ...at, delta: call.arguments.slice(5) }),
    event('response.function_call_arguments.done', { ...at, arguments: call.arguments }),
    event('response.output_item.done', { output_index, item: callOf(call) }),
  ];
};
const REASONED = {
  id: 'rs_1',
  type: 'reasoning',
  summary: [
    { type: 'summary_text', text: 'Hm' },
    { type: 'summary_text', text: 'so' },
  ],
};
const reasoningItem: readonly Named[] = [
  event('response.output_item.added', { output_index: 0, item: { ...REASONED, summary: [] } }),
  ...REASONED.summary.flatMap((part, summary_index) => {
    const at = { item_id: 'rs_1', output_index: 0, summary_index };
    return [
      event('response.reasoning_summary_part.added', { ...at, part: { ...part, text: '' } }),
      event('response.reasoning_summary_text.delta', { ...at, delta: part.text }),
      event('response.reasoning_summary_text.done', { ...at, text: part.text }),
      event('response.reasoning_summary_part.done', { ...at, part }),
    ];
  }),
  event('response.output_item.done', { output_index: 0, item: REASONED }),
];
const responses = (name: string, body: string, expected: ChatStream['expected']): ChatStream => ({
  name: `Responses: ${name}`,
  format: openaiResponses,
  body,
  expected,
});
const COMPLETED = { finish: ['stop', 'completed'], usage: [9, 4] } as const;

export const RESPONSE_EVENTS: readonly ChatStream[] = [
  responses('text', response(...BEGUN, ...textItem('Hello'), completed([message('Hello')])), {
    text: 'Hello',
    ...COMPLETED,
  }),
  responses(
    'a summary of the reasoning in two parts, then text',
    response(
      ...BEGUN,
      ...reasoningItem,
      ...textItem('Hello', 1),
      completed([REASONED, message('Hello')]),
    ),
    { reasoning: 'Hmso', text: 'Hello', ...COMPLETED },
  ),
  responses(
    'text, then two calls',
    response(
      ...BEGUN,
      ...textItem('Hello'),
      ...callItem(WEATHER, 1),
      ...callItem(TIME, 2),
      completed([message('Hello'), callOf(WEATHER), callOf(TIME)]),
    ),
    { text: 'Hello', calls: [WEATHER, TIME], usage: [9, 4], finish: ['tool-calls', 'completed'] },
  ),
  responses(
    'the input of a custom tool is text',
    response(
      ...BEGUN,
      event('response.output_item.added', {
        output_index: 0,
        item: { type: 'custom_tool_call', id: 'ct_1', call_id: 'call_1', name: 'sql', input: '' },
      }),
      event('response.custom_tool_call_input.delta', { output_index: 0, delta: 'SELECT ' }),
      event('response.custom_tool_call_input.delta', { output_index: 0, delta: '1' }),
      event('response.custom_tool_call_input.done', { output_index: 0, input: 'SELECT 1' }),
      completed([
        { type: 'custom_tool_call', id: 'ct_1', call_id: 'call_1', name: 'sql', input: 'SELECT 1' },
      ]),
    ),
    {
      calls: [{ id: 'call_1', name: 'sql', arguments: 'SELECT 1' }],
      usage: [9, 4],
      finish: ['tool-calls', 'completed'],
    },
  ),
  responses(
    'incomplete because of the token limit',
    response(
      ...BEGUN,
      ...textItem('Hello'),
      completed(
        [message('Hello')],
        { incomplete_details: { reason: 'max_output_tokens' } },
        'incomplete',
      ),
    ),
    { text: 'Hello', usage: [9, 4], finish: ['length', 'max_output_tokens'] },
  ),
  responses(
    'incomplete because of the content filter',
    response(
      ...BEGUN,
      ...textItem('Hello'),
      completed(
        [message('Hello')],
        { incomplete_details: { reason: 'content_filter' } },
        'incomplete',
      ),
    ),
    { text: 'Hello', usage: [9, 4], finish: ['content-filter', 'content_filter'] },
  ),
  responses(
    'a failed response',
    response(
      ...BEGUN,
      completed([], { error: { code: 'server_error', message: 'Out of luck' } }, 'failed'),
    ),
    {
      usage: [9, 4],
      error: { name: 'ChatError', code: 'server_error', reason: 'Out of luck' },
    },
  ),
  responses(
    'an error event without an object',
    response(
      ...BEGUN,
      event('error', { code: 'insufficient_quota', message: 'No credit', param: null }),
    ),
    { error: { name: 'ChatError', code: 'insufficient_quota', reason: 'No credit' } },
  ),
  responses(
    'an id of the item that changes with every event',
    response(
      ...BEGUN,
      ...textItem('Hello').map((one, at) =>
        'item_id' in one ? { ...one, item_id: `id_${at}` } : one,
      ),
      completed([message('Hello')]),
    ),
    { text: 'Hello', ...COMPLETED },
  ),
  responses(
    'an annotation of the text',
    response(
      ...BEGUN,
      ...textItem('Hello').slice(0, 4),
      event('response.output_text.annotation.added', {
        item_id: 'msg_1',
        output_index: 0,
        content_index: 0,
        annotation_index: 0,
        annotation: { type: 'url_citation', url: 'https://a.example/', title: 'A' },
      }),
      ...textItem('Hello').slice(4),
      completed([message('Hello')]),
    ),
    { text: 'Hello', sources: [{ url: 'https://a.example/', title: 'A' }], ...COMPLETED },
  ),
];
