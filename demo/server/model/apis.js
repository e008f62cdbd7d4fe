// The request and the response format of each chat API.

import {
  anthropicMessages,
  geminiStream,
  ollamaChat,
  openaiChat,
  openaiResponses,
} from 'post-event-source/chat';

/** @import { ApiName, ChatMessage } from '../types.js' */

/**
 * @typedef {object} Api
 * @property {import('post-event-source/chat').ChatFormat} format
 * @property {(model: string) => string} path below the base URL
 * @property {(key: string) => Record<string, string>} [headers] the default is a bearer token
 * @property {(messages: ChatMessage[], model: string) => unknown} body
 */

/** The text of the system messages, and the other messages. @param {ChatMessage[]} messages */
function split(messages) {
  const isSystem = (/** @type {ChatMessage} */ { role }) => role === 'system';
  const system = messages.filter(isSystem).map(({ content }) => content);
  const others = messages.filter((message) => !isSystem(message));
  return { system: system.join('\n') || undefined, others };
}

/** @type {Record<ApiName, Api>} */
export const apis = {
  'openai-chat': {
    format: openaiChat,
    path: () => '/chat/completions',
    body: (messages, model) => {
      return { model, messages, stream: true, stream_options: { include_usage: true } };
    },
  },
  'openai-responses': {
    format: openaiResponses,
    path: () => '/responses',
    body: (input, model) => ({ model, input, stream: true }),
  },
  anthropic: {
    format: anthropicMessages,
    path: () => '/messages',
    headers: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
    body: (messages, model) => {
      const { system, others } = split(messages);
      return { model, max_tokens: 4096, system, messages: others, stream: true };
    },
  },
  gemini: {
    format: geminiStream,
    path: (model) => `/models/${encodeURIComponent(model)}:streamGenerateContent?alt=sse`,
    headers: (key) => ({ 'x-goog-api-key': key }),
    body: (messages) => {
      const { system, others } = split(messages);
      return {
        systemInstruction: system && { parts: [{ text: system }] },
        contents: others.map(({ role, content }) => ({
          role: role === 'assistant' ? 'model' : 'user',
          parts: [{ text: content }],
        })),
      };
    },
  },
  ollama: {
    format: ollamaChat,
    path: () => '/chat',
    body: (messages, model) => ({ model, messages, stream: true }),
  },
};
