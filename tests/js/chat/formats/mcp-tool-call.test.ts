// mcpToolCall: MCP over streamable HTTP, and how a stream is resumed.
import { describe, expect, test } from 'vitest';
import { mcpToolCall } from '../../../../js/src/chat/index.js';
import { partsOfAnswer } from '../../../../js/src/chat/chat-parts.js';
import { joined, type JoinedAnswer } from '../../support/chat-answer.js';
import { MCP, progress, result, rpc, text } from '../../support/chat-streams/mcp-tool-call.js';
import { events } from '../../support/chat-streams/stream.js';
import { FakeEnvironment } from '../../support/fake-environment.js';
import { readsStreams } from '../../support/read-streams.js';
import { startServer, type Respond, type TestServer } from '../../support/server.js';

readsStreams('mcpToolCall', MCP);

const BODY = JSON.stringify(rpc({ id: 7, method: 'tools/call', params: { name: 'greet' } }));
const PROGRESS = JSON.stringify(progress(1));
const HELLO = events(result([text('Hello')]));

const sends =
  (body: string): Respond =>
  (response) =>
    response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' }).end(body);

/** Calls the tool without waiting for delays, and returns the delays and the answer. */
async function call(server: TestServer): Promise<JoinedAnswer & { delays: readonly number[] }> {
  const environment = new FakeEnvironment();
  const delays: number[] = [];
  const parts = partsOfAnswer(
    server.url,
    {
      format: mcpToolCall,
      method: 'POST',
      headers: {
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        'mcp-session-id': 's',
      },
      body: BODY,
      onretry: ({ delay }) => {
        delays.push(delay);
        void environment.nextWait().then((wait) => wait.release());
      },
    },
    environment,
  );
  return { ...(await joined(parts)), delays };
}

const requestsOf = ({ requests }: TestServer): unknown =>
  requests.map(({ method, path, headers }) => [method, path, headers['last-event-id']]);

describe('mcpToolCall: the response', () => {
  test.each([7, '7'])('ends the answer if it has the id of the request: %j', async (id) => {
    const other = rpc({ id: 8, result: { content: [text('Other')] } });
    const own = rpc({ id, result: { content: [text('Hello')] } });
    const server = await startServer(sends(events(other, own)));

    expect(await call(server)).toEqual({
      others: [JSON.stringify(other)],
      text: 'Hello',
      finish: ['stop'],
      delays: [],
    });
  });

  test('an HTTP error with a protocol error in its body is a ChatError', async () => {
    const server = await startServer((response) =>
      response
        .writeHead(400, { 'content-type': 'application/json', connection: 'close' })
        .end(JSON.stringify(rpc({ id: null, error: { code: -32000, message: 'No session' } }))),
    );

    expect(await call(server)).toMatchObject({
      error: { name: 'ChatError', status: 400, code: -32000, reason: 'No session' },
    });
    expect(server.requests.length).toBe(1);
  });
});

describe('mcpToolCall: a stream with event IDs that ends before the response', () => {
  test('is continued by a GET after the delay that the server has set', async () => {
    const server = await startServer(
      sends(`id: a\ndata:\n\nid: b\ndata: ${PROGRESS}\n\nretry: 4000\n\n`),
      sends(`id: c\n${HELLO}`),
    );

    expect(await call(server)).toEqual({
      others: [PROGRESS],
      text: 'Hello',
      finish: ['stop'],
      delays: [4000],
    });
    expect(requestsOf(server)).toEqual([
      ['POST', '/stream', undefined],
      ['GET', '/stream', 'b'],
    ]);
    expect(server.requests.map(({ body, headers }) => [body, headers['mcp-session-id']])).toEqual([
      [BODY, 's'],
      ['', 's'],
    ]);
  });

  test('is continued from the old ID if it is cut before a new one', async () => {
    const server = await startServer(
      sends('id: a\nretry: 300\ndata:\n\n'),
      sends(''),
      sends(': still working\n\n'),
      sends(`id: b\n${HELLO}`),
    );

    expect(await call(server)).toMatchObject({ text: 'Hello', delays: [300, 600, 1200] });
    expect(requestsOf(server)).toEqual([
      ['POST', '/stream', undefined],
      ['GET', '/stream', 'a'],
      ['GET', '/stream', 'a'],
      ['GET', '/stream', 'a'],
    ]);
  });

  test('may be closed more often than a request is repeated if each time has a new ID', async () => {
    const closed = Array.from({ length: 8 }, (_none, index) =>
      sends(`id: ${index}\nretry: 10\ndata:\n\n`),
    );
    const server = await startServer(...closed, sends(HELLO));

    expect(await call(server)).toMatchObject({ text: 'Hello' });
    expect(server.requests.length).toBe(9);
  });

  test('rejects with StreamInterruptedError if the server refuses the GET', async () => {
    const server = await startServer(sends('id: a\ndata:\n\n'), (response) =>
      response.writeHead(405, { connection: 'close' }).end(),
    );

    expect(await call(server)).toMatchObject({
      error: { name: 'StreamInterruptedError', cause: { name: 'TruncatedError' } },
    });
    expect(server.requests.length).toBe(2);
  });
});

test('mcpToolCall: a stream without event IDs that ends before the response rejects with StreamInterruptedError', async () => {
  const server = await startServer(sends(events(progress(1))));

  expect(await call(server)).toMatchObject({
    others: [PROGRESS],
    error: { name: 'StreamInterruptedError', cause: { name: 'TruncatedError' } },
    delays: [],
  });
  expect(server.requests.length).toBe(1);
});
