// How often a request is sent for each way in which a stream can end. The server counts requests.
import { describe, expect, test } from 'vitest';
import { StreamInterruptedError } from '../../../js/src/index.js';
import { streamOfMessages } from '../../../js/src/shapes/event-stream.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import {
  answers,
  drops,
  endsAfter,
  startServer,
  staysOpenAfter,
  type Respond,
  type TestResponse,
} from '../support/server.js';

const POST = { method: 'POST', body: 'question' };
const RESUMED = { ...POST, resume: 'last-event-id' } as const;
const DONE = ({ data }: { data: string }): boolean => data === '[DONE]';
const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/** Sends `text` and then resets the connection. */
const cutAfter =
  (text: string): Respond =>
  (response: TestResponse) => {
    response.writeHead(200, EVENT_STREAM).write(text, () => response.destroy());
  };

const WHOLE = { ...POST, isTerminal: DONE };
const WHOLE_RESUMED = { ...RESUMED, isTerminal: DONE };

/**
 * A response that ends too early. Unlike a reset, no engine loses earlier bytes or repeats the
 * request on its own.
 */
const truncatedAfter = endsAfter;
const completeAfter = (text: string): Respond => endsAfter(`${text}data: [DONE]\n\n`);

/** Sends the head of a response and resets the connection. */
const cutAfterHead: Respond = (response) => {
  response.writeHead(200, EVENT_STREAM).flushHeaders();
  response.write(':\n', () => response.destroy());
};

interface Played {
  readonly requests: number;
  readonly messages: string[];
  readonly error: unknown;
}

/** The server responds to every request in the same way, or to each in turn. */
async function play(init: FetchEventSourceInit, ...responds: Respond[]): Promise<Played> {
  const server = await startServer(...responds);
  const environment = new FakeEnvironment();
  environment.releaseAll();
  const messages: string[] = [];
  const error: unknown = await streamWithCallbacks(
    server.url,
    {
      onmessage: ({ data }) => {
        if (data !== '[DONE]') messages.push(data);
      },
      ...init,
    },
    environment,
  ).catch((reason: unknown) => reason);
  await server.allSocketsClosed();
  return { requests: server.requests.length, messages, error };
}

const failing = (): never => {
  throw new Error('mine');
};
const wrongType: Respond = (response) => response.writeHead(200, { connection: 'close' }).end('x');
const noSignIn = async (): Promise<Response> => {
  throw Object.assign(new Error('not signed in'), { name: 'NotSignedIn', code: 'NOT_SIGNED_IN' });
};

describe('second POST: number of requests', () => {
  test.each<[string, number, FetchEventSourceInit, Respond[]]>([
    ['a connection without a response', 5, POST, [drops]],
    ['a transient status: 503', 5, POST, [answers(503, {})]],
    ['a transient status: 529', 5, POST, [answers(529, {})]],
    ['a permanent status: 401', 1, POST, [answers(401, {})]],
    ['a 200 of another content type', 1, POST, [wrongType]],
    ['a 204', 1, POST, [answers(204, {})]],
    ['a 503, then a 200 that is cut', 2, POST, [answers(503, {}), cutAfter('data: a\n\n')]],
    ['a cut after the head', 1, POST, [cutAfterHead]],
    ['a cut after comments', 1, POST, [cutAfter(': ping\n\n: ping\n\n')]],
    ['a cut in the first message', 1, POST, [cutAfter('data: hal')]],
    ['a cut after a message', 1, POST, [cutAfter('data: a\n\n')]],
    ['a cut after a message with an ID', 1, POST, [cutAfter('id: 1\ndata: a\n\n')]],
    ['the end after a message with an ID', 1, POST, [endsAfter('id: 1\ndata: a\n\n')]],
    ['an empty body', 1, POST, [endsAfter('')]],
    [
      'an empty body without the terminal message',
      1,
      { ...POST, isTerminal: DONE },
      [endsAfter('')],
    ],
    [
      'the end before the last message',
      1,
      { ...POST, isTerminal: DONE },
      [endsAfter('data: a\n\n')],
    ],
    [
      'silence, with a timeout',
      1,
      { ...POST, timeouts: { idle: 20 } },
      [staysOpenAfter(': ping\n\n')],
    ],
    ['onmessage that throws', 1, { ...POST, onmessage: failing }, [endsAfter('data: a\n\n')]],
    [
      'an event that exceeds the limit',
      1,
      { ...POST, maxEventBytes: 4 },
      [endsAfter('data: abcdef\n\n')],
    ],
    ['a fetch that throws an error of its own', 0, { ...POST, fetch: noSignIn }, [drops]],
    [
      'a server that numbers messages and starts over',
      2,
      WHOLE_RESUMED,
      [truncatedAfter('id: 1\ndata: a\n\n')],
    ],
    ['resumption without an ID', 1, WHOLE_RESUMED, [truncatedAfter('data: a\n\n')]],
    [
      'resumption of one message a time',
      3,
      WHOLE_RESUMED,
      [
        truncatedAfter('id: 1\ndata: a\n\n'),
        truncatedAfter('id: 2\ndata: b\n\n'),
        completeAfter('id: 3\ndata: c\n\n'),
      ],
    ],
    [
      'numbers from onerror, without end',
      3,
      { ...WHOLE, onerror: () => 10, retry: { maxAttempts: 3 } },
      [truncatedAfter('id: 1\ndata: a\n\n')],
    ],
    [
      'retry.replay, without end',
      3,
      { ...WHOLE, retry: { maxAttempts: 3, replay: true } },
      [truncatedAfter('data: a\n\n')],
    ],
  ])('%s: %i', async (_ending, requests, init, responds) => {
    const played = await play(init, ...responds);

    expect(played.requests).toBe(requests);
  });
});

