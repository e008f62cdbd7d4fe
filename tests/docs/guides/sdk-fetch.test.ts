// docs/guides/sdk-fetch.md: each client with chatFetch, and the gateway.
import { describe, expect, test, vi } from 'vitest';
import { chatParts, openaiChat } from '../../../js/src/chat/index.js';
import { rejectionOf } from '../../js/support/deferred.js';
import {
  answers,
  endsAfter,
  startServer,
  staysOpenAfter,
  type Respond,
} from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { serve } from './support/program.js';
import { chunk, delta, DONE } from './support/wire.js';

const guide = openGuide('sdk-fetch');
const JSON_TYPE = { 'content-type': 'application/json' };
const HELLO = `${delta('Hello')}${chunk({}, 'stop')}${DONE}`;

type Ask = (question: string, show: (text: string) => void) => Promise<void>;

const load = async <Module>(file: string): Promise<Module> => {
  vi.resetModules();
  return (await import(guide.use(file))) as Module;
};

/** Starts a model, and sets the environment variables that the clients read. */
async function startModel(...responds: Respond[]) {
  const model = await startServer(...responds);
  const { origin } = new URL(model.url);
  vi.stubEnv('OPENAI_API_KEY', 'secret');
  vi.stubEnv('OPENAI_BASE_URL', `${origin}/v1`);
  vi.stubEnv('ANTHROPIC_API_KEY', 'secret');
  vi.stubEnv('ANTHROPIC_BASE_URL', origin);
  return model;
}

async function answerTo(ask: Ask): Promise<string> {
  let text = '';
  await ask('Who?', (fragment) => (text += fragment));
  return text;
}

const event = (type: string, rest: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
const CLAUDE = [
  event('message_start', { message: { id: 'm', role: 'assistant', content: [], usage: {} } }),
  event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Hello' } }),
  event('content_block_stop', { index: 0 }),
  event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: {} }),
  event('message_stop', {}),
];

describe.each([
  ['openai.js', HELLO, delta('Hello')],
  ['anthropic.js', CLAUDE.join(''), CLAUDE.slice(0, 3).join('')],
])('%s', (file, whole, half) => {
  test('shows the answer', async () => {
    const model = await startModel(endsAfter(whole));
    const { ask } = await load<{ ask: Ask }>(file);

    expect(await answerTo(ask)).toBe('Hello');
    expect(model.requests.length).toBe(1);
  });

  test('throws after one request if the answer ends early', async () => {
    const model = await startModel(endsAfter(half));
    const { ask } = await load<{ ask: Ask }>(file);

    expect(String(await rejectionOf(answerTo(ask)))).toContain('The stream was interrupted');
    expect(model.requests.length).toBe(1);
  });
});

test('ai-sdk.js shows the answer', async () => {
  const model = await startModel(endsAfter(HELLO));
  const { ask } = await load<{ ask: Ask }>('ai-sdk.js');

  expect(await answerTo(ask)).toBe('Hello');
  expect(model.requests[0]?.headers.authorization).toBe('Bearer secret');
});

test('formats.js reads each API in its own format', async () => {
  const responses = event('response.output_text.delta', { delta: 'Hello' });
  const last = event('response.completed', { response: { status: 'completed', output: [] } });
  await startModel(endsAfter(responses + last), endsAfter(HELLO));
  const { openai } = await load<{ openai: Record<string, never> }>('formats.js');
  const { responses: one, chat: other } = openai as unknown as {
    responses: { create: (request: object) => Promise<AsyncIterable<unknown>> };
    chat: { completions: { create: (request: object) => Promise<AsyncIterable<unknown>> } };
  };
  const count = async (stream: AsyncIterable<unknown>): Promise<number> => {
    const events: unknown[] = [];
    for await (const one of stream) {
      events.push(one);
    }
    return events.length;
  };

  expect(await count(await one.create({ model: 'm', stream: true, input: '' }))).toBe(2);
  expect(await count(await other.completions.create({ stream: true, messages: [] }))).toBe(2);
});

test('transport.js continues an interrupted answer', async () => {
  const part = (type: string, rest: object = {}): string =>
    `data: ${JSON.stringify({ type, id: '0', ...rest })}\n\n`;
  const half = `${part('text-start')}${part('text-delta', { delta: 'Hel' })}`;
  const rest = `${part('text-delta', { delta: 'lo' })}${part('finish')}data: [DONE]\n\n`;
  const server = await startServer(staysOpenAfter(half), endsAfter(half + rest));
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => fetch(new URL(url, server.url), init));
  const { transport } = await load<{
    transport: { sendMessages(options: object): Promise<ReadableStream<{ delta?: string }>> };
  }>('transport.js');

  let text = '';
  const options = { chatId: '7', messages: [], trigger: 'submit-message' };
  for await (const { delta: fragment = '' } of await transport.sendMessages(options)) {
    text += fragment;
    if (text === 'Hel' && server.requests.length === 1) {
      server.dropConnections();
    }
  }
  vi.unstubAllGlobals();

  expect(text).toBe('Hello');
  expect(server.requests.map(({ path }) => path)).toEqual(['/api/chat', '/api/chat/7/stream']);
});

describe('gateway.js', () => {
  async function startGateway(...responds: Respond[]) {
    const model = await startServer(...responds);
    const gateway = await serve(guide.use('gateway.js'), { CHAT_URL: model.url, CHAT_KEY: 'key' });
    const post = (): Promise<Response> => fetch(gateway.url, { method: 'POST', body: '{}' });
    return { model, post, url: gateway.url };
  }

  test('forwards the bytes of the answer, and adds the key', async () => {
    const { model, post } = await startGateway(endsAfter(HELLO));

    expect(await (await post()).text()).toBe(HELLO);
    expect(model.requests[0]?.headers.authorization).toBe('Bearer key');
  });

  test('forwards a 429 after one request', async () => {
    const { model, post } = await startGateway(
      answers(429, { ...JSON_TYPE, 'retry-after': '7' }, '{"error": {}}'),
    );

    const response = await post();

    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await response.json()).toEqual({ error: {} });
    expect(model.requests.length).toBe(1);
  });

  test('makes the page fail if the answer is truncated, after one request to the model', async () => {
    const { model, url } = await startGateway(endsAfter(delta('Hello')));
    const parts = chatParts(url, { format: openaiChat, method: 'POST', body: '{}' });
    const read = async (): Promise<void> => {
      for await (const part of parts) {
        expect(part).toMatchObject({ text: 'Hello' });
      }
    };

    expect(await rejectionOf(read())).toMatchObject({ name: 'StreamInterruptedError' });
    expect(model.requests.length).toBe(1);
  });

  test('responds with 502 if the model cannot be reached', async () => {
    const { post } = await startGateway((response) => response.destroy());

    expect((await post()).status).toBe(502);
  });
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
