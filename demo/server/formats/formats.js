// The formats that the demo's answers can have, by the names that CHAT_FORMAT chooses them by.

import { anthropic } from './anthropic.js';
import { gemini } from './gemini.js';
import { ollama } from './ollama.js';
import { numberedChunks, openaiChat } from './openai-chat.js';
import { openaiResponses } from './openai-responses.js';
import { vercel } from './vercel.js';

/** @type {Readonly<Record<import('../types.js').FormatName, import('../types.js').WireFormat>>} */
const formats = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  anthropic,
  gemini,
  vercel,
  ollama,
};

/**
 * @param {Record<string, string | undefined>} env
 * @returns {import('../types.js').FormatName | undefined} undefined for the demo's own
 */
export function readFormatName({ CHAT_FORMAT: name }) {
  if (!name) return undefined;
  if (!Object.hasOwn(formats, name)) {
    throw new Error(
      `CHAT_FORMAT must be one of ${Object.keys(formats).join(', ')}; got ${JSON.stringify(name)}.`,
    );
  }
  return /** @type {import('../types.js').FormatName} */ (name);
}

/** @param {import('../types.js').FormatName | undefined} name */
export const formatOf = (name) => (name === undefined ? numberedChunks : formats[name]);
