// Where OpenAI's Responses API has its parts.
import { openaiResponses } from '../../../../js/src/chat/index.js';
import { namedEvents, JSON_TYPE, typed, WEATHER, type ChatStream } from './stream.js';

const RESPONSE_ITEMS = [
  typed('reasoning', { id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm' }] }),
  typed('message', {
    id: 'msg_1',
    content: [
      {
        type: 'output_text',
        text: 'Hello',
        annotations: [{ type: 'url_citation', url: 'https://a.example/', title: 'A' }],
      },
    ],
  }),
  typed('function_call', {
    id: 'fc_1',
    call_id: 'call_1',
    name: 'weather',
    arguments: '{"city":"Oslo"}',
  }),
];
const RESPONSE_USAGE = { input_tokens: 9, output_tokens: 15 };
const RESPONSE_PARTS = {
  reasoning: 'Hm',
  text: 'Hello',
  calls: [WEATHER],
  sources: [{ url: 'https://a.example/', title: 'A' }],
  usage: [9, 15],
  finish: ['tool-calls', 'completed'],
} as const;
const responses = (
  name: string,
  ...messages: { type: string }[]
): Pick<ChatStream, 'name' | 'format' | 'body'> => ({
  name: `Responses: ${name}`,
  format: openaiResponses,
  body: namedEvents(...messages),
});
const outputText = (delta: string, output_index = 0, item_id = 'msg_1'): { type: string } =>
  typed('response.output_text.delta', { output_index, item_id, content_index: 0, delta });
const last = (type: string, response: object): { type: string } =>
  typed(`response.${type}`, { response });

export const RESPONSES_PARTS: readonly ChatStream[] = [
  {
    ...responses(
      'reasoning summary, text, a call, a source, usage',
      last('created', { id: 'resp_7', status: 'in_progress', usage: null }),
      last('in_progress', { id: 'resp_7', status: 'in_progress' }),
      typed('response.output_item.added', {
        output_index: 0,
        item: typed('reasoning', { summary: [] }),
      }),
      typed('response.reasoning_summary_part.added', { output_index: 0, part: {} }),
      typed('response.reasoning_summary_text.delta', { output_index: 0, delta: 'Hm' }),
      typed('response.reasoning_summary_text.done', { output_index: 0, text: 'Hm' }),
      typed('response.output_item.done', { output_index: 0, item: RESPONSE_ITEMS[0] }),
      typed('response.output_item.added', {
        output_index: 1,
        item: typed('message', { content: [] }),
      }),
      typed('response.content_part.added', { output_index: 1, part: {} }),
      outputText('Hel', 1, 'one'),
      outputText('lo', 1, 'another'),
      typed('response.output_text.annotation.added', {
        output_index: 1,
        annotation: { type: 'url_citation', url: 'https://a.example/', title: 'A' },
      }),
      typed('response.output_text.done', { output_index: 1, text: 'Hello' }),
      typed('response.content_part.done', { output_index: 1, part: {} }),
      typed('response.output_item.done', { output_index: 1, item: RESPONSE_ITEMS[1] }),
      typed('response.output_item.added', {
        output_index: 2,
        item: typed('function_call', { call_id: 'call_1', name: 'weather', arguments: '' }),
      }),
      typed('response.function_call_arguments.delta', {
        output_index: 2,
        item_id: 'x',
        delta: '{"city":',
      }),
      typed('response.function_call_arguments.delta', {
        output_index: 2,
        item_id: 'y',
        delta: '"Oslo"}',
      }),
      typed('response.function_call_arguments.done', {
        output_index: 2,
        arguments: '{"city":"Oslo"}',
      }),
      typed('response.output_item.done', { output_index: 2, item: RESPONSE_ITEMS[2] }),
      last('completed', { status: 'completed', output: RESPONSE_ITEMS, usage: RESPONSE_USAGE }),
    ),
    expected: RESPONSE_PARTS,
  },
  {
    ...responses(
      'everything in the last message',
      last('completed', { status: 'completed', output: RESPONSE_ITEMS, usage: RESPONSE_USAGE }),
    ),
    expected: RESPONSE_PARTS,
  },
  {
    name: 'Responses: a whole response',
    format: openaiResponses,
    type: JSON_TYPE,
    body: JSON.stringify(
      {
        object: 'response',
        status: 'completed',
        error: null,
        output: RESPONSE_ITEMS,
        usage: RESPONSE_USAGE,
      },
      undefined,
      2,
    ),
    expected: RESPONSE_PARTS,
  },
  {
    ...responses(
      'reasoning text, and a refusal',
      typed('response.reasoning_text.delta', { output_index: 0, delta: 'Hm' }),
      typed('response.refusal.delta', { output_index: 1, delta: 'I cannot' }),
      last('completed', { status: 'completed' }),
    ),
    expected: { reasoning: 'Hm', refusal: 'I cannot', finish: ['stop', 'completed'] },
  },
  ...(
    [
      ['max_output_tokens', 'length'],
      ['content_filter', 'content-filter'],
    ] as const
  ).map(([raw, reason]) => ({
    ...responses(
      `incomplete because of ${raw}`,
      outputText('Hel'),
      last('incomplete', { status: 'incomplete', incomplete_details: { reason: raw } }),
    ),
    expected: { text: 'Hel', finish: [reason, raw] as const },
  })),
  {
    ...responses(
      'an image is a message that is not known',
      typed('response.image_generation_call.partial_image', {
        output_index: 0,
        partial_image_b64: 'aQ==',
      }),
      last('completed', { status: 'completed' }),
    ),
    expected: {
      others: [
        '{"type":"response.image_generation_call.partial_image","output_index":0,"partial_image_b64":"aQ=="}',
      ],
      finish: ['stop', 'completed'],
    },
  },
];
