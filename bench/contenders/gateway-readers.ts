// The contenders that read many chat answers at once in Node: the readers of one answer, and two more clients.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';
import { createEventSource } from 'eventsource-client';
import { readerOf, withJson } from './answer-readers.js';
import { POST, type BodyReader } from './body-readers.js';
import type { AnswerReaderName, GatewayReaderName } from './names.js';
import { pickers } from './pickers.js';

const others: Readonly<Record<Exclude<GatewayReaderName, AnswerReaderName>, BodyReader>> = {
  'fetchEventSource + JSON.parse': withJson('post-event-source')('chat'),
  'eventsource-client + JSON.parse': (url, fetch, take) =>
    new Promise((resolve) => {
      const source = createEventSource({
        ...POST,
        url,
        fetch,
        onMessage: ({ data }) => {
          const text = pickers.chat(data);
          if (text) {
            take({ data: text });
          }
        },
        // Unless closed, it sends the request again.
        onDisconnect: () => {
          source.close();
          resolve();
        },
      });
    }),
  'AI SDK': async (baseURL, fetch, take) => {
    const provider = createOpenAICompatible({ name: 'gateway', baseURL, fetch });
    const { textStream } = streamText({ model: provider('gpt-4.1-mini'), prompt: 'Hello' });
    for await (const data of textStream) {
      take({ data });
    }
  },
};

export const gatewayReaderOf = (name: GatewayReaderName): BodyReader =>
  name in others ? others[name as keyof typeof others] : readerOf(name as AnswerReaderName, 'chat');
