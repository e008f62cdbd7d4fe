// openaiResponses: OpenAI's Responses API, and how a background response continues after a cut.
import { describe, expect, test } from 'vitest';
import { openaiResponses } from '../../../../js/src/chat/index.js';
import { StreamInterruptedError, TruncatedError } from '../../../../js/src/index.js';
import { holdsToContract } from '../../support/chat-contract.js';
import { ask, ends, events, namedEvents, POST, read, staysOpen } from '../../support/chat-scene.js';
import { answers, startServer } from '../../support/server.js';

const format = openaiResponses;
const AGAIN = { initialDelay: 1, jitter: 0 };
const WORDS = ['Hel', 'lo', ', 世', '界 🌊\n'];

type Event = { type: string } & Record<string, unknown>;

/** The events of a response with their sequence numbers. */
function eventsOf(response: object, last: Event): Event[] {
  const delta = (word: string): Event => ({ type: 'response.output_text.delta', delta: word });
  const unnumbered: Event[] = [
    { type: 'response.created', response },
    { type: 'response.in_progress', response },
    { type: 'response.output_item.added', item: { type: 'message' } },
    ...WORDS.map(delta),
    { type: 'response.output_text.done', text: WORDS.join('') },
    last,
  ];
  return unnumbered.map((event, index) => ({ ...event, sequence_number: index }));
}

const COMPLETED: Event = { type: 'response.completed', response: { status: 'completed' } };
const FOREGROUND = eventsOf({ id: 'resp_7', background: false }, COMPLETED);
const BACKGROUND = eventsOf({ id: 'resp_7', background: true }, COMPLETED);
const TEXT = WORDS.join('');
const part = (from: number, to?: number): string => namedEvents(...BACKGROUND.slice(from, to));
const FAILURE = { code: 'server_error', message: 'The model failed' };

holdsToContract('openaiResponses', {
  format,
  messages: FOREGROUND.slice(0, -1).map((event) => namedEvents(event)),
  last: namedEvents(COMPLETED),
  text: TEXT,
  keepAlives: [': keep-alive\n\n', 'data:\n\n', namedEvents({ type: 'keepalive' })],
  failures: [
    [
      'an error event',
      namedEvents({ type: 'error', ...FAILURE, param: null } as Event),
      {
        type: undefined,
        code: 'server_error',
        message: 'Expected an answer, got an error: server_error: The model failed',
        raw: { type: 'error', ...FAILURE, param: null },
      },
    ],
    [
      'an error event with an error in it',
      namedEvents({ type: 'error', error: { type: 'invalid_request_error', ...FAILURE } } as Event),
      { type: 'invalid_request_error', code: 'server_error' },
    ],
    [
      'an error without an event',
      events({ error: { type: 'server_error', message: 'Gateway' } }),
      { type: 'server_error', code: undefined },
    ],
    [
      'a response that failed',
      namedEvents({ type: 'response.failed', response: { id: 'resp_7', error: FAILURE } } as Event),
      { type: undefined, code: 'server_error', raw: FAILURE },
    ],
    [
      'a response that failed without a reason',
      namedEvents({ type: 'response.failed', response: { error: null } } as Event),
      { message: 'Expected an answer, got an error: the server gave no reason', raw: null },
    ],
  ],
});

describe('openaiResponses', () => {
  test('an incomplete response ends the answer', async () => {
    const incomplete: Event = {
      type: 'response.incomplete',
      response: { incomplete_details: { reason: 'max_output_tokens' } },
    };

    const { deltas, error } = await ask(
      { format },
      staysOpen(namedEvents(...FOREGROUND.slice(0, 5), incomplete)),
    );

    expect([deltas.join(''), error]).toEqual(['Hello', undefined]);
  });

  test('yields text only: no reasoning, no refusal, no arguments of functions', async () => {
    const others = ['reasoning_summary_text', 'refusal', 'function_call_arguments'].map((name) => ({
      type: `response.${name}.delta`,
      delta: 'Hm',
    }));

    const { deltas } = await ask({ format }, ends(namedEvents(...others, ...FOREGROUND)));

    expect(deltas.join('')).toBe(TEXT);
  });
});

