// The last event ID: from a dispatched block to the header of the next attempt.
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { lastEventIdHeader } from '../../../js/src/request/last-event-id.js';
import { eventStream, fetchEventSource, TruncatedError } from '../../../js/src/index.js';
import { utf8AsHeader } from '../support/bytes.js';
import { endsAfter, startServer, type RecordedRequest } from '../support/server.js';

/** Sends each text as the stream of one attempt. Returns the headers of the requests. */
async function headersOver(
  headers: Record<string, string>,
  ...texts: string[]
): Promise<RecordedRequest['headers'][]> {
  const server = await startServer(...texts.map(endsAfter), endsAfter(''));
  await fetchEventSource(server.url, {
    headers,
    onclose: () => {
      if (server.requests.length <= texts.length) {
        throw new Error('once more');
      }
    },
    onerror: () => 10,
  });
  return server.requests.map((request) => request.headers);
}

/** The same, but returns only the last event IDs. */
async function idsOver(...over: Parameters<typeof headersOver>): Promise<unknown[]> {
  return (await headersOver(...over)).map((headers) => headers['last-event-id']);
}

test('last event ID: is sent from the next attempt on, until another ID replaces it', async () => {
  const sent = await idsOver({}, 'id: 1\ndata: a\n\n', 'data: b\n\n', 'id: 2\ndata: c\n\n');

  expect(sent).toEqual([undefined, '1', '1', '2']);
});

test('last event ID: the ID of a block without data is sent', async () => {
  expect(await idsOver({}, 'id: 1\n\n')).toEqual([undefined, '1']);
});

test('last event ID: the ID of a block that was never dispatched is not sent', async () => {
  const sent = await idsOver({}, 'id: 1\ndata: a\n\nid: 2\ndata: b\n');

  expect(sent).toEqual([undefined, '1']);
});

test('last event ID: an empty ID removes it', async () => {
  const sent = await idsOver({}, 'id: 1\ndata: a\n\n', 'id\ndata: b\n\n');

  expect(sent).toEqual([undefined, '1', undefined]);
});

test("last event ID: the caller's ID is sent until the stream sets one, which replaces it", async () => {
  const sent = await idsOver({ 'Last-Event-ID': '5' }, 'data: a\n\n', 'id: 7\ndata: b\n\n');

  expect(sent).toEqual(['5', '5', '7']);
});

test("last event ID: an empty ID removes the caller's ID, too", async () => {
  const sent = await idsOver({ 'Last-Event-ID': '5' }, 'id:\ndata: a\n\n');

  expect(sent).toEqual(['5', undefined]);
});

test.each(['编号-7 🎉', 'é', '\ufeff7', 'a\u00adb', '~!"'])(
  'last event ID: %j is sent as UTF-8',
  async (id) => {
    // WebKitGTK encodes headers once more, so the expected bytes are sent in a second header.
    const sent = await headersOver({ 'x-same': utf8AsHeader(id) }, `id: ${id}\ndata: a\n\n`);

    const [first, second] = sent;
    expect(first).not.toHaveProperty('last-event-id');
    expect(second?.['last-event-id']).toBe(second?.['x-same']);
  },
);

test.each(['a\u0001b', '\u001f', 'a\u007f'])(
  'last event ID: %j, which no header can carry, is not sent and does not fail the stream',
  async (id) => {
    const sent = await idsOver({}, `id: 1\ndata: a\n\n`, `id: ${id}\ndata: b\n\n`);

    expect(sent).toEqual([undefined, '1', undefined]);
  },
);

test('last event ID: an ID with U+0000 is ignored', async () => {
  const sent = await idsOver({}, 'id: 1\ndata: a\n\n', 'id: 2\0\ndata: b\n\n');

  expect(sent).toEqual([undefined, '1', '1']);
});

const LONGEST = 8192;

describe('last event ID: too long for a header', () => {
  test.each([
    ['of 8192 bytes', 'x'.repeat(LONGEST), true],
    ['of 8193 bytes', 'x'.repeat(LONGEST + 1), false],
    ['of 8190 bytes in two-byte characters', 'é'.repeat(LONGEST / 2 - 1), true],
    ['of 8194 bytes in two-byte characters', 'é'.repeat(LONGEST / 2 + 1), false],
  ])('%s', (_what, id, isSendable) => {
    expect(lastEventIdHeader(id)).toBe(isSendable ? utf8AsHeader(id) : undefined);
  });

  test('is delivered, but the next request has no last-event-id header', async () => {
    const id = 'x'.repeat(LONGEST + 1);
    const ids: string[] = [];
    const server = await startServer(endsAfter(`id: 1\n\nid: ${id}\ndata: a\n\n`), endsAfter(''));
    const stream = eventStream(server.url, {
      isTerminal: () => false,
      retry: { initialDelay: 10, maxAttempts: 2 },
    });

    await expect(async () => {
      for await (const message of stream) ids.push(message.id);
    }).rejects.toBeInstanceOf(TruncatedError);

    expect(ids).toEqual([id]);
    expect(stream.lastEventId).toBe(id);
    expect(server.requests.length).toBe(2);
    expect(server.requests[1]?.headers).not.toHaveProperty('last-event-id');
  });

  test('is not converted: an ID of 100 MiB costs only the check of its length', () => {
    const encode = vi.spyOn(globalThis, 'encodeURIComponent');
    const match = vi.spyOn(RegExp.prototype, 'test');

    expect(lastEventIdHeader('x'.repeat(100 * 1024 * 1024))).toBeUndefined();

    expect([encode, match].map((spy) => spy.mock.calls.length)).toEqual([0, 0]);
    vi.restoreAllMocks();
  });
});

test.each(['\ud800', 'a\udc00b', '\udc00\ud800'])(
  'last event ID: an ID with a lone surrogate (%j) cannot be sent',
  (id) => {
    expect(lastEventIdHeader(id)).toBeUndefined();
  },
);

test('last event ID: is encoded in an environment without TextEncoder', () => {
  vi.stubGlobal('TextEncoder', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());

  expect(lastEventIdHeader('100 % é 🎉')).toBe('100 % Ã© ð\u009f\u008e\u0089');
});
