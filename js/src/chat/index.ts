// The names of the package's second entry, `post-event-source/chat`, and nothing else.
export { anthropicMessages } from './anthropic-messages.js';
export { batched } from './batch.js';
export type { BatchedOptions } from './batch.js';
export { ChatError } from './chat-error.js';
export type { ChatCall, ChatFailure, ChatFormat, Continuation } from './chat-format.js';
export { chatText } from './chat-text.js';
export type { ChatTextInit } from './chat-text.js';
export { geminiStream } from './gemini-stream.js';
export { ollamaChat } from './ollama-chat.js';
export { openaiChat } from './openai-chat.js';
export { openaiResponses } from './openai-responses.js';
export { vercelUiMessages } from './vercel-ui-messages.js';
