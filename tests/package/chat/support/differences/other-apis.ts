// Where the package and the official clients read the other APIs differently.
import { CUT, FAILED, WHOLE, UNFRAMED, type Difference } from './difference.js';

const RESPONSES = 'openai: responses.create';
const RESPONSES_JOINED = 'openai: responses.stream';
const MESSAGES = '@anthropic-ai/sdk: messages.create';
const MESSAGES_JOINED = '@anthropic-ai/sdk: messages.stream';
const GEMINI = '@google/genai: generateContentStream';
const UI_PARTS = 'ai: DefaultChatTransport';
const UI_MESSAGES = 'ai: readUIMessageStream';

export const OTHER_APIS: readonly Difference[] = [
  ...[UI_PARTS, UI_MESSAGES].map((client) => ({
    client,
    reason: 'The client is version 6, which fails on parts that version 7 added.',
    fields: ['error'] as const,
    streams: ['Vercel: parts of AI SDK 7 that have no type of their own'],
  })),
  {
    client: RESPONSES,
    reason: 'The client detects the end by its response, the package also by its name.',
    fields: ['finish'],
    streams: [
      'last message: response.completed',
      'aliases: response.done',
      'aliases: response.cancelled',
    ],
  },
  {
    client: RESPONSES,
    reason: CUT,
    fields: ['error'],
    streams: ['end of the body without a finish reason is truncated: Responses'],
  },
  {
    client: RESPONSES,
    reason: FAILED,
    fields: ['error'],
    streams: [
      'failure: response.completed with the status failed',
      'error fields: an event of the Responses API',
      'Responses: a failed response',
      'Responses: an error event without an object',
    ],
  },
  {
    client: RESPONSES,
    reason: WHOLE,
    fields: ['calls', 'reasoning', 'text'],
    streams: ['Responses: everything in the last message'],
  },
  {
    client: RESPONSES,
    reason: WHOLE,
    fields: ['calls', 'finish', 'reasoning', 'text', 'usage'],
    streams: ['Responses: a whole response'],
  },
  {
    client: RESPONSES_JOINED,
    reason: 'The client updates its response at response.completed only.',
    fields: ['finish', 'usage'],
    streams: ['Responses: incomplete because of'],
  },
  {
    client: RESPONSES_JOINED,
    reason: FAILED,
    fields: ['error'],
    streams: ['Responses: a failed response'],
  },
  {
    client: RESPONSES_JOINED,
    reason: 'The client fails if an event is missing that begins a part.',
    fields: ['calls', 'error', 'text'],
    streams: ['Responses: reasoning summary, text, a call, a source, usage'],
  },
  {
    client: MESSAGES,
    reason: CUT,
    fields: ['error'],
    streams: ['end of the body without a finish reason is truncated: Anthropic'],
  },
  {
    client: MESSAGES,
    reason: FAILED,
    fields: ['error'],
    streams: ["error details: OpenAI's shape under another format"],
  },
  {
    client: MESSAGES,
    reason: WHOLE,
    fields: ['calls', 'finish', 'reasoning', 'text', 'usage'],
    streams: ['Anthropic: a whole message'],
  },
  {
    client: MESSAGES,
    reason: 'A program that uses the client reads text from deltas.',
    fields: ['text'],
    streams: ['block that starts with text'],
  },
  {
    client: MESSAGES,
    reason: 'The client passes on the events of two messages as if they were one.',
    fields: ['error', 'text'],
    streams: ['two generations in one stream: another message is an error'],
  },
  {
    client: MESSAGES_JOINED,
    reason: 'The client fails at the start of a second message, also of the same.',
    fields: ['error', 'text'],
    streams: ['Anthropic: the start of the message twice', 'two generations in one stream'],
  },
  {
    client: GEMINI,
    reason: CUT,
    fields: ['error'],
    streams: [
      'end of the body without a finish reason is truncated: Gemini',
      'not a finish: FINISH_REASON_UNSPECIFIED',
    ],
  },
  {
    client: GEMINI,
    reason: 'The client passes on the values of arguments, and does not join them.',
    fields: ['calls'],
    streams: ['Gemini: arguments'],
  },
  {
    client: GEMINI,
    reason: UNFRAMED,
    fields: ['error', 'text'],
    streams: ['unframed JSON'],
  },
  {
    client: GEMINI,
    reason: UNFRAMED,
    fields: ['error'],
    streams: ['error outside data: a pretty-printed list'],
  },
  {
    client: GEMINI,
    reason: WHOLE,
    fields: ['calls', 'error', 'text'],
    streams: ['Gemini: a whole response'],
  },
  {
    client: GEMINI,
    reason: 'The client fails at JSON of another type than its own types have.',
    fields: ['error', 'text'],
    streams: ['wrong JSON types: Gemini'],
  },
  {
    client: UI_PARTS,
    reason: CUT,
    fields: ['error'],
    streams: ['end of the body without a finish reason is truncated: Vercel'],
  },
  {
    client: UI_PARTS,
    reason: FAILED,
    fields: ['error'],
    streams: ["failure: finishReason 'error' of a UI stream"],
  },
];
