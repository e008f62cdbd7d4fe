// Tool calls whose fragments are hard to tell apart, and repeated content.
import {
  anthropicMessages,
  openaiResponses,
  vercelUiMessages,
} from '../../../../js/src/chat/index.js';
import { chunk, openai, say, STOPPED } from './completions.js';
import { events, namedEvents, typed, type ChatStream } from './stream.js';

const calls = (...tool_calls: readonly object[]): object => chunk({ tool_calls });
const fragment = (index: unknown, id: unknown, name: unknown, input: unknown): object => ({
  ...(index !== undefined && { index }),
  ...(id !== undefined && { id }),
  function: { ...(name !== undefined && { name }), arguments: input },
});
const end = chunk({}, 'tool_calls');
const CALLED = ['tool-calls', 'tool_calls'] as const;

const weather = { id: 'a', name: 'weather', arguments: '{"city":1}' };
const time = { id: 'b', name: 'time', arguments: '{}' };

export const TOOL_CALL_KINDS: readonly ChatStream[] = [
  openai(
    'tool-call identity: later fragments with empty IDs and names',
    events(
      calls(fragment(0, 'a', 'weather', '')),
      calls(fragment(0, '', '', '{"city"')),
      calls(fragment(0, 'null', 'null', ':')),
      calls(fragment(0, null, null, '1}')),
      end,
    ),
    { calls: [weather], finish: CALLED },
  ),
  ...[undefined, -1, 0].map((index) =>
    openai(
      `tool-call identity: the index is always ${String(index)}, and a new ID starts a new call`,
      events(
        calls(fragment(index, 'a', 'weather', '')),
        calls(fragment(index, undefined, undefined, '{"city":1}')),
        calls(fragment(index, 'b', 'time', '')),
        calls(fragment(index, undefined, undefined, '{}')),
        end,
      ),
      { calls: [weather, time], finish: CALLED },
    ),
  ),
  openai(
    'tool-call identity: whole calls without an index in one list',
    events(
      calls(
        fragment(undefined, 'a', 'weather', '{"city":1}'),
        fragment(undefined, 'b', 'time', '{}'),
      ),
      end,
    ),
    { calls: [weather, time], finish: CALLED },
  ),
  openai(
    'tool-call identity: neither indexes nor IDs',
    events(
      calls(fragment(undefined, undefined, 'weather', '{"city":1}')),
      calls(fragment(undefined, undefined, 'time', '{}')),
      end,
    ),
    {
      calls: [
        { name: 'weather', arguments: '{"city":1}' },
        { name: 'time', arguments: '{}' },
      ],
      finish: CALLED,
    },
  ),
  openai(
    'tool-call identity: the ID is repeated with every fragment, at index 0',
    events(
      calls(fragment(0, 'a', 'weather', '')),
      calls(fragment(0, 'b', 'time', '')),
      calls(fragment(0, 'a', 'weather', '{"city":1}')),
      calls(fragment(0, 'b', 'time', '{}')),
      end,
    ),
    { calls: [weather, time], finish: CALLED },
  ),
  openai(
    'tool-call identity: the name after the arguments',
    events(
      calls(fragment(0, 'a', undefined, '{"city":1}')),
      calls(fragment(0, undefined, 'weather', '')),
      end,
    ),
    { calls: [weather], finish: CALLED },
  ),
  {
    name: 'tool-call identity: item IDs that change with every event',
    format: openaiResponses,
    body: namedEvents(
      typed('response.output_item.added', {
        output_index: 0,
        item: { type: 'function_call', id: '1', call_id: 'a', name: 'weather' },
      }),
      typed('response.output_item.added', {
        output_index: 1,
        item: { type: 'function_call', id: '2', call_id: 'b', name: 'time' },
      }),
      typed('response.function_call_arguments.delta', {
        output_index: 0,
        item_id: '3',
        delta: '{"city"',
      }),
      typed('response.function_call_arguments.delta', {
        output_index: 1,
        item_id: '4',
        delta: '{}',
      }),
      typed('response.function_call_arguments.delta', {
        output_index: 0,
        item_id: '5',
        delta: ':1}',
      }),
      typed('response.completed', { response: { status: 'completed' } }),
    ),
    expected: { calls: [weather, time], finish: ['tool-calls', 'completed'] },
  },
  openai(
    'arguments that are an object',
    events(calls(fragment(0, 'a', 'weather', { city: 1 })), end),
    {
      calls: [weather],
      finish: CALLED,
    },
  ),
  openai(
    'a call without arguments',
    events(calls({ index: 0, id: 'b', function: { name: 'time' } }), end),
    {
      calls: [time],
      finish: CALLED,
    },
  ),
];

