// The APIs of the mock: how a page and the official client call each of them, and how it sends an
// error.
import type { ChatFormat } from '../../../../js/src/chat/index.js';
import { chat, clients } from './package.js';

export interface Provider {
  readonly format: ChatFormat;
  /** The path of a request at the server. */
  readonly path: string;
  readonly body: object;
  /** The text that the official client reads, and its errors. */
  readonly official: (url: string) => AsyncGenerator<string, void, undefined>;
  /** The separator of two messages. */
  readonly separator: string;
  /** An error message, without its separator. */
  readonly error: string;
  /** What the ChatError has of it. */
  readonly failure: object;
  /** What the official client's error has of it. */
  readonly officialFailure: object;
  /** The official client takes a cut between two messages for the end of the answer. */
  readonly trustsTheEnd: boolean;
}

const messages = [{ role: 'user', content: 'A poem, please' }];
const apiKey = 'key';
/** The client's own retries would hide how it reads a stream. */
const maxRetries = 0;
const TOO_MANY = { type: 'server_error', code: 'overloaded', message: 'Too many requests' };
const data = (value: object): string => `data: ${JSON.stringify(value)}`;

const openaiChat = { model: 'gpt-4o', stream: true, messages };
const openaiResponses = { model: 'gpt-4o', stream: true, input: 'A poem, please' };
const anthropicMessages = { model: 'claude-sonnet-4', max_tokens: 500, stream: true, messages };
const ollamaChat = { model: 'llama3', stream: true, messages };
const contents = [{ role: 'user', parts: [{ text: 'A poem, please' }] }];

export const providers: Readonly<Record<string, Provider>> = {
  openaiChat: {
    format: chat.openaiChat,
    path: '/v1/chat/completions',
    body: openaiChat,
    async *official(url) {
      const client = new clients.OpenAI({ apiKey, maxRetries, baseURL: `${url}/v1` });
      for await (const chunk of await client.chat.completions.create(openaiChat)) {
        const { choices } = chunk as { choices: { delta: { content?: string } }[] };
        yield choices[0]?.delta.content ?? '';
      }
    },
    separator: '\n\n',
    error: data({ error: TOO_MANY }),
    failure: { type: 'server_error', code: 'overloaded' },
    officialFailure: { type: 'server_error', code: 'overloaded' },
    trustsTheEnd: true,
  },
  openaiResponses: {
    format: chat.openaiResponses,
    path: '/v1/responses',
    body: openaiResponses,
    async *official(url) {
      const client = new clients.OpenAI({ apiKey, maxRetries, baseURL: `${url}/v1` });
      for await (const { type, delta } of await client.responses.create(openaiResponses)) {
        yield type === 'response.output_text.delta' ? String(delta) : '';
      }
    },
    separator: '\n\n',
    error: `event: error\n${data({ type: 'error', error: TOO_MANY })}`,
    failure: { type: 'server_error', code: 'overloaded' },
    officialFailure: { type: 'server_error', code: 'overloaded' },
    trustsTheEnd: true,
  },
  anthropicMessages: {
    format: chat.anthropicMessages,
    path: '/v1/messages',
    body: anthropicMessages,
    async *official(url) {
      const client = new clients.Anthropic({ apiKey, maxRetries, baseURL: url });
      for await (const event of await client.messages.create(anthropicMessages)) {
        const { delta } = event as { delta?: { type?: string; text?: string } };
        yield delta?.type === 'text_delta' ? (delta.text ?? '') : '';
      }
    },
    separator: '\n\n',
    error: `event: error\n${data({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })}`,
    failure: { type: 'overloaded_error', code: undefined },
    officialFailure: { type: 'overloaded_error' },
    trustsTheEnd: true,
  },
  geminiStream: {
    format: chat.geminiStream,
    path: '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse',
    body: { contents },
    async *official(url) {
      const client = new clients.GoogleGenAI({ apiKey, httpOptions: { baseUrl: url } });
      const request = { model: 'gemini-2.5-flash', contents };
      for await (const { text } of await client.models.generateContentStream(request)) {
        yield typeof text === 'string' ? text : '';
      }
    },
    separator: '\n\n',
    // As an event: if bare JSON follows text, the official client reads neither.
    error: data({
      error: { code: 503, status: 'UNAVAILABLE', message: 'The model is overloaded.' },
    }),
    failure: { type: 'UNAVAILABLE', code: 503 },
    officialFailure: { status: 503 },
    trustsTheEnd: true,
  },
  ollamaChat: {
    format: chat.ollamaChat,
    path: '/api/chat',
    body: ollamaChat,
    async *official(url) {
      const client = new clients.Ollama({ host: url });
      for await (const chunk of await client.chat(ollamaChat)) {
        yield (chunk as { message: { content: string } }).message.content;
      }
    },
    separator: '\n',
    error: JSON.stringify({ error: 'model runner has stopped' }),
    failure: { type: undefined, reason: 'model runner has stopped' },
    officialFailure: { message: 'model runner has stopped' },
    trustsTheEnd: false,
  },
};
