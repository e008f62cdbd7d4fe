// Google's client. It does not join fragments itself.
import { clients } from '../package.js';
import type { OfficialReader, Reading } from '../reading.js';

const contents = [{ role: 'user', parts: [{ text: 'A poem, please' }] }];
const model = 'gemini-2.5-flash';

interface Part {
  readonly text?: string;
  readonly thought?: boolean;
}
interface Chunk {
  readonly text?: string;
  readonly functionCalls?: readonly {
    readonly id?: string;
    readonly name?: string;
    readonly args?: object;
  }[];
  readonly candidates?: readonly {
    readonly content?: { readonly parts?: readonly Part[] };
    readonly finishReason?: string;
  }[];
  readonly promptFeedback?: { readonly blockReason?: string };
  readonly usageMetadata?: {
    readonly promptTokenCount?: number;
    readonly candidatesTokenCount?: number;
    readonly thoughtsTokenCount?: number;
  };
}

async function read(url: string, reading: Reading): Promise<void> {
  const client = new clients.GoogleGenAI({ apiKey: 'key', httpOptions: { baseUrl: url } });
  reading.reasoning = '';
  for await (const one of await client.models.generateContentStream({ model, contents })) {
    const { text, functionCalls, candidates, promptFeedback, usageMetadata } = one as Chunk;
    reading.add(text);
    const [candidate] = candidates ?? [];
    for (const part of candidate?.content?.parts ?? []) {
      reading.addReasoning(part.thought === true ? part.text : '');
    }
    for (const { id, name, args } of functionCalls ?? []) {
      reading.calls.push({ id, name, arguments: JSON.stringify(args ?? {}) });
    }
    reading.finish = candidate?.finishReason ?? promptFeedback?.blockReason ?? reading.finish;
    if (usageMetadata?.promptTokenCount !== undefined) {
      const {
        promptTokenCount,
        candidatesTokenCount: said,
        thoughtsTokenCount: thought,
      } = usageMetadata;
      const isCounted = said !== undefined || thought !== undefined;
      reading.usage = [promptTokenCount, isCounted ? (said ?? 0) + (thought ?? 0) : undefined];
    }
  }
}

export const genaiReaders: readonly OfficialReader[] = [
  {
    name: '@google/genai: generateContentStream',
    format: 'geminiStream',
    path: `/v1beta/models/${model}:streamGenerateContent?alt=sse`,
    body: { contents },
    read,
  },
];
