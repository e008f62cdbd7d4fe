// Gemini's streamGenerateContent with alt=sse: CRLF, no names, whole tool calls, and an end that only a finishReason marks.

import { data, eventStreamHeaders } from './wire.js';
import { argumentsOf, writerOf } from './writer.js';

/** @type {Partial<Record<import('post-event-source/chat').FinishReason, string>>} */
const words = { length: 'MAX_TOKENS', 'content-filter': 'SAFETY', refusal: 'SAFETY' };

/** @param {unknown} value */
const event = (value) => data(value).replaceAll('\n', '\r\n');

/** @type {import('../types.js').WireFormat} */
export const gemini = {
  headers: eventStreamHeaders,
  write({ id, model }) {
    /** @param {Record<string, unknown>} part @param {Record<string, string>} [candidate] @param {Record<string, unknown>} [more] */
    const chunk = (part, candidate, more) =>
      event({
        candidates: [{ content: { parts: [part], role: 'model' }, index: 0, ...candidate }],
        modelVersion: model,
        responseId: id,
        ...more,
      });
    return writerOf({
      begin: () => [],
      delta({ type }, text) {
        if (type === 'tool-call') return [];
        return [chunk(type === 'reasoning' ? { text, thought: true } : { text })];
      },
      stop: (block) =>
        block.type === 'tool-call'
          ? [chunk({ functionCall: { id: block.id, name: block.name, args: argumentsOf(block) } })]
          : [],
      finish: (reason, usage) => [
        chunk(
          { text: '' },
          { finishReason: words[reason] ?? 'STOP' },
          usage && {
            usageMetadata: {
              promptTokenCount: usage.inputTokens,
              candidatesTokenCount: usage.outputTokens,
            },
          },
        ),
      ],
      fail: ({ message }) => [event({ error: { code: 500, message, status: 'INTERNAL' } })],
    });
  },
};
