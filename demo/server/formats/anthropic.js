// Anthropic's Messages API: named events around the blocks of a message, with a ping among them.

import { eventStreamHeaders, named } from './wire.js';

/** @type {import('../types.js').WireFormat} */
export const anthropic = {
  headers: eventStreamHeaders,
  write({ id, model }) {
    let pieces = 0;
    return {
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
        named({
          type: 'content_block_start',
          index: 0,
          content_block: { type: 'text', text: '' },
        }),
        named({ type: 'ping' }),
      ],
      text(piece) {
        pieces += 1;
        return [
          named({
            type: 'content_block_delta',
            index: 0,
            delta: { type: 'text_delta', text: piece },
          }),
        ];
      },
      finish: () => [
        named({ type: 'content_block_stop', index: 0 }),
        named({
          type: 'message_delta',
          delta: { stop_reason: 'end_turn', stop_sequence: null },
          usage: { output_tokens: pieces },
        }),
        named({ type: 'message_stop' }),
      ],
      fail: ({ message }) => [named({ type: 'error', error: { type: 'api_error', message } })],
    };
  },
};
