// The UI message stream of Vercel's AI SDK: parts without names, then [DONE].

import { data, eventStreamHeaders } from './wire.js';

/** @type {import('../types.js').WireFormat} */
export const vercel = {
  headers: { ...eventStreamHeaders, 'x-vercel-ai-ui-message-stream': 'v1' },
  write: ({ id: messageId }) => ({
    begin: () => [
      data({ type: 'start', messageId }),
      data({ type: 'start-step' }),
      data({ type: 'text-start', id: '0' }),
    ],
    text: (delta) => [data({ type: 'text-delta', id: '0', delta })],
    finish: () => [
      data({ type: 'text-end', id: '0' }),
      data({ type: 'finish-step' }),
      data({ type: 'finish' }),
      data('[DONE]'),
    ],
    fail: ({ message }) => [data({ type: 'error', errorText: message })],
  }),
};
