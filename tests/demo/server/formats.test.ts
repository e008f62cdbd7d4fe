// The demo's answers in the formats of chat APIs: framed as they frame them, read through the package's presets, and forwarded.
import {
  anthropicMessages,
  ChatError,
  chatParts,
  chatText,
  geminiStream,
  ollamaChat,
  openaiChat,
  openaiResponses,
  vercelUiMessages,
  type ChatInit,
  type ChatPart,
} from 'post-event-source/chat';
import { describe, expect, it, test } from 'vitest';
import { formatOf } from '../../../demo/server/formats/formats.js';
import type { FormatName } from '../../../demo/server/types.d.ts';
import { ask, openDemo, post, type Demo } from './support/demo.js';
import { EventReader, textOf } from './support/event-reader.js';
import { Gate } from './support/gate.js';
import { openUpstream } from './support/upstream.js';

const presets = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  anthropic: anthropicMessages,
  gemini: geminiStream,
  vercel: vercelUiMessages,
  ollama: ollamaChat,
};
const names = Object.keys(presets) as FormatName[];
const question = 'How does a cut stream resume?';
const messages = [{ role: 'user', content: question }];

const open = (name: FormatName, options: Parameters<typeof openDemo>[0] = {}) =>
  openDemo({ ...options, env: { ...options.env, CHAT_FORMAT: name } });

const initOf = (name: FormatName, init: Partial<ChatInit> = {}): ChatInit => ({
  format: presets[name],
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ messages }),
  ...init,
});

const texts = (demo: Demo, name: FormatName, init: Partial<ChatInit> = {}) =>
  chatText(`${demo.url}/api/chat`, initOf(name, init));

/** The parts of an answer, joined: each kind of text, the tool call, the usage and the finish. */
async function partsOf(demo: Demo, name: FormatName, asked: string) {
  const body = JSON.stringify({ messages: [{ role: 'user', content: asked }] });
  const joined = { text: '', reasoning: '', refusal: '', arguments: '' };
  const others: ChatPart[] = [];
  let tool = '';
  for await (const part of chatParts(`${demo.url}/api/chat`, initOf(name, { body }))) {
    if (part.type === 'text' || part.type === 'reasoning' || part.type === 'refusal') {
      joined[part.type] += part.text;
    } else if (part.type === 'tool-call') {
      joined.arguments += part.arguments;
      tool ||= part.name ?? '';
    } else {
      others.push(part);
    }
  }
  return { ...joined, tool, others };
}

async function whole(source: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of source) text += piece;
  return text;
}

const answerItself = async () =>
  textOf(await new EventReader(await ask(await openDemo(), question)).rest());

describe.each(names)('%s', (name) => {
  it('brings the same answer as any other', async () => {
    const demo = await open(name);

    expect(await whole(texts(demo, name))).toBe(await answerItself());
    const info: unknown = await (await fetch(`${demo.url}/api/info`)).json();
    expect(info).toEqual({ kind: 'built-in', model: 'built-in-composer', format: name });
  });

  it('sends reasoning, a tool call, usage and its finish reason', async () => {
    const demo = await open(name);

    const answer = await partsOf(demo, name, 'Think first, then look up the weather in Berlin');

    expect(answer).toMatchObject({ text: '', refusal: '', tool: 'search' });
    expect(answer.reasoning).toMatch(/^The question is about “.*Berlin”, in English\.\n/);
    expect(JSON.parse(answer.arguments)).toEqual({ query: 'the weather in Berlin', limit: 3 });
    const [usage, finish] = answer.others;
    expect(usage).toMatchObject({ type: 'usage', inputTokens: 10, outputTokens: 59 });
    expect(finish).toMatchObject({ type: 'finish', reason: 'tool-calls' });
  });

  it('sends why an answer is not whole', async () => {
    const demo = await open(name);

    const cut = await partsOf(demo, name, 'Explain SSE in 20 tokens');
    const refused = await partsOf(demo, name, 'Please refuse');

    expect(cut.text.length).toBeGreaterThan(20);
    expect(cut.others.at(-1)).toMatchObject({ type: 'finish', reason: 'length' });
    expect(refused.text + refused.refusal).toMatch(/^I am asked to refuse/);
    const { reason } = refused.others.at(-1) as Extract<ChatPart, { type: 'finish' }>;
    expect(refused.refusal === '' ? reason : 'refusal').toBe(refusals[name]);
  });

  it('tells an error inside the stream, after what came before it', async () => {
    const demo = await open(name, { limits: { answerCharacters: 40 } });
    let text = '';
    const reading = async () => {
      for await (const piece of texts(demo, name)) text += piece;
    };

    await expect(reading()).rejects.toThrow(ChatError);
    await expect(reading()).rejects.toThrow(/grew past 40 characters/);
    expect(text.length).toBeGreaterThan(20);
  });

  it('is forwarded from a server that speaks it', async () => {
    const { headers, write } = formatOf(name);
    const { begin, part } = write({ id: 'a1', created: 1, model: 'm' });
    const said: ChatPart[] = [
      { type: 'text', text: 'Once ', index: 0 },
      { type: 'text', text: 'more.', index: 0 },
      { type: 'finish', reason: 'stop' },
    ];
    const upstream = await openUpstream((response) => {
      response.writeHead(200, headers);
      response.end([...begin(), ...said.flatMap(part)].join(''));
    });
    const owner = name.startsWith('openai') ? 'OPENAI' : name.toUpperCase();
    const demo = await open(name, {
      env: {
        [`${owner}_BASE_URL`]: upstream.url,
        [`${owner}_API_KEY`]: 'sk-secret',
        [`${owner}_MODEL`]: 'tiny model',
      },
    });

    expect(await whole(texts(demo, name))).toBe('Once more.');
    const [request] = upstream.requests;
    expect(request?.url).toBe(paths[name]);
    expect(JSON.stringify(request?.headers)).toContain('sk-secret');
  });

  it('tells why the server that speaks it refused, without the key', async () => {
    const upstream = await openUpstream((response) => {
      response.writeHead(401).end('{"error": {"message": "Wrong key sk-secret"}}');
    });
    const owner = name.startsWith('openai') ? 'OPENAI' : name.toUpperCase();
    const demo = await open(name, {
      env: { [`${owner}_BASE_URL`]: upstream.url, [`${owner}_API_KEY`]: 'sk-secret' },
    });

    await expect(whole(texts(demo, name))).rejects.toThrow(
      new RegExp(`status 401: Wrong key \\[key\\]\\. Check ${owner}_API_KEY\\.`),
    );
    expect(upstream.requests).toHaveLength(1);
  });
});

