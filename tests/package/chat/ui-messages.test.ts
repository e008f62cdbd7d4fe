// vercelUiMessages: streams written by Vercel's AI SDK, read by its own transport and by chatText.
import { describe, expect, test } from 'vitest';
import { serve } from '../../support/test-server.js';
import { POEM } from './support/mock.js';
import { ai, chat, main } from './support/package.js';

const WORDS = POEM.match(/.{1,4}/gsu) ?? [];

/** Streams the given words and then the given end. Records its requests. */
async function startServer(
  words: number,
  last: object | undefined,
  requests: string[] = [],
): Promise<string> {
  const { url } = await serve((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    request.resume();
    const stream = ai.createUIMessageStream({
      execute: ({ writer }) => {
        writer.write({ type: 'start', messageId: 'm' });
        writer.write({ type: 'text-start', id: '0' });
        for (const delta of WORDS.slice(0, words)) {
          writer.write({ type: 'text-delta', id: '0', delta });
        }
        if (last !== undefined) {
          writer.write(last);
        }
      },
    });
    ai.pipeUIMessageStreamToResponse({ response, stream });
  });
  return `${url}/api/chat`;
}

async function ours(api: string): Promise<{ text: string; error: unknown }> {
  let text = '';
  const body = JSON.stringify({ messages: [], trigger: 'submit-message' });
  try {
    for await (const delta of chat.chatText(api, {
      format: chat.vercelUiMessages,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })) {
      text += delta;
    }
  } catch (error) {
    return { text, error };
  }
  return { text, error: undefined };
}

async function theirs(api: string): Promise<{ text: string; error: unknown }> {
  const transport = new ai.DefaultChatTransport({ api });
  const stream = await transport.sendMessages({
    chatId: '7',
    messages: [],
    trigger: 'submit-message',
  });
  let text = '';
  let error: unknown;
  for await (const { type, delta, errorText } of stream) {
    text += type === 'text-delta' ? String(delta) : '';
    error = type === 'error' ? errorText : error;
  }
  return { text, error };
}

describe('vercelUiMessages', () => {
  test('reads the whole stream as the SDK does', async () => {
    const requests: string[] = [];
    const api = await startServer(WORDS.length, { type: 'finish' }, requests);

    const [read, expected] = [await ours(api), await theirs(api)];

    expect(expected).toEqual({ text: POEM, error: undefined });
    expect(read).toEqual(expected);
    expect(requests).toEqual(['POST /api/chat', 'POST /api/chat']);
  });

  test('reports an error in the middle', async () => {
    const api = await startServer(7, { type: 'error', errorText: 'No more tokens' });

    const [read, expected] = [await ours(api), await theirs(api)];

    expect(expected.error).toBe('No more tokens');
    expect(read.error).toBeInstanceOf(chat.ChatError);
    expect(read.error).toMatchObject({ reason: 'No more tokens' });
    expect(read.text).toBe(expected.text);
    expect(read.text).toBe(WORDS.slice(0, 7).join(''));
  });

  test('reports a cut, which the SDK takes for the end', async () => {
    const { url: api } = await serve((request, response) => {
      request.resume();
      response
        .writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' })
        .end(`data: ${JSON.stringify({ type: 'text-delta', id: '0', delta: 'Hel' })}\n\n`);
    });

    const [read, expected] = [await ours(api), await theirs(api)];

    expect(expected).toEqual({ text: 'Hel', error: undefined });
    expect(read.text).toBe('Hel');
    expect(read.error).toBeInstanceOf(main.StreamInterruptedError);
  });
});
