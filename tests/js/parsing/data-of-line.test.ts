// dataOfLine: messages from lines that the standard ignores, in order among all other messages.
import { describe, expect, test } from 'vitest';
import {
  EventTooLargeError,
  eventStream,
  fetchEventSource,
  HandlerError,
  ResponseError,
  StreamInterruptedError,
  TruncatedError,
  type EventSourceMessage,
  type FetchEventSourceInit,
} from '../../../js/src/index.js';
import { utf8 } from '../support/bytes.js';
import {
  answers,
  endsAfter,
  startServer,
  staysOpenAfter,
  type Respond,
} from '../support/server.js';

const asIs = (line: string): string => line;
const NDJSON = { 'content-type': 'application/x-ndjson' };

interface Result {
  /** Data of messages, and comments with a colon in front, in order. */
  readonly log: string[];
  readonly error: unknown;
}

async function read(respond: Respond, init: FetchEventSourceInit = {}): Promise<Result> {
  const server = await startServer(respond);
  const log: string[] = [];
  const done = fetchEventSource(server.url, {
    dataOfLine: asIs,
    onmessage: ({ data }) => void log.push(data),
    oncomment: (comment) => void log.push(`:${comment}`),
    retry: { maxAttempts: 1 },
    ...init,
  });
  const error: unknown = await done.catch((reason: unknown) => reason);
  await server.allSocketsClosed();
  return { log, error };
}

describe('dataOfLine: a line that begins with no field name', () => {
  test('is a message in order among messages and comments', async () => {
    const heard = await read(
      endsAfter('{1}\ndata: two\n\n:three\n{4}\r\n{5}\rdata: six\n\n7: eight\n'),
    );

    expect(heard).toEqual({
      log: ['{1}', 'two', ':three', '{4}', '{5}', 'six', '7: eight'],
      error: undefined,
    });
  });

  test('inside an event is delivered before the event and does not split it', async () => {
    const { log } = await read(endsAfter('data: a\n{1}\ndata: b\n\n'));

    expect(log).toEqual(['{1}', 'a\nb']);
  });

  test('gives no message if dataOfLine returns undefined, and a message without data if it returns ""', async () => {
    const { log } = await read(endsAfter('{1}\n{2}\n{3}\n'), {
      dataOfLine: (line) => (line === '{1}' ? undefined : line === '{2}' ? '' : 'third'),
    });

    expect(log).toEqual(['', 'third']);
  });

  test('is a message with data only, and does not change the last event ID', async () => {
    const server = await startServer(endsAfter('id: 7\ndata: a\n\n{1}\n'));
    const stream = eventStream(server.url, { dataOfLine: asIs });

    const messages: [EventSourceMessage, string][] = [];
    for await (const message of stream) {
      messages.push([message, stream.lastEventId]);
    }

    expect(messages).toEqual([
      [{ id: '7', event: '', data: 'a', retry: undefined }, '7'],
      [{ id: '', event: '', data: '{1}', retry: undefined }, '7'],
    ]);
  });

  test('is never a blank line, a comment or a field', async () => {
    const lines: string[] = [];

    await read(
      endsAfter('\n\r\n:c\ndata\nid: 1\nevent: e\nretry: 10\nretry: soon\n\nDATA: x\n data: y\n'),
      {
        dataOfLine: (line) => void lines.push(line),
      },
    );

    expect(lines).toEqual(['DATA: x', ' data: y']);
  });

  test.each([1, 2, 3, 7])('is complete for chunks of %i bytes', async (size) => {
    const bytes = utf8('{"流":"🌊"}\n\ufeff{2}\r\n{3}');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) {
          controller.enqueue(bytes.slice(at, at + size));
        }
        controller.close();
      },
    });
    const log: string[] = [];

    await fetchEventSource('https://chat.example/', {
      fetch: () => Promise.resolve(new Response(body)),
      dataOfLine: asIs,
      onmessage: ({ data }) => void log.push(data),
    });

    expect(log).toEqual(['{"流":"🌊"}', '\ufeff{2}', '{3}']);
  });
});

