// How each chat API is asked for an answer: its settings, its address, its headers, its body, and how the answer is read.

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
 * @property {string} owner of its settings
 * @property {{ model: string, example: string }} defaults
 * @property {import('post-event-source/chat').ChatFormat} format
 * @property {(model: string) => string} path below the base address
 * @property {(key: string) => Record<string, string>} headers that open it
 * @property {(messages: ChatMessage[], model: string) => unknown} body
 */

/** @param {string} key */
const bearer = (key) => ({ authorization: `Bearer ${key}` });

/** @param {ChatMessage[]} messages */
const systemOf = (messages) =>
  messages
    .filter(({ role }) => role === 'system')
    .map(({ content }) => content)
    .join('\n');

/** @param {ChatMessage[]} messages */
const spoken = (messages) => messages.filter(({ role }) => role !== 'system');

const anthropicTokens = 4096;

/** @type {Record<import('../types.js').FormatName, Api>} */
export const apis = {
  'openai-chat': {
    owner: 'OPENAI',
    defaults: { model: 'gpt-4o-mini', example: 'http://localhost:11434/v1' },
    format: openaiChat,
    path: () => '/chat/completions',
    headers: bearer,
    body: (messages, model) => ({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    }),
  },
  'openai-responses': {
    owner: 'OPENAI',
    defaults: { model: 'gpt-4o-mini', example: 'https://api.openai.com/v1' },
    format: openaiResponses,
    path: () => '/responses',
    headers: bearer,
    body: (input, model) => ({ model, input, stream: true }),
  },
  anthropic: {
    owner: 'ANTHROPIC',
    defaults: { model: 'claude-sonnet-4-5', example: 'https://api.anthropic.com/v1' },
    format: anthropicMessages,
    path: () => '/messages',
    headers: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
    body(messages, model) {
      const system = systemOf(messages);
      return {
        model,
        max_tokens: anthropicTokens,
        ...(system !== '' && { system }),
        messages: spoken(messages),
        stream: true,
      };
    },
  },
  gemini: {
    owner: 'GEMINI',
    defaults: {
      model: 'gemini-2.5-flash',
      example: 'https://generativelanguage.googleapis.com/v1beta',
    },
    format: geminiStream,
    path: (model) => `/models/${encodeURIComponent(model)}:streamGenerateContent?alt=sse`,
    headers: (key) => ({ 'x-goog-api-key': key }),
    body(messages) {
      const system = systemOf(messages);
      return {
        ...(system !== '' && { systemInstruction: { parts: [{ text: system }] } }),
        contents: spoken(messages).map(({ role, content }) => ({
          role: role === 'assistant' ? 'model' : 'user',
          parts: [{ text: content }],
        })),
      };
    },
  },
  vercel: {
    owner: 'VERCEL',
    defaults: { model: 'default', example: 'http://localhost:3000/api/chat' },
    format: vercelUiMessages,
    path: () => '',
    headers: bearer,
    body: (messages) => ({
      messages: messages.map(({ role, content }, index) => ({
        id: String(index),
        role,
        parts: [{ type: 'text', text: content }],
      })),
    }),
  },
  ollama: {
    owner: 'OLLAMA',
    defaults: { model: 'llama3.2', example: 'http://localhost:11434/api' },
    format: ollamaChat,
    path: () => '/chat',
    headers: bearer,
    body: (messages, model) => ({ model, messages, stream: true }),
  },
};