describe('openaiResponses: a response that was cut', () => {
  test('continues with a GET from the last sequence number if it is a background response', async () => {
    const server = await startServer(ends(part(0, 4)), ends(part(4, 6)), ends(part(6)));

    const { deltas, error } = await read(`${server.url}/v1/responses?api-version=1`, {
      format,
      ...POST,
      headers: { authorization: 'Bearer a' },
      retry: AGAIN,
    });

    expect([deltas.join(''), error]).toEqual([TEXT, undefined]);
    const next = '/stream/v1/responses/resp_7?api-version=1&stream=true&starting_after=';
    expect(server.requests.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/stream/v1/responses?api-version=1', POST.body],
      ['GET', `${next}3`, ''],
      ['GET', `${next}5`, ''],
    ]);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      Array(3).fill('Bearer a'),
    );
  });

  test('rejects as interrupted if it is not a background response', async () => {
    const { error, server } = await ask(
      { format, retry: AGAIN },
      ends(namedEvents(...FOREGROUND.slice(0, 5))),
    );

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect(server.requests.length).toBe(1);
  });

  test.each<[string, object]>([
    ['an id that is not text', { id: { toString: 'resp_7' }, background: true }],
    ['no id', { background: true }],
    ['a string for background', { id: 'resp_7', background: 'true' }],
  ])('rejects as interrupted if it has %s', async (_what, response) => {
    const { error, server } = await ask(
      { format, retry: AGAIN },
      ends(namedEvents(...eventsOf(response, COMPLETED).slice(0, 5))),
    );

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect(server.requests.length).toBe(1);
  });

  test('rejects as interrupted if the server refuses to continue it', async () => {
    const { error } = await ask(
      { format, retry: AGAIN },
      ends(part(0, 4)),
      answers(404, { 'content-type': 'application/json' }, '{"error":{"message":"gone"}}'),
    );

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect(error).toMatchObject({ attempt: 2, messagesDelivered: 4, phase: 'truncated' });
    expect((error as Error).cause).toBeInstanceOf(TruncatedError);
  });

  test("continues with the request of the caller's resume, which receives the cursor", async () => {
    const server = await startServer(ends(part(0, 4)), ends(part(4)));
    const cursors: unknown[] = [];

    const { deltas } = await read(server.url, {
      format,
      ...POST,
      retry: AGAIN,
      resume: ({ cursor }) => {
        cursors.push(cursor);
        return `${server.url}/proxy`;
      },
    });

    expect(deltas.join('')).toBe(TEXT);
    expect(cursors).toEqual([{ path: ['resp_7'], after: 3 }]);
    expect(server.requests.map(({ path }) => path)).toEqual(['/stream', '/stream/proxy']);
  });
});

test('a reopened page continues from its own GET', async () => {
  const server = await startServer(ends(part(4, 6)), ends(part(6)));

  const { deltas, error } = await read(
    `${server.url}/v1/responses/resp_7?stream=true&starting_after=3`,
    { format, retry: AGAIN },
  );

  expect([deltas.join(''), error]).toEqual([TEXT.slice(3), undefined]);
  expect(server.requests.map(({ path }) => path)).toEqual([
    '/stream/v1/responses/resp_7?stream=true&starting_after=3',
    '/stream/v1/responses/resp_7?stream=true&starting_after=5',
  ]);
});

test('a relative URL stays relative, without its fragment', async () => {
  const requested: unknown[] = [];
  const bodies = [part(0, 4), part(4)];

  const { deltas } = await read('v1/responses/?a=b c#top', {
    format,
    ...POST,
    retry: AGAIN,
    fetch: async (input) => {
      requested.push(input);
      return new Response(bodies.shift(), { headers: { 'content-type': 'text/event-stream' } });
    },
  });

  expect(deltas.join('')).toBe(TEXT);
  expect(requested[1]).toBe('v1/responses/resp_7?a=b+c&stream=true&starting_after=3');
});