describe('dataOfLine: the end of the body', () => {
  test.each([
    ['{1}\n{2}', ['{1}', '{2}']],
    ['{1}\n{2}\n', ['{1}', '{2}']],
    ['{1}\n{2} ', ['{1}', '{2} ']],
    ['{1}\r', ['{1}']],
    ['', []],
    [':whole\n:cut', [':whole']],
  ])('ends a line: %j', async (body, log) => {
    expect(await read(endsAfter(body))).toEqual({ log, error: undefined });
  });

  test.each(['data: cut', 'data: cut\n', 'data: cut\n{1}', 'retry: 7'])(
    'ends no event: %j',
    async (body) => {
      const { log } = await read(endsAfter(`data: whole\n\n${body}`));

      expect(log.filter((one) => one !== '{1}')).toEqual(['whole']);
    },
  );

  test('may complete the terminal message', async () => {
    const { log, error } = await read(endsAfter('{1}\n{"done":true}'), {
      isTerminal: ({ data }) => data.includes('done'),
    });

    expect([log, error]).toEqual([['{1}', '{"done":true}'], undefined]);
  });

  test('without the terminal message is truncated', async () => {
    const init = { method: 'POST', isTerminal: () => false };

    const before = await read(endsAfter(''), init);
    const after = await read(endsAfter('{1}'), init);

    expect(before.error).toBeInstanceOf(StreamInterruptedError);
    expect((before.error as Error).cause).toBeInstanceOf(TruncatedError);
    expect(after.error).toBeInstanceOf(StreamInterruptedError);
    expect(after.error).toMatchObject({ messagesDelivered: 1 });
  });
});

describe('dataOfLine: errors', () => {
  test('an error that dataOfLine throws ends the stream with a HandlerError', async () => {
    const mistake = new Error('mine');

    const { log, error } = await read(staysOpenAfter('{1}\n{2}\n'), {
      dataOfLine: (line) => {
        if (line === '{2}') throw mistake;
        return line;
      },
    });

    expect(log).toEqual(['{1}']);
    expect(error).toBeInstanceOf(HandlerError);
    expect(error).toMatchObject({ handler: 'dataOfLine', cause: mistake, messagesDelivered: 1 });
  });

  test('a line that is longer than maxEventBytes', async () => {
    const { error } = await read(staysOpenAfter(`{1}\n${'x'.repeat(200)}`), { maxEventBytes: 100 });

    expect(error).toBeInstanceOf(EventTooLargeError);
    expect(error).toMatchObject({ maxEventBytes: 100, messagesDelivered: 1 });
  });

  test('an error status rejects; any content type is accepted', async () => {
    const typed = await read(answers(200, NDJSON, '{1}\n'));
    const refused = await read(answers(404, NDJSON, '{"error":"no"}'));

    expect(typed).toEqual({ log: ['{1}'], error: undefined });
    expect(refused.error).toBeInstanceOf(ResponseError);
    expect(refused.error).toMatchObject({ phase: 'status', body: '{"error":"no"}' });
  });

  test('without dataOfLine, a response that is not an event stream rejects', async () => {
    const { log, error } = await read(answers(200, NDJSON, '{1}\n'), { dataOfLine: undefined });

    expect(log).toEqual([]);
    expect(error).toMatchObject({ name: 'ResponseError', phase: 'content-type' });
  });
});

test('cursor and dedupe apply to messages from lines', async () => {
  const server = await startServer(endsAfter('{1}\n{2}\n'), endsAfter('{1}\n{2}\n{3}\n'));
  const log: string[] = [];
  const cursors: unknown[] = [];

  await fetchEventSource(server.url, {
    method: 'POST',
    dataOfLine: asIs,
    retry: { initialDelay: 1, jitter: 0 },
    isTerminal: ({ data }) => data === '{3}',
    cursor: ({ data }) => data,
    dedupe: (_message, position) => position,
    resume: ({ cursor }) => {
      cursors.push(cursor);
      return `${server.url}/rest`;
    },
    onmessage: ({ data }) => void log.push(data),
  });

  expect(log).toEqual(['{1}', '{2}', '{3}']);
  expect(cursors).toEqual(['{2}']);
});

test('leaving a loop that waits for a line closes the connection', async () => {
  const server = await startServer(staysOpenAfter('{1}\n'));

  for await (const { data } of eventStream(server.url, { dataOfLine: asIs })) {
    expect(data).toBe('{1}');
    break;
  }

  await server.allSocketsClosed();
  expect(server.requests.length).toBe(1);
});
