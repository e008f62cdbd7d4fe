// vercelUiMessages: the UI message stream of Vercel's AI SDK, and how it continues after a cut.
import { describe, expect, test } from 'vitest';
import { chatText, vercelUiMessages } from '../../../../js/src/chat/index.js';
import { StreamInterruptedError, TruncatedError } from '../../../../js/src/index.js';
import { holdsToContract } from '../../support/chat-contract.js';
import { ask, ends, events, POST, read } from '../../support/chat-scene.js';
import { answers, startServer } from '../../support/server.js';

const format = vercelUiMessages;
const WORDS = ['Hel', 'lo', ', 世', '界 🌊\n'];
const CHUNKS = [
  { type: 'start', messageId: 'm' },
  { type: 'start-step' },
  { type: 'text-start', id: '0' },
  ...WORDS.map((delta) => ({ type: 'text-delta', id: '0', delta })),
  { type: 'text-end', id: '0' },
  { type: 'finish-step' },
];
const FINISH = { type: 'finish', finishReason: 'stop' };
const WHOLE = events(...CHUNKS, FINISH, '[DONE]');
const TEXT = WORDS.join('');
const AGAIN = { initialDelay: 1, jitter: 0 };

holdsToContract('vercelUiMessages', {
  format,
  messages: CHUNKS.map((message) => events(message)),
  last: events(FINISH),
  text: TEXT,
  keepAlives: [': stream-open\n\n', ': keep-alive\n\n', 'data:\n\n'],
  failures: [
    [
      'an error part',
      events({ type: 'error', errorText: 'No more tokens' }),
      {
        type: undefined,
        code: undefined,
        message: 'Expected an answer, got an error: No more tokens',
        reason: 'No more tokens',
        raw: { type: 'error', errorText: 'No more tokens' },
      },
    ],
    ['an error part without a text', events({ type: 'error' }), { raw: { type: 'error' } }],
  ],
});

describe('vercelUiMessages', () => {
  test.each([
    ['[DONE]', events(...CHUNKS, '[DONE]')],
    ['an abort', events(...CHUNKS, { type: 'abort', reason: 'stopped' })],
  ])('ends with %s', async (_what, body) => {
    const { deltas, error } = await ask({ format }, ends(body));

    expect([deltas.join(''), error]).toEqual([TEXT, undefined]);
  });

  test('yields text only: no reasoning, no input of tools, no failure of a tool', async () => {
    const others = [
      { type: 'reasoning-delta', id: 'r', delta: 'Hm' },
      { type: 'tool-input-delta', toolCallId: 't', inputTextDelta: '{', delta: '{' },
      { type: 'tool-output-error', toolCallId: 't', errorText: 'No such tool' },
      { type: 'data-weather', data: { text: 'rain' } },
    ];

    const { deltas, error } = await ask({ format }, ends(events(...others, ...CHUNKS, FINISH)));

    expect([deltas.join(''), error]).toEqual([TEXT, undefined]);
  });
});

describe('vercelUiMessages: an answer that was cut', () => {
  const body = JSON.stringify({ id: 'chat 7', messages: [], trigger: 'submit-message' });

  test('continues with a GET of {url}/{id}/stream and skips what was read before', async () => {
    const server = await startServer(
      ends(events(...CHUNKS.slice(0, 4))),
      ends(events(...CHUNKS.slice(0, 2))),
      ends(events(...CHUNKS.slice(0, 5))),
      ends(WHOLE),
    );

    const { deltas, error } = await read(`${server.url}/api/chat/?tenant=a`, {
      format,
      ...POST,
      body,
      headers: { authorization: 'Bearer a' },
      retry: AGAIN,
    });

    expect([deltas.join(''), error]).toEqual([TEXT, undefined]);
    expect(server.requests.map(({ method, path, body: sent }) => [method, path, sent])).toEqual([
      ['POST', '/stream/api/chat/?tenant=a', body],
      ...Array<unknown>(3).fill(['GET', '/stream/api/chat/chat%207/stream?tenant=a', '']),
    ]);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      Array(4).fill('Bearer a'),
    );
  });

  test('is truncated if the server responds with 204', async () => {
    const { deltas, error, server } = await ask(
      { format, body, retry: AGAIN },
      ends(events(...CHUNKS.slice(0, 4))),
      answers(204),
    );

    expect(deltas).toEqual(['Hel']);
    expect(error).toBeInstanceOf(TruncatedError);
    expect(error).toMatchObject({ attempt: 2, messagesDelivered: 4, retryable: false });
    expect(server.requests.length).toBe(2);
  });

  test.each([
    ['no id', '{"messages":[]}'],
    ['an id that is not text', '{"id":7}'],
    ['a body that is not JSON', 'question'],
    ['a body that is not text', utf8Body()],
  ])('rejects as interrupted if the request has %s', async (_what, sent) => {
    const { error, server } = await ask(
      { format, body: sent, retry: AGAIN },
      ends(events(...CHUNKS.slice(0, 4))),
    );

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect(server.requests.length).toBe(1);
  });

  test('an error of the continued stream has the number of its attempt', async () => {
    const { error } = await ask(
      { format, body, retry: AGAIN },
      ends(events(...CHUNKS.slice(0, 4))),
      ends(events(...CHUNKS.slice(0, 5), { type: 'error', errorText: 'No' })),
    );

    expect(error).toMatchObject({ name: 'ChatError', attempt: 2, messagesDelivered: 5 });
  });
});

describe('vercelUiMessages: a reopened page', () => {
  test('a 204 gives an answer without parts', async () => {
    const server = await startServer(answers(204));

    const answer = await read(`${server.url}/7/stream`, { format });

    expect(answer).toEqual({ deltas: [], error: undefined });
    expect(server.requests.length).toBe(1);
  });

  test('reads the answer once, even if that stream is cut, too', async () => {
    const server = await startServer(ends(events(...CHUNKS.slice(0, 5))), ends(WHOLE));

    const { deltas, error } = await read(`${server.url}/7/stream`, { format, retry: AGAIN });

    expect([deltas.join(''), error]).toEqual([TEXT, undefined]);
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array(2).fill('GET /stream/7/stream'),
    );
  });
});

test('a relative URL stays relative', async () => {
  const requested: unknown[] = [];
  const bodies = [events(...CHUNKS.slice(0, 4)), WHOLE];

  const deltas: string[] = [];
  for await (const delta of chatText('/api/chat', {
    format,
    ...POST,
    body: '{"id":"7"}',
    retry: AGAIN,
    fetch: async (input) => {
      requested.push(input);
      return new Response(bodies.shift(), { headers: { 'content-type': 'text/event-stream' } });
    },
  })) {
    deltas.push(delta);
  }

  expect(deltas.join('')).toBe(TEXT);
  expect(requested).toEqual(['/api/chat', '/api/chat/7/stream']);
});

function utf8Body(): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode('{"id":"7"}');
}
