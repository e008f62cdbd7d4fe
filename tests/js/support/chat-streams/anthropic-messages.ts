// Where Anthropic Messages has its parts.
import { anthropicMessages } from '../../../../js/src/chat/index.js';
import { namedEvents, JSON_TYPE, typed, WEATHER, TIME, type ChatStream } from './stream.js';

const started = (index: number, content_block: object): { type: string } =>
  typed('content_block_start', { index, content_block });
const delta = (index: number, part: object): { type: string } =>
  typed('content_block_delta', { index, delta: part });
const stopped = (index: number): { type: string } => typed('content_block_stop', { index });
const anthropicEnd = (stop_reason: string): { type: string }[] => [
  typed('message_delta', {
    delta: { stop_reason, stop_sequence: null },
    usage: { output_tokens: 15 },
  }),
  typed('message_stop'),
];
const ANTHROPIC_START = typed('message_start', {
  message: {
    id: 'msg_7',
    type: 'message',
    role: 'assistant',
    content: [],
    stop_reason: null,
    usage: { input_tokens: 9, output_tokens: 1 },
  },
});

export const ANTHROPIC_PARTS: readonly ChatStream[] = [
  {
    name: 'Anthropic: thinking, text, calls, a citation, usage',
    format: anthropicMessages,
    body: namedEvents(
      ANTHROPIC_START,
      started(0, { type: 'thinking', thinking: '', signature: '' }),
      typed('ping'),
      delta(0, { type: 'thinking_delta', thinking: 'Hm' }),
      delta(0, { type: 'signature_delta', signature: 'c2ln' }),
      stopped(0),
      started(1, { type: 'text', text: '' }),
      delta(1, { type: 'text_delta', text: 'Hel' }),
      delta(1, { type: 'citations_delta', citation: { url: 'https://a.example/', title: 'A' } }),
      delta(1, { type: 'text_delta', text: 'lo' }),
      stopped(1),
      started(2, { type: 'tool_use', id: 'call_1', name: 'weather', input: {} }),
      delta(2, { type: 'input_json_delta', partial_json: '' }),
      delta(2, { type: 'input_json_delta', partial_json: '{"city":' }),
      delta(2, { type: 'input_json_delta', partial_json: '"Oslo"}' }),
      stopped(2),
      started(3, { type: 'tool_use', id: 'call_2', name: 'time', input: {} }),
      stopped(3),
      ...anthropicEnd('tool_use'),
    ),
    expected: {
      reasoning: 'Hm',
      text: 'Hello',
      calls: [WEATHER, TIME],
      sources: [{ url: 'https://a.example/', title: 'A' }],
      usage: [9, 15],
      finish: ['tool-calls', 'tool_use'],
    },
  },
  ...(
    [
      ['end_turn', 'stop'],
      ['stop_sequence', 'stop'],
      ['max_tokens', 'length'],
      ['refusal', 'refusal'],
      ['pause_turn', 'other'],
      ['model_context_window_exceeded', 'length'],
    ] as const
  ).map(([raw, reason]) => ({
    name: `Anthropic: the stop reason ${raw}`,
    format: anthropicMessages,
    body: namedEvents(...anthropicEnd(raw)),
    expected: { usage: [undefined, 15] as const, finish: [reason, raw] as const },
  })),
  {
    name: 'Anthropic: a whole message',
    format: anthropicMessages,
    type: JSON_TYPE,
    body: JSON.stringify({
      type: 'message',
      id: 'msg_7',
      content: [
        { type: 'thinking', thinking: 'Hm', signature: 'c2ln' },
        { type: 'text', text: 'Hello' },
        { type: 'tool_use', id: 'call_1', name: 'weather', input: { city: 'Oslo' } },
      ],
      stop_reason: 'tool_use',
      usage: { input_tokens: 9, output_tokens: 15 },
    }),
    expected: {
      reasoning: 'Hm',
      text: 'Hello',
      calls: [WEATHER],
      usage: [9, 15],
      finish: ['tool-calls', 'tool_use'],
    },
  },
];
