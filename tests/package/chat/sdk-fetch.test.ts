// chatFetch under the SDKs, over real sockets: what a program receives, and which requests the
// server receives.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { serve } from '../../support/test-server.js';
import { ai, chat, main } from './support/package.js';
import {
  AI_TRANSPORT,
  OPENAI_RESPONSES,
  outcomeOf,
  SDKS,
  type Call,
  type Sdk,
} from './support/sdk-calls.js';

type Respond = (response: ServerResponse, request: IncomingMessage) => void;

const WORDS = ['Hel', 'lo', ', 世', '界 🌊'];
const TEXT = WORDS.join('');
/** The start of an event. */
const CUT = 'data: {"ty';
const RETRY = { initialDelay: 10, jitter: 0 };

async function start(...responds: Respond[]) {
  const requests: string[] = [];
  const left: Promise<unknown>[] = [];
  const server = await serve((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    left.push(once(response, 'close'));
    const respond = responds[Math.min(requests.length, responds.length) - 1];
    void text(request).then(() => respond?.(response, request));
  });
  /** Resets the connections, as a network failure does. */
  const cut = (): void => server.cut();
  return { url: server.url, requests, left, cut };
}

const begin = (response: ServerResponse): void =>
  void response.writeHead(200, { 'content-type': 'text/event-stream' });

const ends =
  (...events: string[]): Respond =>
  (response) => {
    begin(response);
    events.forEach((event) => response.write(event));
    response.end();
  };

const staysOpen =
  (...events: string[]): Respond =>
  (response) => {
    begin(response);
    response.write(events.join(''));
  };

const refuses =
  (status: number, body: object): Respond =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));

const fetchFor = ({ format }: Sdk, options: object = {}): Call['fetch'] =>
  chat.chatFetch({ format, retry: RETRY, ...options });

describe.each(SDKS.map((sdk) => [sdk.name, sdk] as const))('chatFetch with %s', (_name, sdk) => {
  const { wire, last } = sdk;

  test('reads a whole answer', async () => {
    const { url, requests } = await start(ends(...wire(WORDS), last));

    const outcome = await outcomeOf(sdk, url, { fetch: fetchFor(sdk) });

    expect(outcome).toEqual({ text: TEXT, error: undefined });
    expect(requests.length).toBe(1);
  });

  test('reads a whole answer after a 503', async () => {
    const { url, requests } = await start(refuses(503, {}), ends(...wire(WORDS), last));

    const outcome = await outcomeOf(sdk, url, { fetch: fetchFor(sdk) });

    expect(outcome).toEqual({ text: TEXT, error: undefined });
    expect(requests).toEqual([requests[0], requests[0]]);
  });

  test('throws for a truncated answer, after one request', async () => {
    const { url, requests } = await start(ends(...wire(WORDS.slice(0, 2))), refuses(404, {}));

    const { text: read, error } = await outcomeOf(sdk, url, { fetch: fetchFor(sdk) });

    expect(TEXT.startsWith(read)).toBe(true);
    expect(error).toBeInstanceOf(main.StreamInterruptedError);
    expect(requests.filter((request) => request.startsWith('POST')).length).toBe(1);
  });

  test('throws for a stalled model and closes the connection', async () => {
    const { url, left } = await start(staysOpen(...wire(WORDS.slice(0, 2))), refuses(404, {}));
    const fetch = fetchFor(sdk, { timeouts: { idleContent: 100 } });

    const { error } = await outcomeOf(sdk, url, { fetch });

    expect(error).toMatchObject({ name: 'StreamInterruptedError', phase: 'timeout' });
    await Promise.all(left);
  });

  test("throws the SDK's own error for a 401, after one request", async () => {
    const { url, requests } = await start(refuses(401, { error: { message: 'Wrong key' } }));

    const { text: read, error } = await outcomeOf(sdk, url, { fetch: fetchFor(sdk) });

    expect(read).toBe('');
    expect(main.isEventStreamError(error)).toBe(false);
    expect(String(error)).toContain('Wrong key');
    expect(requests.length).toBe(1);
  });

  test('closes the connection when the program aborts', async () => {
    const { url, left } = await start(staysOpen(...wire(WORDS.slice(0, 2))));
    const leaving = new AbortController();

    await outcomeOf(sdk, url, {
      fetch: fetchFor(sdk),
      signal: leaving.signal,
      seen: () => leaving.abort(),
    });

    expect(left.length).toBe(1);
    await Promise.all(left);
  });
});

