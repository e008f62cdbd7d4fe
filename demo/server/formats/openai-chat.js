// OpenAI's chat.completions chunks: the role, a chunk for each piece, the finish reason, the token counts, then [DONE].

import { errorBody } from '../api-error.js';
import { data, eventStreamHeaders } from './wire.js';
import { writerOf } from './writer.js';

/** @type {Partial<Record<import('post-event-source/chat').FinishReason, string>>} */
const words = {
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
};

const members = { text: 'content', reasoning: 'reasoning_content', refusal: 'refusal' };

/** @type {import('../types.js').WireFormat} */
export const openaiChat = {
  headers: eventStreamHeaders,
  write({ id, created, model }) {
    let calls = 0;
    /** @param {unknown[]} choices @param {Record<string, unknown>} [more] */
    const chunk = (choices, more) =>
      data({ id, object: 'chat.completion.chunk', created, model, choices, ...more });
    /** @param {Record<string, unknown>} delta @param {string | null} [finishReason] */
    const choice = (delta, finishReason = null) =>
      chunk([{ index: 0, delta, finish_reason: finishReason }]);
    return writerOf({
      begin: () => [choice({ role: 'assistant', content: '' })],
      start({ type, id: callId, name }) {
        if (type !== 'tool-call') return [];
        const call = { id: callId, type: 'function', function: { name, arguments: '' } };
        return [choice({ tool_calls: [{ index: calls++, ...call }] })];
      },
      delta({ type }, content) {
        if (type !== 'tool-call') return [choice({ [members[type]]: content })];
        return [choice({ tool_calls: [{ index: calls - 1, function: { arguments: content } }] })];
      },
      finish: (reason, usage) => [
        choice({}, words[reason] ?? 'stop'),
        ...(usage
          ? [
              chunk([], {
                usage: { prompt_tokens: usage.inputTokens, completion_tokens: usage.outputTokens },
              }),
            ]
          : []),
        data('[DONE]'),
      ],
      fail: (error) => [data(errorBody(error))],
    });
  },
};

/**
 * The demo's own: the same chunks, each with an id to resume from, which OpenAI does not give.
 * @type {import('../types.js').WireFormat}
 */
export const numberedChunks = {
  headers: openaiChat.headers,
  write(answer) {
    const { begin, part, fail } = openaiChat.write(answer);
    let position = 0;
    /** @param {string[]} events */
    const number = (events) => events.map((event) => `id: ${answer.id}:${position++}\n${event}`);
    return {
      begin: () => number(begin()),
      part: (written) => number(part(written)),
      fail: (error) => number(fail(error)),
    };
  },
};
