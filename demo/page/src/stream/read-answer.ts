// Requests an answer and yields its parts, in the demo's own format or in that of a chat API.

import {
  anthropicMessages,
  chatParts,
  geminiStream,
  ollamaChat,
  openaiChat,
  openaiResponses,
  vercelUiMessages,
  type ChatInit,
  type ChatPart,
} from 'post-event-source/chat';

const presets = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  anthropic: anthropicMessages,
  gemini: geminiStream,
  vercel: vercelUiMessages,
  ollama: ollamaChat,
};

export type FormatName = keyof typeof presets;

export interface ContextMessage {
  role: 'user' | 'assistant';
  content: string;
}

export type ReadOptions = Pick<ChatInit, 'retry' | 'timeouts' | 'onretry' | 'onstate' | 'signal'>;

/**
 * @param name - Of the format; undefined for the demo's own: OpenAI's chunks, each with an ID to continue from.
 * @param id - Of the answer, chosen by the page.
 */
export function readAnswer(
  name: FormatName | undefined,
  id: string,
  messages: ContextMessage[],
  options: ReadOptions,
): AsyncGenerator<ChatPart> {
  return chatParts('/api/chat', {
    ...options,
    format: presets[name ?? 'openai-chat'],
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    // The AI SDK's chats continue by the id in the body.
    body: JSON.stringify({ messages, ...(name === 'vercel' && { id }) }),
    // The server finds the answer by this key: a repeated question is not answered twice.
    idempotencyKey: id,
    ...(name === undefined && {
      resume: 'last-event-id',
      dedupe: (message) => message.id,
      // Before the first event there is no ID to send, and the key is enough.
      retry: { ...options.retry, replay: true },
    }),
  });
}
