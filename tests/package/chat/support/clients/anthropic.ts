// Anthropic's client: event by event, and joined by the client itself.
import { clients, type Accumulating } from '../package.js';
import type { OfficialReader, Reading } from '../reading.js';

const messages = [{ role: 'user', content: 'A poem, please' }];
const REQUEST = { model: 'claude-sonnet-4', max_tokens: 500, messages };

interface Usage {
  readonly input_tokens?: number | null;
  readonly output_tokens?: number;
}
interface Block {
  readonly type: string;
  readonly text?: string;
  readonly thinking?: string;
  readonly id?: string;
  readonly name?: string;
  readonly input?: unknown;
}
interface Message {
  readonly content: readonly Block[];
  readonly stop_reason: string | null;
  readonly usage?: Usage;
}
interface Delta {
  readonly type?: string;
  readonly text?: string;
  readonly thinking?: string;
  readonly partial_json?: string;
  readonly stop_reason?: string | null;
}
interface MessageEvent {
  readonly type: string;
  readonly index: number;
  readonly message?: Message;
  readonly content_block?: Block;
  readonly delta?: Delta;
  readonly usage?: Usage;
}
interface MessageStream extends Accumulating {
  readonly currentMessage: Message | undefined;
  finalMessage(): Promise<Message>;
}

const anthropic = (url: string): InstanceType<typeof clients.Anthropic> =>
  new clients.Anthropic({ apiKey: 'key', maxRetries: 0, baseURL: url });

function readUsage(usage: Usage | undefined, reading: Reading): void {
  if (usage) {
    const [input, output] = reading.usage ?? [];
    reading.usage = [usage.input_tokens ?? input, usage.output_tokens ?? output];
  }
}

async function readEvents(url: string, reading: Reading): Promise<void> {
  const calls = new Map<
    number,
    { id: string | undefined; name: string | undefined; arguments: string }
  >();
  const inputs = new Map<number, unknown>();
  reading.reasoning = '';
  for await (const one of await anthropic(url).messages.create({ ...REQUEST, stream: true })) {
    const {
      type,
      index,
      message,
      content_block: block,
      delta,
      usage,
    } = one as unknown as MessageEvent;
    readUsage(message?.usage ?? usage, reading);
    if (block?.type === 'tool_use') {
      calls.set(index, { id: block.id, name: block.name, arguments: '' });
      inputs.set(index, block.input);
    }
    reading.add(delta?.text);
    reading.addReasoning(delta?.thinking);
    const call = calls.get(index);
    if (call) {
      call.arguments += delta?.partial_json ?? '';
      if (type === 'content_block_stop') {
        call.arguments ||= JSON.stringify(inputs.get(index));
      }
    }
    reading.calls = [...calls.values()];
    reading.finish = delta?.stop_reason ?? reading.finish;
  }
}

async function readMessage(url: string, reading: Reading): Promise<void> {
  const stream = anthropic(url).messages.stream(REQUEST) as MessageStream;
  let last: Message | undefined;
  stream.on('streamEvent', () => {
    last = stream.currentMessage;
  });
  const message = await stream.finalMessage().catch((error: unknown) => {
    readContent(last, reading);
    throw error;
  });
  readContent(message, reading);
}

function readContent(message: Message | undefined, reading: Reading): void {
  reading.reasoning = '';
  for (const { type, text, thinking, id, name, input } of message?.content ?? []) {
    reading.add(text);
    reading.addReasoning(thinking);
    if (type === 'tool_use') {
      reading.calls.push({ id, name, arguments: JSON.stringify(input) });
    }
  }
  reading.finish = message?.stop_reason ?? undefined;
  readUsage(message?.usage, reading);
}

const format = {
  format: 'anthropicMessages',
  path: '/v1/messages',
  body: { ...REQUEST, stream: true },
};

export const anthropicReaders: readonly OfficialReader[] = [
  { name: '@anthropic-ai/sdk: messages.create', ...format, read: readEvents },
  {
    name: '@anthropic-ai/sdk: messages.stream',
    ...format,
    // Without it the client joins nothing.
    reads: (body) => body.includes('message_start'),
    read: readMessage,
  },
];
