// The parts of each format: text, reasoning, tool calls, sources, token counts and finish reason.
import { OPENAI_PARTS } from '../support/chat-streams/openai-chat.js';
import { RESPONSES_PARTS } from '../support/chat-streams/openai-responses.js';
import { ANTHROPIC_PARTS } from '../support/chat-streams/anthropic-messages.js';
import { GEMINI_PARTS } from '../support/chat-streams/gemini-stream.js';
import { VERCEL_PARTS } from '../support/chat-streams/vercel-ui-messages.js';
import { OLLAMA_PARTS } from '../support/chat-streams/ollama-chat.js';
import { readsStreams } from '../support/read-streams.js';

readsStreams('parts of OpenAI chat completions', OPENAI_PARTS);
readsStreams('parts of OpenAI Responses', RESPONSES_PARTS);
readsStreams('parts of Anthropic Messages', ANTHROPIC_PARTS);
readsStreams('parts of Gemini', GEMINI_PARTS);
readsStreams('parts of the UI stream of Vercel', VERCEL_PARTS);
readsStreams('parts of Ollama', OLLAMA_PARTS);
