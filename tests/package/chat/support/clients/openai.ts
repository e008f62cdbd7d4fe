// OpenAI's client: chat completions and responses, event by event and joined by the client itself.
import { clients, type Accumulating } from '../package.js';
import type { OfficialReader, Reading } from '../reading.js';

const messages = [{ role: 'user', content: 'A poem, please' }];
const CHAT = { model: 'gpt-4o', stream: true, messages };
const RESPONSES = { model: 'gpt-4o', stream: true, input: 'A poem, please' };

interface ToolCall {
  readonly index: number;
  readonly id?: string;
  readonly function?: { readonly name?: string; readonly arguments?: string };
}
interface Message {
  readonly content?: string | null;
  readonly function_call?: { readonly name?: string; readonly arguments?: string };
  readonly tool_calls?: readonly ToolCall[];
}
interface ChatUsage {
  readonly prompt_tokens?: number;
  readonly completion_tokens?: number;
}
interface Choice {
  readonly delta?: Message | null;
  readonly message: Message;
  readonly finish_reason?: string | null;
}
interface Chunk {
  readonly choices?: readonly Choice[];
  readonly usage?: ChatUsage | null;
}
interface ChatStream extends Accumulating {
  readonly currentChatCompletionSnapshot: Chunk | undefined;
  finalChatCompletion(): Promise<Chunk>;
}

interface Item {
  readonly type: string;
  readonly call_id?: string;
  readonly name?: string;
  readonly arguments?: string;
  readonly input?: string;
  readonly content?: readonly { readonly type: string; readonly text?: string }[];
  readonly summary?: readonly { readonly text: string }[];
}
interface Result {
  readonly status?: string;
  readonly incomplete_details?: { readonly reason: string } | null;
  readonly output?: readonly Item[];
  readonly usage?: { readonly input_tokens: number; readonly output_tokens: number } | null;
}
interface ResponseEvent {
  readonly type: string;
  readonly delta: string;
  readonly output_index: number;
  readonly item: Item;
  readonly response?: Result;
  readonly code?: string;
  readonly message?: string;
}
interface ResponseStream extends Accumulating {
  finalResponse(): Promise<Result>;
}

// The client's own retries would hide how it reads a stream.
const openai = (url: string): InstanceType<typeof clients.OpenAI> =>
  new clients.OpenAI({ apiKey: 'key', maxRetries: 0, baseURL: `${url}/v1` });

/** The calls of a message, or the only call of the old API. */
function callsOf(message: Message | null | undefined): readonly ToolCall[] {
  const { tool_calls, function_call } = message ?? {};
  return tool_calls ?? (function_call ? [{ index: 0, function: function_call }] : []);
}

function readUsage(usage: ChatUsage | null | undefined, reading: Reading): void {
  if (usage) {
    reading.usage = [usage.prompt_tokens, usage.completion_tokens];
  }
}

async function readChunks(url: string, reading: Reading): Promise<void> {
  const calls = new Map<
    number,
    { id: string | undefined; name: string | undefined; arguments: string }
  >();
  for await (const chunk of await openai(url).chat.completions.create(CHAT)) {
    const { choices, usage } = chunk as Chunk;
    const [choice] = choices ?? [];
    reading.add(choice?.delta?.content);
    for (const { index, id, function: called } of callsOf(choice?.delta)) {
      const call = calls.get(index) ?? { id, name: called?.name, arguments: '' };
      call.arguments += called?.arguments ?? '';
      calls.set(index, call);
    }
    reading.calls = [...calls.values()];
    reading.finish = choice?.finish_reason ?? reading.finish;
    readUsage(usage, reading);
  }
}

async function readCompletion(url: string, reading: Reading): Promise<void> {
  const stream = openai(url).chat.completions.stream(CHAT) as ChatStream;
  const snapshot = (): Chunk | undefined => stream.currentChatCompletionSnapshot;
  let last = snapshot();
  stream.on('chunk', () => {
    last = snapshot();
  });
  const completion = await stream.finalChatCompletion().catch((error: unknown) => {
    reading.add(last?.choices?.[0]?.message.content);
    throw error;
  });
  const [choice] = completion.choices ?? [];
  reading.add(choice?.message.content);
  reading.calls = callsOf(choice?.message).map(({ id, function: called }) => ({
    id,
    name: called?.name,
    arguments: called?.arguments ?? '',
  }));
  reading.finish = choice?.finish_reason ?? undefined;
  readUsage(completion.usage, reading);
}

function readResult(result: Result | undefined, reading: Reading): void {
  reading.finish = result?.incomplete_details?.reason ?? result?.status;
  if (result?.usage) {
    reading.usage = [result.usage.input_tokens, result.usage.output_tokens];
  }
}

async function readResponseEvents(url: string, reading: Reading): Promise<void> {
  const calls = new Map<
    number,
    { id: string | undefined; name: string | undefined; arguments: string }
  >();
  reading.reasoning = '';
  for await (const event of await openai(url).responses.create(RESPONSES)) {
    const { type, delta, item, output_index: index, response } = event as unknown as ResponseEvent;
    if (type === 'response.output_text.delta') {
      reading.add(delta);
    } else if (/^response\.reasoning_(?:summary_)?text\.delta$/.test(type)) {
      reading.addReasoning(delta);
    } else if (type === 'response.output_item.added' && item.call_id !== undefined) {
      calls.set(index, { id: item.call_id, name: item.name, arguments: '' });
    } else if (/^response\.(?:function_call_arguments|custom_tool_call_input)\.delta$/.test(type)) {
      const call = calls.get(index);
      if (call) {
        call.arguments += delta;
      }
    } else if (/^response\.(?:completed|incomplete|failed)$/.test(type)) {
      readResult(response, reading);
    }
    reading.calls = [...calls.values()];
  }
}

async function readResponse(url: string, reading: Reading): Promise<void> {
  const stream = openai(url).responses.stream(RESPONSES) as ResponseStream;
  stream.on('response.output_text.delta', ({ delta }: ResponseEvent) => reading.add(delta));
  const result = await stream.finalResponse();
  const { output = [] } = result;
  const texts = (type: string): string =>
    output
      .flatMap((item) =>
        item.type === type ? [...(item.summary ?? []), ...(item.content ?? [])] : [],
      )
      .map(({ text = '' }) => text)
      .join('');
  reading.text = texts('message');
  reading.reasoning = texts('reasoning');
  reading.calls = output
    .filter(({ type }) => type === 'function_call' || type === 'custom_tool_call')
    .map((item) => ({
      id: item.call_id,
      name: item.name,
      arguments: item.arguments ?? item.input ?? '',
    }));
  readResult(result, reading);
}

const chat = { format: 'openaiChat', path: '/v1/chat/completions', body: CHAT };
const responses = { format: 'openaiResponses', path: '/v1/responses', body: RESPONSES };

/**
 * What the client joins itself has to begin like OpenAI's own answers. If no chunk has a choice,
 * its promise never settles.
 */
const beginsAsOpenai = (body: string): boolean =>
  body.includes('"role":"assistant"') && body.includes('"choices":[{');

export const openaiReaders: readonly OfficialReader[] = [
  { name: 'openai: chat.completions.create', ...chat, read: readChunks },
  { name: 'openai: chat.completions.stream', ...chat, reads: beginsAsOpenai, read: readCompletion },
  { name: 'openai: responses.create', ...responses, read: readResponseEvents },
  {
    name: 'openai: responses.stream',
    ...responses,
    reads: (body) => body.includes('response.created'),
    read: readResponse,
  },
];