/** How each API says that the model refused. Ollama's does not. */
const refusals: Record<FormatName, string> = {
  'openai-chat': 'refusal',
  'openai-responses': 'refusal',
  anthropic: 'refusal',
  gemini: 'content-filter',
  vercel: 'content-filter',
  ollama: 'stop',
};

const paths: Record<FormatName, string> = {
  'openai-chat': '/v1/chat/completions',
  'openai-responses': '/v1/responses',
  anthropic: '/v1/messages',
  gemini: '/v1/models/tiny%20model:streamGenerateContent?alt=sse',
  vercel: '/v1',
  ollama: '/v1/chat',
};

it.each([
  ['openai-responses', { messages }],
  ['vercel', { messages, id: 'chat-7' }],
] as const)('%s goes on after a cut, from where it was', async (name, body) => {
  const gate = new Gate();
  const demo = await open(name, { pace: gate.pace });
  gate.release(5);
  const resumed: string[] = [];
  const reading = texts(demo, name, {
    body: JSON.stringify(body),
    idempotencyKey: 'chat-7',
    retry: { initialDelay: 1 },
    onretry: ({ error }) => void resumed.push(error.name),
  });
  const first = (await reading.next()).value as string;
  const rest = whole(reading);
  await fetch(`${demo.url}/api/chat/chat-7/cut`, { method: 'POST' });
  gate.open();

  expect(first + (await rest)).toBe(await answerItself());
  expect(resumed).toHaveLength(1);
  expect(gate.begun).toBe(1);
});

test('the frames are those of the API', async () => {
  const beginnings: Record<FormatName, [string, RegExp]> = {
    'openai-chat': ['text/event-stream; charset=utf-8', /^data: \{"id":.*\}\n\n/],
    'openai-responses': ['text/event-stream; charset=utf-8', /^event: response\.created\ndata: \{/],
    anthropic: ['text/event-stream; charset=utf-8', /^event: message_start\ndata: \{/],
    gemini: ['text/event-stream; charset=utf-8', /^data: \{"candidates".*\}\r\n\r\n/],
    vercel: ['text/event-stream; charset=utf-8', /^data: \{"type":"start"/],
    ollama: ['application/x-ndjson', /^\{"model":.*\}\n\{/],
  };
  for (const name of names) {
    const response = await ask(await open(name), question);

    const [type, beginning] = beginnings[name];
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.text()).toMatch(beginning);
  }
});

it('refuses a format that there is not, when it starts', async () => {
  await expect(openDemo({ env: { CHAT_FORMAT: 'openapi' } })).rejects.toThrow(
    'CHAT_FORMAT must be one of openai-chat, openai-responses, anthropic, gemini, vercel, ollama; got "openapi".',
  );
});

it('refuses an address of a model server that is none', async () => {
  const env = { ANTHROPIC_BASE_URL: 'api.anthropic.com' };
  await expect(open('anthropic', { env })).rejects.toThrow(
    'ANTHROPIC_BASE_URL must be an http or https address such as https://api.anthropic.com/v1.',
  );
});

it('refuses to go on after what is no event number, or with an answer that there is not', async () => {
  const demo = await open('openai-responses');
  await (await post(demo, { messages }, { 'idempotency-key': 'a1' })).text();

  expect((await fetch(`${demo.url}/api/chat/a1?starting_after=x`)).status).toBe(400);
  expect((await fetch(`${demo.url}/api/chat/none/stream`)).status).toBe(404);
});
