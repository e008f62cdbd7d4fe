// Anthropic's Messages API: named events around the blocks of a message, with a ping among them.

import { eventStreamHeaders, named } from './wire.js';
import { writerOf } from './writer.js';

/** @type {Partial<Record<import('post-event-source/chat').FinishReason, string>>} */
const words = {
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  'content-filter': 'refusal',
  refusal: 'refusal',
};

/** @param {import('./writer.js').Block} block */
function contentBlock({ type, id, name }) {
  if (type === 'tool-call') return { type: 'tool_use', id, name, input: {} };
  return type === 'reasoning'
    ? { type: 'thinking', thinking: '', signature: '' }
    : { type: 'text', text: '' };
}

/** @param {import('./writer.js').Block} block @param {string} content */
function deltaOf({ type }, content) {
  if (type === 'tool-call') return { type: 'input_json_delta', partial_json: content };
  return type === 'reasoning'
    ? { type: 'thinking_delta', thinking: content }
    : { type: 'text_delta', text: content };
}

/** @type {import('../types.js').WireFormat} */
export const anthropic = {
  headers: eventStreamHeaders,
  write: ({ id, model }) =>
    writerOf({
      begin: () => [
        named({
          type: 'message_start',
          message: {
            id,
            type: 'message',
            role: 'assistant',
            model,
            content: [],
            stop_reason: null,
            stop_sequence: null,
            usage: { input_tokens: 0, output_tokens: 0 },
          },
        }),
        named({ type: 'ping' }),
      ],
      start: (block) => [
        named({
          type: 'content_block_start',
          index: block.number,
          content_block: contentBlock(block),
        }),
      ],
      delta: (block, content) => [
        named({
          type: 'content_block_delta',
          index: block.number,
          delta: deltaOf(block, content),
        }),
      ],
      stop: ({ number }) => [named({ type: 'content_block_stop', index: number })],
      finish: (reason, usage) => [
        named({
          type: 'message_delta',
          delta: { stop_reason: words[reason] ?? 'end_turn', stop_sequence: null },
          usage: { input_tokens: usage?.inputTokens, output_tokens: usage?.outputTokens },
        }),
        named({ type: 'message_stop' }),
      ],
      fail: ({ message }) => [named({ type: 'error', error: { type: 'api_error', message } })],
    }),
};
