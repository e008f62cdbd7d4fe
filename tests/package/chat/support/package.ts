// The packages of this folder, which are installed only when its tests run: loaded by name, with
// the types that the tests need.

type Chat = typeof import('../../../../js/src/chat/index.js');
type Main = typeof import('../../../../js/src/index.js');

/**
 * Official clients are used as in a JavaScript program: each reader declares the members that it
 * reads.
 */
type Streaming = Promise<AsyncIterable<Readonly<Record<string, unknown>>>>;
type Create = (request: object, options?: object) => Streaming;

/** What a client joins from the events of a stream itself. */
export interface Accumulating {
  on(event: string, listener: (value: never) => void): unknown;
}

export interface Clients {
  readonly OpenAI: new (options: object) => {
    readonly chat: {
      readonly completions: { create: Create; stream(request: object): Accumulating };
    };
    readonly responses: { create: Create; stream(request: object): Accumulating };
  };
  readonly Anthropic: new (options: object) => {
    readonly messages: { create: Create; stream(request: object): Accumulating };
  };
  readonly GoogleGenAI: new (options: object) => {
    readonly models: { generateContentStream: Create };
  };
  readonly Ollama: new (options: object) => { chat: Create; generate: Create };
}

/** Of Vercel's AI SDK. */
export interface Ai {
  createUIMessageStream(options: {
    execute: (context: { readonly writer: { write(part: object): void } }) => void;
    onError?: (error: unknown) => string;
  }): ReadableStream<object>;
  pipeUIMessageStreamToResponse(options: {
    response: unknown;
    stream: ReadableStream<object>;
  }): void;
  readonly DefaultChatTransport: new (options: object) => {
    sendMessages(options: object): Promise<ReadableStream<Readonly<Record<string, unknown>>>>;
  };
  /** `model` is what a provider returns. */
  streamText(options: object): {
    readonly fullStream: AsyncIterable<Readonly<Record<string, unknown>>>;
  };
  generateText(options: object): Promise<{ readonly text: string }>;
  readUIMessageStream(options: {
    readonly stream: ReadableStream<object>;
    readonly terminateOnError: boolean;
  }): AsyncIterable<{ readonly parts: readonly Readonly<Record<string, unknown>>[] }>;
}

/** A provider for the AI SDK. */
export interface Compatible {
  createOpenAICompatible(options: object): (model: string) => object;
}

/** A client for event streams. */
interface EventSourceClient {
  createEventSource(
    options: RequestInit & {
      readonly url: string;
      readonly onMessage: (message: { readonly data: string }) => void;
    },
  ): { close(): void };
}

const load = (name: string): Promise<unknown> => import(name);

export const chat = (await load('post-event-source/chat')) as Chat;
export const main = (await load('post-event-source')) as Main;
export const ai = (await load('ai')) as Ai;
export const { fetchEventSource } = (await load(
  '@microsoft/fetch-event-source',
)) as typeof import('@microsoft/fetch-event-source');
export const eventSourceClient = (await load('eventsource-client')) as EventSourceClient;
export const compatible = (await load('@ai-sdk/openai-compatible')) as Compatible;
export const clients = {
  ...((await load('openai')) as Pick<Clients, 'OpenAI'>),
  ...((await load('@anthropic-ai/sdk')) as Pick<Clients, 'Anthropic'>),
  ...((await load('@google/genai')) as Pick<Clients, 'GoogleGenAI'>),
  ...((await load('ollama')) as Pick<Clients, 'Ollama'>),
};
