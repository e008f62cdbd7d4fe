// Recipes for resume, each against a server that behaves like the API it is for.
import { expect, test } from 'vitest';
import type { EventSourceMessage } from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import {
  startServer,
  type RecordedRequest,
  type Respond,
  type TestResponse,
  type TestServer,
} from '../support/server.js';

const EVENT_STREAM = { 'content-type': 'text/event-stream' };
const WORDS = ['Hel', 'lo ', 'lo ', 'wor', 'ld'];

/**
 * Sends `events` from the one at `from`, and cuts the connection after `most`. A whole stream ends.
 */
function send(response: TestResponse, events: readonly string[], from: number, most: number): void {
  const chosen = events.slice(from, from + most);
  const isWhole = from + most >= events.length;
  response.writeHead(200, { ...EVENT_STREAM, ...(isWhole ? { connection: 'close' } : {}) });
  if (isWhole) {
    response.end(chosen.join(''));
  } else {
    response.write(chosen.join(''));
  }
}

interface Scene {
  readonly server: TestServer;
  readonly environment: FakeEnvironment;
  /** Call it with every message. It cuts the connection when a response has sent `most` events. */
  readonly cutAfter: (most: number) => () => void;
}

async function scene(respond: Respond): Promise<Scene> {
  let sent = 0;
  const server = await startServer((response, request) => {
    sent = 0;
    respond(response, request);
  });
  const environment = new FakeEnvironment();
  environment.releaseAll();
  const cutAfter = (most: number) => () => {
    sent += 1;
    if (sent === most) server.dropConnections();
  };
  return { server, environment, cutAfter };
}

const requestsAt = ({ requests }: TestServer): unknown[] =>
  requests.map(({ method, path }: RecordedRequest) => `${method} ${path}`);

