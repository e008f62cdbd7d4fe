// Where the package and OpenAI's client read chat completions differently.
import { CUT, FAILED, UNREAD, WHOLE, DATA, type Difference } from './difference.js';

const CHAT = 'openai: chat.completions.create';
const CHAT_JOINED = 'openai: chat.completions.stream';

export const CHAT_COMPLETIONS: readonly Difference[] = [
  {
    client: CHAT,
    reason: CUT,
    fields: ['error'],
    streams: [
      'end of the body without a finish reason is truncated: OpenAI chat',
      'an empty body is truncated',
      'unterminated last event: half a message is truncated',
      'id mistaken for permission: the body is cut',
      'not a finish: an empty finish reason',
    ],
  },
  {
    client: CHAT,
    reason: FAILED,
    fields: ['error'],
    streams: [
      'finish reason that means failure',
      'failure of a choice',
      'failure in x_groq',
      'error fields: base_resp of MiniMax',
      'error fields: error_code and error_msg of Baidu',
      'error fields: a list of',
      'error fields: a message and a code, alone',
      'error fields: a JSON body with 200 in place of the stream',
      'error outside data',
      'error event with flat JSON',
      'error object',
      'error as detail',
      'error details: a list',
    ],
  },
  {
    client: CHAT,
    reason: UNREAD,
    fields: ['error'],
    streams: ['nothing understood', 'not an answer'],
  },
  {
    client: CHAT,
    reason: 'The client ignores everything after [DONE].',
    fields: ['text'],
    streams: ['text behind the last message counts'],
  },
  {
    client: CHAT,
    reason: 'The client ignores everything after [DONE].',
    fields: ['error'],
    streams: ['an error behind the last message counts'],
  },
  {
    client: CHAT,
    reason: DATA,
    fields: ['error', 'text'],
    streams: [
      'keep-alive as data: ": ping"',
      'keep-alive as data: "ping"',
      'keep-alive as data: "null"',
      'keep-alive as data: ""',
      'keep-alive as data: "  "',
      'several JSON documents in one event',
    ],
  },
  {
    client: CHAT,
    reason: 'The client compares the data with [DONE] including its white space.',
    fields: ['error'],
    streams: ['spelling of the sentinel: data:  [DONE]'],
  },
  {
    client: CHAT,
    reason: 'The client drops an event without a blank line after it, as the standard requires.',
    fields: ['finish', 'text'],
    streams: ['unterminated last event: a line end, and no blank line'],
  },
  {
    client: CHAT,
    reason: WHOLE,
    fields: ['finish', 'text'],
    streams: ['a content type that lies: a whole completion labelled as events'],
  },
  {
    client: CHAT,
    reason: WHOLE,
    fields: ['calls', 'finish', 'text', 'usage'],
    streams: ['OpenAI chat: a whole completion'],
  },
  {
    client: CHAT,
    reason: 'The client passes on the index, which does not distinguish the calls.',
    fields: ['calls'],
    streams: [
      'tool-call identity: the index is always',
      'tool-call identity: whole calls without an index in one list',
      'tool-call identity: neither indexes nor IDs',
      'tool-call identity: the ID is repeated with every fragment, at index 0',
      "Gemini's compatible API: two whole calls without an index, and stop as the reason",
      'an index of 0 for every call, distinguished by their ids',
    ],
  },
  {
    client: CHAT,
    reason: 'A program that uses the client takes the name from the first fragment.',
    fields: ['calls'],
    streams: ['tool-call identity: the name after the arguments'],
  },
  {
    client: CHAT,
    reason: 'The package turns arguments that are an object, or missing, into JSON text.',
    fields: ['calls'],
    streams: ['arguments that are an object', 'a call without arguments'],
  },
  {
    client: CHAT,
    reason: 'The client passes on content of another type than its own types have.',
    fields: ['text'],
    streams: [
      'content as a list',
      'wrong or missing JSON types',
      'Mistral: references between the blocks of text',
      'Databricks: content as a list, reasoning as a summary in it',
    ],
  },
  {
    client: CHAT,
    reason: 'The package leaves out a <think> block that repeats the reasoning.',
    fields: ['text'],
    streams: ['the whole again: reasoning in its field and between <think> tags'],
  },
  {
    client: CHAT,
    reason: 'The client has another function for legacy completions.',
    fields: ['text'],
    streams: ['aliases: legacy choices[].text'],
  },
  ...[CHAT, CHAT_JOINED].map((client) => ({
    client,
    reason: 'The client has token counts in one place.',
    fields: ['usage'] as const,
    streams: ['Groq: counts in x_groq alone', 'Moonshot: counts in the choice'],
  })),
  {
    client: CHAT,
    reason: 'The client has token counts in one place.',
    fields: ['usage'],
    streams: ['usage: in the choice'],
  },
  {
    client: CHAT_JOINED,
    reason: 'The client fails if a choice has no delta.',
    fields: ['error'],
    streams: [
      'the whole again: a closing chunk with the complete message',
      'MiniMax: the whole message once more in a last chunk, with a status of 0',
      'Azure: the asynchronous filter adds choices without a delta, also after the finish',
    ],
  },
  {
    client: CHAT_JOINED,
    reason: 'The client joins content as text, whatever its type.',
    fields: ['text'],
    streams: [
      'Mistral: references between the blocks of text',
      'Databricks: content as a list, reasoning as a summary in it',
    ],
  },
  {
    client: CHAT_JOINED,
    reason: 'The client fails if the first index of a call is not 0.',
    fields: ['calls', 'error'],
    streams: ['Bedrock gateway: the block of text takes the first index, the call the second'],
  },
  {
    client: CHAT_JOINED,
    reason: 'The client joins calls by their index alone.',
    fields: ['calls'],
    streams: [
      "Gemini's compatible API: two whole calls without an index, and stop as the reason",
      'an index of 0 for every call, distinguished by their ids',
    ],
  },
  {
    client: CHAT_JOINED,
    reason: 'The client takes each index for a choice of its own.',
    fields: ['error', 'text'],
    streams: ['text-generation-inference: the number of the token as the index of the choice'],
  },
  {
    client: CHAT_JOINED,
    reason: WHOLE,
    fields: ['calls', 'error', 'text'],
    streams: ['OpenAI chat: a whole completion'],
  },
];
