// The contenders that read chat answers: this package, OpenAI's client, and code that users write with a parser.
import OpenAI from 'openai';
import {
  anthropicMessages,
  chatParts,
  chatText,
  geminiStream,
  openaiChat,
  openaiResponses,
  vercelUiMessages,
  type ChatFormat,
} from 'post-event-source/chat';
import type { Api } from '../fixtures/answer.js';
import { bodyReaders, POST, type BodyReader } from './body-readers.js';
import { BY_HAND, type AnswerReaderName, type BodyReaderName } from './names.js';
import { pickers } from './pickers.js';

const formats: Readonly<Record<Api, ChatFormat>> = {
  chat: openaiChat,
  responses: openaiResponses,
  messages: anthropicMessages,
  gemini: geminiStream,
  ui: vercelUiMessages,
};

/** A reader of messages whose user parses the data of each message as JSON. */
export const withJson =
  (name: BodyReaderName) =>
  (api: Api): BodyReader => {
    const pick = pickers[api];
    return (url, fetch, take) =>
      bodyReaders[name](url, fetch, ({ data }) => {
        const text = pick(data);
        if (text) {
          take({ data: text });
        }
      });
  };

const readers: Readonly<
  Record<Exclude<AnswerReaderName, BodyReaderName>, (api: Api) => BodyReader>
> = {
  chatText: (api) => async (url, fetch, take) => {
    for await (const data of chatText(url, { ...POST, fetch, format: formats[api] })) {
      take({ data });
    }
  },
  chatParts: (api) => async (url, fetch, take) => {
    for await (const part of chatParts(url, { ...POST, fetch, format: formats[api] })) {
      if (part.type === 'text') {
        take({ data: part.text });
      }
    }
  },
  [BY_HAND]: withJson('eventsource-parser'),
  'eventStream + JSON.parse': withJson('eventStream'),
  'fetch-event-source + JSON.parse': withJson('fetch-event-source'),
  openai: (api) => (api === 'responses' ? readResponses : readCompletions),
};

export const readerOf = (contender: AnswerReaderName | BodyReaderName, api?: Api): BodyReader =>
  api === undefined || contender in bodyReaders
    ? bodyReaders[contender as BodyReaderName]
    : readers[contender as keyof typeof readers](api);

const clientOf = (baseURL: string, fetch: typeof globalThis.fetch): OpenAI =>
  new OpenAI({ apiKey: 'key', baseURL, fetch, maxRetries: 0, dangerouslyAllowBrowser: true });

const readCompletions: BodyReader = async (url, fetch, take) => {
  const stream = await clientOf(url, fetch).chat.completions.create({
    model: 'gpt-4.1-mini',
    messages: [{ role: 'user', content: 'Hello' }],
    stream: true,
  });
  for await (const { choices } of stream) {
    const data = choices[0]?.delta.content;
    if (data) {
      take({ data });
    }
  }
};

const readResponses: BodyReader = async (url, fetch, take) => {
  const stream = await clientOf(url, fetch).responses.create({
    model: 'gpt-5-mini',
    input: 'Hello',
    stream: true,
  });
  for await (const event of stream) {
    if (event.type === 'response.output_text.delta') {
      take({ data: event.delta });
    }
  }
};
