// Ollama's /api/chat: no event stream, but a line of JSON for each piece, and tool calls whole.

import { headersFor } from './wire.js';
import { argumentsOf, writerOf } from './writer.js';

/** @param {unknown} value */
const line = (value) => `${JSON.stringify(value)}\n`;

/** @type {import('../types.js').WireFormat} */
export const ollama = {
  headers: headersFor('application/x-ndjson'),
  write({ created, model }) {
    const createdAt = new Date(created * 1000).toISOString();
    /** @param {Record<string, unknown>} said @param {Record<string, unknown>} [members] */
    const chunk = (said, members = { done: false }) =>
      line({
        model,
        created_at: createdAt,
        message: { role: 'assistant', content: '', ...said },
        ...members,
      });
    return writerOf({
      begin: () => [],
      delta({ type }, text) {
        if (type === 'tool-call') return [];
        return [chunk(type === 'reasoning' ? { thinking: text } : { content: text })];
      },
      stop: (block) =>
        block.type === 'tool-call'
          ? [
              chunk({
                tool_calls: [{ function: { name: block.name, arguments: argumentsOf(block) } }],
              }),
            ]
          : [],
      finish: (reason, usage) => [
        chunk(
          {},
          {
            done_reason: reason === 'length' ? 'length' : 'stop',
            done: true,
            prompt_eval_count: usage?.inputTokens,
            eval_count: usage?.outputTokens,
          },
        ),
      ],
      fail: ({ message }) => [line({ error: message })],
    });
  },
};