describe.each(SDKS.flatMap((sdk) => (sdk.whole ? [[sdk.name, sdk, sdk.whole] as const] : [])))(
  'chatFetch with %s, not streamed',
  (_name, sdk, whole) => {
    test('receives a response that is not streamed, after one request', async () => {
      const { url, requests } = await start(refuses(200, sdk.json ?? {}));

      expect(await whole(url, { fetch: fetchFor(sdk) })).toBe('Hi');
      expect(requests.length).toBe(1);
    });

    test('throws for an answer that is cut, after one request', async () => {
      const { url, requests, cut } = await start(staysOpen(...sdk.wire(WORDS.slice(0, 2)), CUT));

      const { error } = await outcomeOf(sdk, url, { fetch: fetchFor(sdk), seen: cut });

      expect(error).toMatchObject({ name: 'StreamInterruptedError', phase: 'body' });
      expect(requests.length).toBe(1);
    });
  },
);

describe('chatFetch: an answer that is cut is continued', () => {
  test.each([1, 2, 3])('openai, responses: cut %i times', async (cuts) => {
    const events = [...OPENAI_RESPONSES.wire(WORDS), OPENAI_RESPONSES.last];
    const rest = ({ url = '' }: IncomingMessage): string[] =>
      events.slice(Number(/starting_after=(\d+)/.exec(url)?.[1] ?? -1) + 1);
    const staysAfter = (count: number): Respond => {
      return (response, request) =>
        staysOpen(...rest(request).slice(0, count), CUT)(response, request);
    };
    const { url, requests, cut } = await start(
      ...Array.from({ length: cuts }, (_none, at) => staysAfter(at === 0 ? 2 : 1)),
      (response, request) => ends(...rest(request))(response, request),
    );

    const outcome = await outcomeOf(OPENAI_RESPONSES, url, {
      fetch: fetchFor(OPENAI_RESPONSES),
      seen: () => requests.length <= cuts && cut(),
    });

    expect(outcome).toEqual({ text: TEXT, error: undefined });
    expect(requests).toEqual([
      'POST /v1/responses',
      ...Array.from(
        { length: cuts },
        (_none, at) => `GET /v1/responses/r?stream=true&starting_after=${at + 1}`,
      ),
    ]);
  });

  test.each([1, 2, 3])('ai, the transport of useChat: cut %i times', async (cuts) => {
    const events = [...AI_TRANSPORT.wire(WORDS), AI_TRANSPORT.last];
    const { url, requests, cut } = await start(
      ...Array.from({ length: cuts }, (_none, at) => staysOpen(...events.slice(0, 3 + at), CUT)),
      ends(...events),
    );

    const outcome = await outcomeOf(AI_TRANSPORT, url, {
      fetch: fetchFor(AI_TRANSPORT),
      seen: () => requests.length <= cuts && cut(),
    });

    expect(outcome).toEqual({ text: TEXT, error: undefined });
    expect(requests).toEqual([
      'POST /api/chat',
      ...Array.from({ length: cuts }, () => 'GET /api/chat/7/stream'),
    ]);
  });
});

test('ai, the transport of useChat: receives the error of the stream before the body fails', async () => {
  const { url } = await start(
    ends([...AI_TRANSPORT.wire(WORDS), 'data: {"type":"error","errorText":"Later"}\n\n'].join('')),
  );
  const transport = new ai.DefaultChatTransport({
    api: `${url}/api/chat`,
    fetch: fetchFor(AI_TRANSPORT),
  });
  const types: unknown[] = [];
  const read = async (): Promise<void> => {
    for await (const { type } of await transport.sendMessages({
      chatId: '7',
      messages: [],
      trigger: 'submit-message',
    })) {
      types.push(type);
    }
  };

  await expect(read()).rejects.toBeInstanceOf(chat.ChatError);
  expect(types).toEqual(['start', 'text-start', ...WORDS.map(() => 'text-delta'), 'error']);
});
