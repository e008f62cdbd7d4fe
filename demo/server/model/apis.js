// How each chat API is asked for an answer, and how the answer is read.

import {
  anthropicMessages,
  geminiStream,
  ollamaChat,
  openaiChat,
  openaiResponses,
  vercelUiMessages,
} from 'post-event-source/chat';

/** @typedef {import('../types.js').ChatMessage} ChatMessage */

/**
 * @typedef {object} Api
 * @property {import('post-event-source/chat').ChatFormat} format
 * @property {(model: string) => string} path below the base URL
 * @property {(key: string) => Record<string, string>} [headers] instead of a bearer token
 * @property {(messages: ChatMessage[], model: string) => unknown} body
 */

/** @param {ChatMessage[]} messages */
const systemOf = (messages) =>
  messages.flatMap(({ role, content }) => (role === 'system' ? content : [])).join('\n');

/** @param {ChatMessage[]} messages */
const spoken = (messages) => messages.filter(({ role }) => role !== 'system');

/** @type {Record<import('../types.js').ApiName, Api>} */
export const apis = {
  'openai-chat': {
    format: openaiChat,
    path: () => '/chat/completions',
    body: (messages, model) => ({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    }),
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
    body: (messages, model) => ({
      model,
      max_tokens: 4096,
      system: systemOf(messages) || undefined,
      messages: spoken(messages),
      stream: true,
    }),
  },
  gemini: {
    format: geminiStream,
    path: (model) => `/models/${encodeURIComponent(model)}:streamGenerateContent?alt=sse`,
    headers: (key) => ({ 'x-goog-api-key': key }),
    body: (messages) => ({
      systemInstruction: systemOf(messages) ? { parts: [{ text: systemOf(messages) }] } : undefined,
      contents: spoken(messages).map(({ role, content }) => ({
        role: role === 'assistant' ? 'model' : 'user',
        parts: [{ text: content }],
      })),
    }),
  },
  vercel: {
    format: vercelUiMessages,
    path: () => '',
    body: (messages) => ({
      messages: messages.map(({ role, content }, index) => ({
        id: String(index),
        role,
        parts: [{ type: 'text', text: content }],
      })),
    }),
  },
  ollama: {
    format: ollamaChat,
    path: () => '/chat',
    body: (messages, model) => ({ model, messages, stream: true }),
  },
};
