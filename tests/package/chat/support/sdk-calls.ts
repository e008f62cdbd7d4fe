// Calls of the SDKs that accept a fetch: what a program reads with each, and what a server sends.
import { ai, chat, clients, compatible, main } from './package.js';

type Format = Parameters<(typeof chat)['chatFetch']>[0]['format'];

/** What a program has read, and the error that it received. */
export interface Outcome {
  readonly text: string;
  readonly error: unknown;
}

export interface Call {
  readonly fetch: typeof fetch;
  readonly signal?: AbortSignal;
  /** Called with each fragment of text. */
  readonly seen?: (text: string) => unknown;
}

export interface Sdk {
  readonly name: string;
  readonly format: Format;
  /** The fragments of the answer, each in an event of its own. */
  readonly wire: (words: readonly string[]) => string[];
  /** The events that end the answer. */
  readonly last: string;
  /** Yields the fragments of the answer. */
  readonly stream: (url: string, call: Call) => AsyncIterable<string>;
  /** A call without streaming, and a JSON response to it. */
  readonly whole?: (url: string, call: Call) => Promise<string>;
  readonly json?: object;
}

const messages = [{ role: 'user', content: 'Hello?' }];
const event = (data: object, type?: string): string =>
  `${type === undefined ? '' : `event: ${type}\n`}data: ${JSON.stringify(data)}\n\n`;
const typed = (data: { type: string }): string => event(data, data.type);

const chunk = (content: string): string =>
  event({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content } }] });
const COMPLETION_END = `${event({ id: 'c', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}data: [DONE]\n\n`;
const COMPLETION = {
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
};

const openai = (url: string, { fetch }: Call): InstanceType<typeof clients.OpenAI> =>
  new clients.OpenAI({ apiKey: 'key', baseURL: `${url}/v1`, maxRetries: 0, fetch });
const anthropic = (url: string, { fetch }: Call): InstanceType<typeof clients.Anthropic> =>
  new clients.Anthropic({ apiKey: 'key', baseURL: url, maxRetries: 0, fetch });

/** The text of events that have it at `path`. */
async function* textsAt(events: AsyncIterable<unknown>, ...path: string[]): AsyncIterable<string> {
  for await (const one of events) {
    const text = path.reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | undefined)?.[name],
      one,
    );
    if (typeof text === 'string' && text !== '') {
      yield text;
    }
  }
}

export const OPENAI_CHAT: Sdk = {
  name: 'openai, chat completions',
  format: chat.openaiChat,
  wire: (words) => words.map(chunk),
  last: COMPLETION_END,
  async *stream(url, call) {
    const request = { model: 'm', stream: true, messages };
    const { signal } = call;
    const stream = await openai(url, call).chat.completions.create(request, { signal });
    yield* textsAt(stream, 'choices', '0', 'delta', 'content');
  },
  async whole(url, call) {
    const answer: unknown = await openai(url, call).chat.completions.create({
      model: 'm',
      messages,
    });
    return (answer as typeof COMPLETION).choices[0]?.message.content ?? '';
  },
  json: COMPLETION,
};

export const OPENAI_RESPONSES: Sdk = {
  name: 'openai, responses',
  format: chat.openaiResponses,
  wire: (words) => [
    typed({ type: 'response.created', ...numbered(0), ...RESPONSE }),
    ...words.map((delta, at) =>
      typed({ type: 'response.output_text.delta', ...numbered(at + 1), ...{ delta } }),
    ),
  ],
  last: typed({
    type: 'response.completed',
    ...numbered(99),
    ...{ response: { id: 'r', status: 'completed', output: [] } },
  }),
  async *stream(url, call) {
    const request = { model: 'm', stream: true, background: true, input: 'Hello?' };
    const { signal } = call;
    yield* textsAt(await openai(url, call).responses.create(request, { signal }), 'delta');
  },
};