test('resume: an OpenAI background response continues by its id and sequence number', async () => {
  const event = (type: string, number: number, rest: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number, ...rest })}\n\n`;
  const events = [
    event('response.created', 0, { response: { id: 'resp_7' } }),
    ...WORDS.map((delta, index) => event('response.output_text.delta', index + 1, { delta })),
    event('response.completed', WORDS.length + 1, { response: { id: 'resp_7' } }),
  ];
  const { server, environment, cutAfter } = await scene((response, { method, path }) => {
    const after = new URL(path, 'http://api').searchParams.get('starting_after');
    const isRead = method === 'GET' && path.startsWith('/stream/v1/responses/resp_7?stream=true&');
    const from = isRead ? Number(after) + 1 : 0;
    send(response, events, from, 3);
  });
  const cut = cutAfter(3);

  interface Event {
    type: string;
    sequence_number: number;
    delta?: string;
    response?: { id: string };
  }
  const parsed = ({ data }: EventSourceMessage): Event => JSON.parse(data) as Event;
  let answer = '';
  let id: string | undefined;
  await streamWithCallbacks(
    `${server.url}/v1/responses`,
    {
      method: 'POST',
      body: JSON.stringify({ stream: true, background: true }),
      headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
      isTerminal: ({ event: type }) =>
        ['response.completed', 'response.incomplete', 'response.failed'].includes(type),
      cursor: (message) => {
        const { response, sequence_number: number } = parsed(message);
        id = response?.id ?? id;
        return id === undefined ? undefined : { id, number };
      },
      resume: ({ cursor }) =>
        cursor
          ? {
              url: `${server.url}/v1/responses/${cursor.id}?stream=true&starting_after=${cursor.number}`,
            }
          : null,
      onmessage: (message) => {
        answer += parsed(message).delta ?? '';
        cut();
      },
    },
    environment,
  );

  expect(answer).toBe('Hello lo world');
  expect(requestsAt(server)).toEqual([
    'POST /stream/v1/responses',
    'GET /stream/v1/responses/resp_7?stream=true&starting_after=2',
    'GET /stream/v1/responses/resp_7?stream=true&starting_after=5',
  ]);
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
    Array(3).fill('Bearer key'),
  );
});

test('resume: a Vercel UI message stream is replayed by a GET; replayed messages are not delivered again', async () => {
  const chunks = [
    { type: 'start', messageId: 'm' },
    { type: 'text-start', id: '0' },
    ...WORDS.map((delta) => ({ type: 'text-delta', id: '0', delta })),
    { type: 'text-end', id: '0' },
    { type: 'finish' },
  ];
  const events = [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]'].map(
    (data) => `data: ${data}\n\n`,
  );
  let replies = 0;
  const { server, environment, cutAfter } = await scene((response) => {
    replies += 1;
    send(response, events, 0, replies === 3 ? events.length : 3 + replies);
  });
  // The second response has one event more than the first: it is cut after that event.
  const cuts = [cutAfter(4), cutAfter(1), (): void => {}];

  let answer = '';
  await streamWithCallbacks(
    `${server.url}/api/chat`,
    {
      method: 'POST',
      body: JSON.stringify({ id: 'chat', messages: [] }),
      isTerminal: ({ data }) => data === '[DONE]',
      dedupe: (_message, position) => position,
      resume: () => ({ url: `${server.url}/api/chat/chat/stream` }),
      onmessage: ({ data }) => {
        const chunk = data === '[DONE]' ? {} : (JSON.parse(data) as { delta?: string });
        answer += chunk.delta ?? '';
        cuts[replies - 1]?.();
      },
    },
    environment,
  );

  expect(answer).toBe('Hello lo world');
  expect(requestsAt(server)).toEqual([
    'POST /stream/api/chat',
    'GET /stream/api/chat/chat/stream',
    'GET /stream/api/chat/chat/stream',
  ]);
});

test('resume: a Vercel UI message stream responds with 204 if there is nothing to resume', async () => {
  const { server, environment } = await scene((response) =>
    response.writeHead(204, { connection: 'close' }).end(),
  );

  const done = streamWithCallbacks(
    `${server.url}/api/chat/chat/stream`,
    { isTerminal: ({ data }) => data === '[DONE]' },
    environment,
  );

  await expect(done).resolves.toBeUndefined();
  expect(server.requests.length).toBe(1);
});

test("resume: 'last-event-id' sends the POST itself again and continues the stream", async () => {
  const events = WORDS.map((word, index) => `id: ${index + 1}\ndata:${word}\n\n`);
  const { server, environment, cutAfter } = await scene((response, { headers }) =>
    send(response, events, Number(headers['last-event-id'] ?? 0), 2),
  );
  const cut = cutAfter(2);

  let answer = '';
  await streamWithCallbacks(
    server.url,
    {
      method: 'POST',
      body: 'question',
      resume: 'last-event-id',
      onmessage: ({ data }) => {
        answer += data;
        if (answer.length < 'Hello lo world'.length) cut();
      },
    },
    environment,
  );

  expect(answer).toBe('Hello lo world');
  expect(server.requests.map(({ body, headers }) => [body, headers['last-event-id']])).toEqual([
    ['question', undefined],
    ['question', '2'],
    ['question', '4'],
  ]);
});

test('resume: a LangGraph stream continues at the Location of its response, from the last event ID', async () => {
  const events = WORDS.map((word, index) => `event: values\nid: ${index + 1}\ndata:${word}\n\n`);
  events.push('event: end\nid: 6\ndata: {}\n\n');
  const { server, environment, cutAfter } = await scene((response, { headers }) => {
    const from = Number(headers['last-event-id'] ?? 0);
    response.writeHead(200, { ...EVENT_STREAM, location: '/threads/t/runs/r/stream' });
    response.write(events.slice(from, from + 4).join(''));
  });
  const cut = cutAfter(4);

  let answer = '';
  await streamWithCallbacks(
    `${server.url}/threads/t/runs/stream`,
    {
      method: 'POST',
      isTerminal: ({ event }) => event === 'end',
      resume: ({ headers }) => `${server.url}${headers.get('location') ?? ''}`,
      onmessage: ({ data, event }) => {
        answer += event === 'values' ? data : '';
        if (event === 'end') server.dropConnections();
        else cut();
      },
    },
    environment,
  );

  expect(answer).toBe('Hello lo world');
  expect(requestsAt(server)).toEqual([
    'POST /stream/threads/t/runs/stream',
    'GET /stream/threads/t/runs/r/stream',
  ]);
});