export const REPEATED_KINDS: readonly ChatStream[] = [
  openai(
    'the whole again: a closing chunk with the complete message',
    events(say('Hel'), say('lo'), {
      object: 'chat.completion',
      choices: [
        { index: 0, message: { content: 'Hello', role: 'assistant' }, finish_reason: 'stop' },
      ],
      usage: { prompt_tokens: 9, completion_tokens: 2 },
    }),
    { text: 'Hello', usage: [9, 2], finish: STOPPED },
  ),
  openai(
    'the whole again: the message so far beside each delta',
    events(
      { choices: [{ delta: { content: 'Hel' }, message: { content: 'Hel' } }] },
      {
        choices: [
          { delta: { content: 'lo' }, message: { content: 'Hello' }, finish_reason: 'stop' },
        ],
      },
    ),
    { text: 'Hello', finish: STOPPED },
  ),
  openai(
    'the whole again: text mirrors the delta',
    events(
      { choices: [{ index: 0, text: 'Hel', delta: { content: 'Hel' } }] },
      { choices: [{ index: 0, text: 'lo', delta: { content: 'lo' }, finish_reason: 'stop' }] },
    ),
    { text: 'Hello', finish: STOPPED },
  ),
  openai(
    'the whole again: reasoning in its field and between <think> tags',
    events(
      chunk({ reasoning_content: 'H', content: '<thi' }),
      chunk({ reasoning_content: 'm', content: 'nk>\nH' }),
      chunk({ content: 'm</th' }),
      chunk({ content: 'ink>\n\n' }),
      say('Hel'),
      say('lo <think>', 'stop'),
    ),
    { reasoning: 'Hm', text: 'Hello <think>', finish: STOPPED },
  ),
  openai(
    'reasoning between <think> tags alone is text, as the server sends it',
    events(say('<think>Hm</think>Hello', 'stop')),
    {
      text: '<think>Hm</think>Hello',
      finish: STOPPED,
    },
  ),
  openai(
    'text that begins like a tag is text',
    events(chunk({ reasoning_content: 'Hm' }), say('<th'), say('e>', 'stop')),
    {
      reasoning: 'Hm',
      text: '<the>',
      finish: STOPPED,
    },
  ),
  {
    name: 'the whole again: input of a UI tool behind its fragments',
    format: vercelUiMessages,
    body: events(
      { type: 'tool-input-start', toolCallId: 'a', toolName: 'weather' },
      { type: 'tool-input-delta', toolCallId: 'a', inputTextDelta: '{"city":1}' },
      { type: 'tool-input-available', toolCallId: 'a', toolName: 'weather', input: { city: 1 } },
      { type: 'finish', finishReason: 'tool-calls' },
    ),
    expected: { calls: [weather], finish: ['tool-calls', 'tool-calls'] },
  },
  {
    name: 'the whole at the start: a tool of Anthropic with its input in the first event',
    format: anthropicMessages,
    body: namedEvents(
      typed('content_block_start', {
        index: 0,
        content_block: { type: 'tool_use', id: 'a', name: 'weather', input: { city: 1 } },
      }),
      typed('content_block_stop', { index: 0 }),
      typed('message_delta', { delta: { stop_reason: 'tool_use' } }),
    ),
    expected: { calls: [weather], finish: ['tool-calls', 'tool_use'] },
  },
];
