// Ollama's /api/chat: no event stream, but a line of JSON for each piece.

import { headersFor } from './wire.js';

/** @param {unknown} value */
const line = (value) => `${JSON.stringify(value)}\n`;

/** @type {import('../types.js').WireFormat} */
export const ollama = {
  headers: headersFor('application/x-ndjson'),
  write({ created, model }) {
    const createdAt = new Date(created * 1000).toISOString();
    /** @param {string} content @param {Record<string, unknown>} members */
    const chunk = (content, members) =>
      line({ model, created_at: createdAt, message: { role: 'assistant', content }, ...members });
    return {
      begin: () => [],
      text: (piece) => [chunk(piece, { done: false })],
      finish: (reason) => [chunk('', { done_reason: reason, done: true })],
      fail: ({ message }) => [line({ error: message })],
    };
  },
};
