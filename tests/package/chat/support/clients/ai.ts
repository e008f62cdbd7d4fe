// Vercel's AI SDK: the parts that its transport reads, and the message that it joins from them.
import { ai } from '../package.js';
import type { OfficialReader, Reading } from '../reading.js';

interface Part {
  readonly type: string;
  readonly id?: string;
  readonly delta?: string;
  readonly toolCallId: string;
  readonly toolName?: string;
  readonly inputTextDelta?: string;
  readonly input?: unknown;
  readonly errorText?: string;
  readonly finishReason?: string;
  readonly text?: string;
  readonly reason?: string;
  readonly messageMetadata?: {
    readonly totalUsage?: { readonly inputTokens: number; readonly outputTokens: number };
  };
}

const REQUEST = { messages: [], trigger: 'submit-message' };

function partsOf(url: string): Promise<ReadableStream<Readonly<Record<string, unknown>>>> {
  const transport = new ai.DefaultChatTransport({ api: `${url}/api/chat` });
  return transport.sendMessages({ chatId: '7', ...REQUEST });
}

/**
 * Parts that are not content: how the answer ended, and metadata, which is the application's own.
 */
function readEnd({ type, finishReason, reason, messageMetadata }: Part, reading: Reading): void {
  if (type === 'finish') {
    reading.finish = finishReason;
  } else if (type === 'abort') {
    reading.finish = reason;
  }
  const { totalUsage: usage } = messageMetadata ?? {};
  if (usage) {
    reading.usage = [usage.inputTokens, usage.outputTokens];
  }
}

async function readParts(url: string, reading: Reading): Promise<void> {
  const calls = new Map<string, { id: string; name: string | undefined; arguments: string }>();
  reading.reasoning = '';
  for await (const one of await partsOf(url)) {
    const part = one as unknown as Part;
    const { type, delta, toolCallId: id, toolName: name } = part;
    reading.add(type === 'text-delta' ? delta : '');
    reading.addReasoning(type === 'reasoning-delta' ? delta : '');
    if (type === 'tool-input-start') {
      calls.set(id, { id, name, arguments: '' });
    }
    const call = calls.get(id);
    if (type === 'tool-input-delta' && call) {
      call.arguments += part.inputTextDelta ?? '';
    }
    if (type === 'tool-input-available' && !call?.arguments) {
      calls.set(id, { id, name, arguments: JSON.stringify(part.input) });
    }
    reading.calls = [...calls.values()];
    readEnd(part, reading);
    if (type === 'error') {
      throw new Error(part.errorText);
    }
  }
}

async function readMessage(url: string, reading: Reading): Promise<void> {
  const [stream, parts] = (await partsOf(url)).tee();
  let last: readonly Readonly<Record<string, unknown>>[] = [];
  try {
    for await (const message of ai.readUIMessageStream({
      stream,
      terminateOnError: true,
    })) {
      last = message.parts;
    }
  } finally {
    readContent(last as unknown as readonly Part[], reading);
  }
  for await (const part of parts) {
    readEnd(part as unknown as Part, reading);
  }
}

function readContent(parts: readonly Part[], reading: Reading): void {
  reading.reasoning = '';
  for (const { type, text, toolCallId: id, toolName, input } of parts) {
    reading.add(type === 'text' ? text : '');
    reading.addReasoning(type === 'reasoning' ? text : '');
    if (type === 'dynamic-tool' || type.startsWith('tool-')) {
      const name = toolName ?? type.slice('tool-'.length);
      reading.calls.push({ id, name, arguments: JSON.stringify(input) });
    }
  }
}

const format = { format: 'vercelUiMessages', path: '/api/chat', body: REQUEST };

export const aiReaders: readonly OfficialReader[] = [
  { name: 'ai: DefaultChatTransport', ...format, read: readParts },
  {
    name: 'ai: readUIMessageStream',
    ...format,
    // Fragments of a text that has not begun are an error, which the SDK does not report.
    reads: (body) => /"(?:text-start|tool-input-available)"/.test(body),
    read: readMessage,
  },
];
