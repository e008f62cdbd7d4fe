// An answer in the format of a chat API, read through the package's preset for it.

import {
  anthropicMessages,
  chatText,
  geminiStream,
  ollamaChat,
  openaiChat,
  openaiResponses,
  vercelUiMessages,
} from 'post-event-source/chat';
import type { AnswerSource, ContextMessage } from './answer-source.js';

const presets = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  anthropic: anthropicMessages,
  gemini: geminiStream,
  vercel: vercelUiMessages,
  ollama: ollamaChat,
};

export type FormatName = keyof typeof presets;

/**
 * What a cut leaves of the answer is another matter in each API. Two of them go on within one call; after a call that has
 * failed, the question has to be asked again.
 */
export function presetAnswer(
  name: FormatName,
  id: string,
  messages: ContextMessage[],
): AnswerSource {
  return {
    canResume: false,
    read: (options) =>
      chatText('/api/chat', {
        ...options,
        format: presets[name],
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        // The id is what the AI SDK's chats go on by.
        body: JSON.stringify({ messages, ...(name === 'vercel' && { id }) }),
      }),
  };
}
