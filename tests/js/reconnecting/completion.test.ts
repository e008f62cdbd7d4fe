// isTerminal: a stream that ends before its last message is truncated; a stream that ends after it
// is complete.
import { expect, test, vi } from 'vitest';
import {
  eventStream,
  HandlerError,
  StreamInterruptedError,
  TruncatedError,
  type EventSourceMessage,
} from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { rejectionOf } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import {
  answers,
  endsAfter,
  startServer,
  staysOpenAfter,
  type Respond,
} from '../support/server.js';

const POST = { method: 'POST', body: 'b' };
const isTerminal = ({ data }: EventSourceMessage): boolean => data === '[DONE]';
const TRUNCATED = endsAfter('id: 1\ndata: a\n\n');
const COMPLETE = endsAfter('id: 2\ndata: b\n\ndata: [DONE]\n\n');

interface Played {
  readonly messages: string[];
  readonly lastEventIds: unknown[];
  readonly closed: number;
  readonly error: unknown;
}

async function play(init: FetchEventSourceInit, ...responds: Respond[]): Promise<Played> {
  const server = await startServer(...responds);
  const environment = new FakeEnvironment();
  environment.releaseAll();
  const messages: string[] = [];
  const onclose = vi.fn();
  const done = streamWithCallbacks(
    server.url,
    { isTerminal, onmessage: ({ data }) => void messages.push(data), onclose, ...init },
    environment,
  );
  const error: unknown = await done.catch((reason: unknown) => reason);
  await server.allSocketsClosed();
  return {
    messages,
    lastEventIds: server.requests.map(({ headers }) => headers['last-event-id']),
    closed: onclose.mock.calls.length,
    error,
  };
}

test('isTerminal: an end after the terminal message completes the stream', async () => {
  const played = await play(POST, COMPLETE);

  expect(played).toEqual({
    messages: ['b', '[DONE]'],
    lastEventIds: [undefined],
    closed: 1,
    error: undefined,
  });
});

test('isTerminal: an end before the terminal message is a failure; a GET resumes from the last event ID', async () => {
  const played = await play({}, TRUNCATED, COMPLETE);

  expect(played).toEqual({
    messages: ['a', 'b', '[DONE]'],
    lastEventIds: [undefined, '1'],
    closed: 1,
    error: undefined,
  });
});

test('isTerminal: rejects a truncated POST without an ID and does not send it again', async () => {
  const { messages, closed, error } = await play(POST, endsAfter('data: a\n\n'));

  expect(error).toBeInstanceOf(StreamInterruptedError);
  expect(error).toMatchObject({ phase: 'truncated', messagesDelivered: 1, retryable: false });
  expect((error as Error).cause).toBeInstanceOf(TruncatedError);
  expect({ messages, closed }).toEqual({ messages: ['a'], closed: 0 });
});

test('isTerminal: does not send a POST again that was truncated before any message', async () => {
  const { lastEventIds, messages, error } = await play(POST, endsAfter(''), COMPLETE);

  expect(error).toBeInstanceOf(StreamInterruptedError);
  expect(error).toMatchObject({ phase: 'truncated', messagesDelivered: 0 });
  expect(messages).toEqual([]);
  expect(lastEventIds).toEqual([undefined]);
});

test('isTerminal: calls onerror with the phase of a truncated stream', async () => {
  const reported: unknown[] = [];
  const refusal = new Error('enough');

  const { error } = await play(
    {
      onerror: (failure: TruncatedError) => {
        reported.push([failure.name, failure.phase, failure.retryable]);
        throw refusal;
      },
    },
    TRUNCATED,
  );

  expect(error).toBe(refusal);
  expect(reported).toEqual([['TruncatedError', 'truncated', true]]);
});

test('isTerminal: a connection lost after the terminal message completes the stream', async () => {
  const server = await startServer(staysOpenAfter('data: [DONE]\n\n'));
  const onclose = vi.fn();

  await streamWithCallbacks(
    server.url,
    { ...POST, isTerminal, onmessage: () => server.dropConnections(), onclose },
    new FakeEnvironment(),
  );

  expect(onclose).toHaveBeenCalledTimes(1);
  expect(server.requests.length).toBe(1);
});

test('isTerminal: a connection lost before the terminal message is retried as a network error', async () => {
  const server = await startServer(staysOpenAfter('data: a\n\n'));

  const error = await rejectionOf(
    streamWithCallbacks(
      server.url,
      { ...POST, isTerminal, onmessage: () => server.dropConnections() },
      new FakeEnvironment(),
    ),
  );

  expect(error).toMatchObject({ name: 'StreamInterruptedError', phase: 'body' });
});

test('isTerminal: delivers messages after the terminal message', async () => {
  const { messages, error } = await play(POST, endsAfter('data: [DONE]\n\ndata: usage\n\n'));

  expect(error).toBeUndefined();
  expect(messages).toEqual(['[DONE]', 'usage']);
});

test('isTerminal: a response without a body completes the stream', async () => {
  const { closed, error } = await play(POST, answers(204));

  expect(error).toBeUndefined();
  expect(closed).toBe(1);
});

test('isTerminal: a terminal message of one attempt does not complete the next attempt', async () => {
  let closings = 0;
  const { messages, error } = await play(
    {
      ...POST,
      retry: { maxAttempts: 2 },
      onclose: () => {
        closings += 1;
        if (closings === 1) {
          throw new Error('again');
        }
      },
      onerror: () => undefined,
    },
    COMPLETE,
    endsAfter(''),
    endsAfter(''),
  );

  expect(messages).toEqual(['b', '[DONE]']);
  expect(error).toMatchObject({ phase: 'truncated' });
});

test('isTerminal: is called once for each message, before onmessage', async () => {
  const calls: string[] = [];

  await play(
    {
      isTerminal: (message) => {
        calls.push(`isTerminal ${message.data}`);
        return isTerminal(message);
      },
      onmessage: ({ data }) => void calls.push(data),
    },
    COMPLETE,
  );

  expect(calls).toEqual(['isTerminal b', 'b', 'isTerminal [DONE]', '[DONE]']);
});

test('isTerminal: an error that it throws is reported as an error of isTerminal', async () => {
  const mine = new Error('mine');

  const { messages, error } = await play(
    {
      isTerminal: () => {
        throw mine;
      },
    },
    COMPLETE,
  );

  expect(error).toBeInstanceOf(HandlerError);
  expect(error).toMatchObject({ handler: 'isTerminal', cause: mine });
  expect(messages).toEqual([]);
});

test('isTerminal: a truncated eventStream rejects the pending next()', async () => {
  const server = await startServer(endsAfter('data: a\n\n'));
  const stream = eventStream(server.url, { ...POST, isTerminal });

  expect((await stream.next()).value).toMatchObject({ data: 'a' });
  const error = await rejectionOf(stream.next());

  expect(error).toMatchObject({ name: 'StreamInterruptedError', phase: 'truncated' });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test('isTerminal: eventStream finishes after the terminal message', async () => {
  const server = await startServer(COMPLETE);
  const messages: string[] = [];

  for await (const { data } of eventStream(server.url, { ...POST, isTerminal })) {
    messages.push(data);
  }

  expect(messages).toEqual(['b', '[DONE]']);
});
