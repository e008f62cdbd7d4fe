// Whole answers in the formats of OpenAI, Anthropic, Google, Ollama and Vercel.
import { GEMINI_CHUNKS } from '../support/chat-streams/gemini-chunks.js';
import { MESSAGE_EVENTS } from '../support/chat-streams/message-events.js';
import { OLLAMA_LINES, UI_PARTS } from '../support/chat-streams/ollama-and-ui-parts.js';
import { RESPONSE_EVENTS } from '../support/chat-streams/response-events.js';
import { readsStreams } from '../support/read-streams.js';

readsStreams('OpenAI responses', RESPONSE_EVENTS);
readsStreams('Anthropic messages', MESSAGE_EVENTS);
readsStreams('Gemini', GEMINI_CHUNKS);
readsStreams('Ollama', OLLAMA_LINES);
readsStreams('Vercel', UI_PARTS);
