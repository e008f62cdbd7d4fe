// Gemini's streamGenerateContent with alt=sse: CRLF, no names, and an end that only a finishReason tells.

import { data, eventStreamHeaders } from './wire.js';

/** @param {unknown} value */
const event = (value) => data(value).replaceAll('\n', '\r\n');

/** @type {import('../types.js').WireFormat} */
export const gemini = {
  headers: eventStreamHeaders,
  write({ id, model }) {
    /** @param {string} text @param {Record<string, string>} [members] */
    const chunk = (text, members) =>
      event({
        candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...members }],
        modelVersion: model,
        responseId: id,
      });
    return {
      begin: () => [],
      text: (piece) => [chunk(piece)],
      finish: () => [chunk('', { finishReason: 'STOP' })],
      fail: ({ message }) => [event({ error: { code: 500, message, status: 'INTERNAL' } })],
    };
  },
};
