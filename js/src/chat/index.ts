// The public names of the second entry, `post-event-source/chat`.
export { batched } from './batch.js';
export type { BatchedOptions } from './batch.js';
export { ChatError } from './chat-error.js';
export type { ChatAnswer, ChatCall, ChatFormat, ChatReader, MessageShape } from './chat-format.js';
export type { ChatInit, ResponseChatInit } from './chat-init.js';
export type {
  ChatEnd,
  ChatPart,
  FinishPart,
  FinishReason,
  OtherPart,
  SourcePart,
  TextPart,
  ToolCallPart,
  UsagePart,
} from './chat-part.js';
export { chatFetch } from './chat-fetch.js';
export type { ChatFetchOptions } from './chat-fetch.js';
export { ChatPartStream } from './chat-part-stream.js';
export type { ChatPartStreamConstructor, ChatPartStreamOptions } from './chat-part-stream.js';
export { chatParts } from './chat-parts.js';
export { chatText } from './chat-text.js';
export { aguiEvents } from './formats/agui-events.js';
export { anthropicMessages } from './formats/anthropic-messages.js';
export { cohereChat } from './formats/cohere-chat.js';
export { geminiStream } from './formats/gemini-stream.js';
export { mcpToolCall } from './formats/mcp-tool-call.js';
export { ollamaChat } from './formats/ollama-chat.js';
export { openaiChat } from './formats/openai-chat.js';
export { openaiResponses } from './formats/openai-responses.js';
export { vercelUiMessages } from './formats/vercel-ui-messages.js';
export { workersAi } from './formats/workers-ai.js';
export type { Json } from './formats/shared/json.js';
export type { ToolCallFragment } from './formats/shared/tool-calls.js';
