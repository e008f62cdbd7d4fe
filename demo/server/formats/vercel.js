// The UI message stream of Vercel's AI SDK: parts without names, then [DONE].

import { data, eventStreamHeaders } from './wire.js';
import { argumentsOf, writerOf } from './writer.js';

/** @param {import('./writer.js').Block} block */
const kindOf = ({ type }) => (type === 'reasoning' ? 'reasoning' : 'text');

/** @type {import('../types.js').WireFormat} */
export const vercel = {
  headers: { ...eventStreamHeaders, 'x-vercel-ai-ui-message-stream': 'v1' },
  write: ({ id: messageId }) =>
    writerOf({
      begin: () => [data({ type: 'start', messageId }), data({ type: 'start-step' })],
      start: (block) => [
        block.type === 'tool-call'
          ? data({ type: 'tool-input-start', toolCallId: block.id, toolName: block.name })
          : data({ type: `${kindOf(block)}-start`, id: `${block.number}` }),
      ],
      delta: (block, content) => [
        block.type === 'tool-call'
          ? data({ type: 'tool-input-delta', toolCallId: block.id, inputTextDelta: content })
          : data({ type: `${kindOf(block)}-delta`, id: `${block.number}`, delta: content }),
      ],
      stop: (block) => [
        block.type === 'tool-call'
          ? data({
              type: 'tool-input-available',
              toolCallId: block.id,
              toolName: block.name,
              input: argumentsOf(block),
            })
          : data({ type: `${kindOf(block)}-end`, id: `${block.number}` }),
      ],
      finish: (reason, usage) => [
        data({ type: 'finish-step' }),
        data({
          type: 'finish',
          finishReason: reason === 'refusal' ? 'content-filter' : reason,
          messageMetadata: {
            usage: { inputTokens: usage?.inputTokens, outputTokens: usage?.outputTokens },
          },
        }),
        data('[DONE]'),
      ],
      fail: ({ message }) => [data({ type: 'error', errorText: message })],
    }),
};