const RESPONSE = { response: { id: 'r', background: true, status: 'in_progress', output: [] } };
function numbered(number: number): object {
  return { sequence_number: number, output_index: 0 };
}

export const ANTHROPIC: Sdk = {
  name: '@anthropic-ai/sdk',
  format: chat.anthropicMessages,
  wire: (words) => [
    typed({ type: 'message_start', ...{ message: { id: 'm', role: 'assistant', content: [] } } }),
    ...words.map((text) =>
      typed({ type: 'content_block_delta', ...{ index: 0, delta: { type: 'text_delta', text } } }),
    ),
  ],
  last: `${typed({ type: 'message_delta', ...{ delta: { stop_reason: 'end_turn' } } })}${typed({ type: 'message_stop' })}`,
  async *stream(url, call) {
    const request = { model: 'm', max_tokens: 9, stream: true, messages };
    const { signal } = call;
    const stream = await anthropic(url, call).messages.create(request, { signal });
    yield* textsAt(stream, 'delta', 'text');
  },
  async whole(url, call) {
    const answer: unknown = await anthropic(url, call).messages.create({
      model: 'm',
      max_tokens: 9,
      messages,
    });
    return (answer as { content: { text: string }[] }).content[0]?.text ?? '';
  },
  json: { id: 'm', type: 'message', role: 'assistant', content: [{ type: 'text', text: 'Hi' }] },
};

export const AI_STREAM_TEXT: Sdk = {
  name: 'ai, streamText with @ai-sdk/openai-compatible',
  format: chat.openaiChat,
  wire: OPENAI_CHAT.wire,
  last: COMPLETION_END,
  async *stream(url, call) {
    const { signal: abortSignal } = call;
    const result = ai.streamText({
      ...generation(url, call),
      abortSignal,
      onError: () => undefined,
    });
    for await (const part of result.fullStream) {
      if (part.type === 'error') {
        throw part.error;
      }
      if (part.type === 'abort') {
        throw new DOMException('The call was aborted', 'AbortError');
      }
      if (part.type === 'text-delta') {
        yield String(part.text);
      }
    }
  },
  whole: async (url, call) => (await ai.generateText(generation(url, call))).text,
  json: COMPLETION,
};

function generation(url: string, { fetch }: Call): object {
  const provider = compatible.createOpenAICompatible({ name: 'p', baseURL: `${url}/v1`, fetch });
  return { model: provider('m'), prompt: 'Hello?', maxRetries: 0 };
}

export const AI_TRANSPORT: Sdk = {
  name: 'ai, the transport of useChat',
  format: chat.vercelUiMessages,
  wire: (words) => [
    event({ type: 'start' }),
    event({ type: 'text-start', id: '0' }),
    ...words.map((delta) => event({ type: 'text-delta', id: '0', delta })),
  ],
  last: `${event({ type: 'text-end', id: '0' })}${event({ type: 'finish' })}data: [DONE]\n\n`,
  async *stream(url, { fetch, signal }) {
    const transport = new ai.DefaultChatTransport({ api: `${url}/api/chat`, fetch });
    yield* textsAt(
      await transport.sendMessages({
        chatId: '7',
        messages: [],
        trigger: 'submit-message',
        abortSignal: signal,
      }),
      'delta',
    );
  },
};

export const SDKS = [OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC, AI_STREAM_TEXT, AI_TRANSPORT];

/** Reads an answer to its end. */
export async function outcomeOf(sdk: Sdk, url: string, call: Call): Promise<Outcome> {
  let text = '';
  try {
    for await (const fragment of sdk.stream(url, call)) {
      text += fragment;
      call.seen?.(fragment);
    }
    return { text, error: undefined };
  } catch (error) {
    // Some clients wrap the error of a body.
    const { cause } = error as Error;
    const isWrapped = !main.isEventStreamError(error) && main.isEventStreamError(cause);
    return { text, error: isWrapped ? cause : error };
  }
}
