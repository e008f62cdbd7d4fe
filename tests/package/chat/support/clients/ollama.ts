// Ollama's client: its two functions that stream an answer.
import { clients } from '../package.js';
import type { OfficialReader, Reading } from '../reading.js';

const model = 'llama3';
const CHAT = { model, stream: true, messages: [{ role: 'user', content: 'A poem, please' }] };
const GENERATE = { model, stream: true, prompt: 'A poem, please' };

interface ToolCall {
  readonly id?: string;
  readonly function: { readonly name: string; readonly arguments?: object };
}
interface Line {
  readonly message?: {
    readonly content?: string;
    readonly thinking?: string;
    readonly tool_calls?: readonly ToolCall[];
  };
  readonly response?: string;
  readonly thinking?: string;
  readonly done?: boolean;
  readonly done_reason?: string;
  readonly prompt_eval_count?: number;
  readonly eval_count?: number;
}

async function readLines(
  answers: AsyncIterable<Readonly<Record<string, unknown>>>,
  reading: Reading,
): Promise<void> {
  reading.reasoning = '';
  for await (const one of answers) {
    const line = one as Line;
    reading.add(line.message?.content ?? line.response);
    reading.addReasoning(line.message?.thinking ?? line.thinking);
    for (const { id, function: called } of line.message?.tool_calls ?? []) {
      reading.calls.push({
        id,
        name: called.name,
        arguments: JSON.stringify(called.arguments ?? {}),
      });
    }
    if (line.done === true) {
      reading.finish = line.done_reason;
      const counts = [line.prompt_eval_count, line.eval_count] as const;
      reading.usage = counts.some((count) => count !== undefined) ? counts : undefined;
    }
  }
}

const isGenerated = (body: string): boolean => body.includes('"response":');
const ollama = (host: string): InstanceType<typeof clients.Ollama> => new clients.Ollama({ host });

export const ollamaReaders: readonly OfficialReader[] = [
  {
    name: 'ollama: chat',
    format: 'ollamaChat',
    path: '/api/chat',
    body: CHAT,
    reads: (body) => !isGenerated(body),
    read: async (url, reading) => readLines(await ollama(url).chat(CHAT), reading),
  },
  {
    name: 'ollama: generate',
    format: 'ollamaChat',
    path: '/api/generate',
    body: GENERATE,
    reads: isGenerated,
    read: async (url, reading) => readLines(await ollama(url).generate(GENERATE), reading),
  },
];