test('StreamInterruptedError: has the delivered messages and the cause', async () => {
  const comments = await play(WHOLE, truncatedAfter(': ping\n\n'));
  const messages = await play(WHOLE, truncatedAfter('id: 1\ndata: a\n\ndata: b\n\n'));

  expect(comments.error).toBeInstanceOf(StreamInterruptedError);
  expect(comments.error).toMatchObject({ messagesDelivered: 0, phase: 'truncated', attempt: 1 });
  expect(messages.error).toBeInstanceOf(StreamInterruptedError);
  expect(messages.error).toMatchObject({
    messagesDelivered: 2,
    phase: 'truncated',
    retryable: false,
  });
  expect(messages.messages).toEqual(['a', 'b']);
});

describe("second POST: resume: 'last-event-id'", () => {
  test('delivers nothing twice if the server starts over', async () => {
    const { requests, messages, error } = await play(
      { ...RESUMED, isTerminal: DONE },
      truncatedAfter('id: 1\ndata: a\n\nid: 2\ndata: b\n\n'),
      completeAfter('id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n'),
    );

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect(error).toMatchObject({ messagesDelivered: 2, attempt: 2, retryable: false });
    expect((error as Error).message).toMatch(/continue after the last event ID, got ID "1" again/);
    expect(messages).toEqual(['a', 'b']);
    expect(requests).toBe(2);
  });

  test('rejects a GET, too, if the server starts over', async () => {
    const { requests, messages, error } = await play(
      { resume: 'last-event-id', isTerminal: DONE },
      truncatedAfter('id: 1\ndata: a\n\n'),
    );

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect([requests, messages]).toEqual([2, ['a']]);
  });

  test('does not take an ID that several messages of one response share for a restart', async () => {
    const { messages, error } = await play(
      { ...RESUMED, isTerminal: DONE },
      truncatedAfter('id: 1\ndata: a\n\nid: 1\ndata: b\n\n'),
      completeAfter('id: 2\ndata: c\n\nid: 2\ndata: d\n\n'),
    );

    expect(error).toBeUndefined();
    expect(messages).toEqual(['a', 'b', 'c', 'd']);
  });

  test('dedupe by key takes precedence over the ID', async () => {
    const text = 'id: 1\ndata: a\n\nid: 2\ndata: b\n\n';
    const { messages, error } = await play(
      { ...RESUMED, isTerminal: DONE, dedupe: ({ id }) => id },
      truncatedAfter(text),
      completeAfter(`${text}id: 3\ndata: c\n\n`),
    );

    expect(error).toBeUndefined();
    expect(messages).toEqual(['a', 'b', 'c']);
  });

  test('rejects if a resume function receives an ID again', async () => {
    const { requests, messages, error } = await play(
      { ...WHOLE, resume: () => ({ method: 'POST', body: 'more' }) },
      truncatedAfter('id: 1\ndata: a\n\n'),
    );

    expect(error).toBeInstanceOf(StreamInterruptedError);
    expect([requests, messages]).toEqual([2, ['a']]);
  });

  test.each([3, 'last-event-id ', 'lastEventId', null, {}])(
    'rejects an invalid value: %j',
    async (resume) => {
      const { requests, error } = await play({ ...POST, resume: resume as never }, drops);

      expect(error).toBeInstanceOf(TypeError);
      expect((error as Error).message).toMatch(/^Expected resume to be .*'last-event-id'/);
      expect(requests).toBe(0);
    },
  );
});

describe('second GET: follows the standard', () => {
  test('is sent after messages with and without IDs, and delivers every message', async () => {
    const { requests, messages, error } = await play(
      { isTerminal: DONE },
      truncatedAfter('id: 1\ndata: a\n\n'),
      truncatedAfter('data: b\n\n'),
      completeAfter('id: 1\ndata: a\n\n'),
    );

    expect(error).toBeUndefined();
    expect(messages).toEqual(['a', 'b', 'a']);
    expect(requests).toBe(3);
  });

  test('a server that starts over each time ends the call after maxAttempts', async () => {
    const { requests } = await play(
      { isTerminal: DONE, retry: { maxAttempts: 3 } },
      truncatedAfter('id: 1\ndata: a\n\nid: 2\ndata: b\n\n'),
    );

    expect(requests).toBe(3);
  });

  test('a server that delivers new messages each time does not end the call', async () => {
    let id = 0;
    const { requests } = await play(
      { isTerminal: DONE, retry: { maxAttempts: 2 } },
      (response, request) => {
        id += 1;
        const respond = id < 6 ? truncatedAfter : completeAfter;
        return respond(`id: ${id}\ndata: a\n\n`)(response, request);
      },
    );

    expect(requests).toBe(6);
  });
});

test('eventStream: does not send a POST again that was cut', async () => {
  const server = await startServer(truncatedAfter('id: 1\ndata: a\n\n'));
  const environment = new FakeEnvironment();
  environment.releaseAll();
  const messages: string[] = [];

  const reading = async (): Promise<void> => {
    for await (const { data } of streamOfMessages(server.url, WHOLE, environment)) {
      messages.push(data);
    }
  };

  await expect(reading()).rejects.toBeInstanceOf(StreamInterruptedError);
  expect(messages).toEqual(['a']);
  expect(server.requests.length).toBe(1);
});
