// OpenAI's chat.completions chunks: one for the role, one for each piece, one for the finish reason, then [DONE].

import { errorBody } from '../api-error.js';
import { data, eventStreamHeaders } from './wire.js';

/** @type {import('../types.js').WireFormat} */
export const openaiChat = {
  headers: eventStreamHeaders,
  write({ id, created, model }) {
    /** @param {Record<string, string>} delta @param {string | null} finishReason */
    const chunk = (delta, finishReason) =>
      data({
        id,
        object: 'chat.completion.chunk',
        created,
        model,
        choices: [{ index: 0, delta, finish_reason: finishReason }],
      });
    return {
      begin: () => [chunk({ role: 'assistant', content: '' }, null)],
      text: (piece) => [chunk({ content: piece }, null)],
      finish: (reason) => [chunk({}, reason), data('[DONE]')],
      fail: (error) => [data(errorBody(error))],
    };
  },
};

/**
 * The demo's own: the same chunks, each with an id to resume from, which OpenAI does not give.
 * @type {import('../types.js').WireFormat}
 */
export const numberedChunks = {
  headers: openaiChat.headers,
  write(answer) {
    const { begin, text, finish, fail } = openaiChat.write(answer);
    let position = 0;
    /** @param {string[]} events */
    const number = (events) => events.map((event) => `id: ${answer.id}:${position++}\n${event}`);
    return {
      begin: () => number(begin()),
      text: (piece) => number(text(piece)),
      finish: (reason) => number(finish(reason)),
      fail: (error) => number(fail(error)),
    };
  },
};
