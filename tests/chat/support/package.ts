// The packages of this folder, which are installed when its tests run and are not there before: loaded by name, with the types that
// the tests need of them.

type Chat = typeof import('../../../js/src/chat/index.js');
type Main = typeof import('../../../js/src/index.js');

/** What a client answers to a request for a stream. */
type Streaming = Promise<AsyncIterable<Readonly<Record<string, unknown>>>>;

export interface Clients {
  readonly OpenAI: new (options: object) => {
    readonly chat: { readonly completions: { create(request: object): Streaming } };
    readonly responses: { create(request: object): Streaming };
  };
  readonly Anthropic: new (options: object) => {
    readonly messages: { create(request: object): Streaming };
  };
  readonly GoogleGenAI: new (options: object) => {
    readonly models: { generateContentStream(request: object): Streaming };
  };
  readonly Ollama: new (options: object) => { chat(request: object): Streaming };
}

/** Of Vercel's AI SDK. */
export interface Ai {
  createUIMessageStream(options: {
    execute: (given: { readonly writer: { write(part: object): void } }) => void;
    onError?: (error: unknown) => string;
  }): ReadableStream<object>;
  pipeUIMessageStreamToResponse(options: {
    response: unknown;
    stream: ReadableStream<object>;
  }): void;
  readonly DefaultChatTransport: new (options: object) => {
    sendMessages(options: object): Promise<ReadableStream<Readonly<Record<string, unknown>>>>;
  };
}

const load = (name: string): Promise<unknown> => import(name);

export const chat = (await load('post-event-source/chat')) as Chat;
export const main = (await load('post-event-source')) as Main;
export const ai = (await load('ai')) as Ai;
export const clients = {
  ...((await load('openai')) as Pick<Clients, 'OpenAI'>),
  ...((await load('@anthropic-ai/sdk')) as Pick<Clients, 'Anthropic'>),
  ...((await load('@google/genai')) as Pick<Clients, 'GoogleGenAI'>),
  ...((await load('ollama')) as Pick<Clients, 'Ollama'>),
};
