// The streams of a mock server, read by the official clients and by chatText: the same text, and
// the same end unless the answer is cut.
import { describe, expect, test } from 'vitest';
import { POEM, startMock, startRelay } from './support/mock.js';
import { chat, main } from './support/package.js';
import { providers } from './support/providers.js';

interface Outcome {
  readonly text: string;
  readonly error: unknown;
}

async function outcomeOf(deltas: AsyncIterable<string>): Promise<Outcome> {
  const read: string[] = [];
  const outcome = (error: unknown): Outcome => ({ text: read.join(''), error });
  try {
    for await (const delta of deltas) {
      read.push(delta);
    }
  } catch (error) {
    return outcome(error);
  }
  return outcome(undefined);
}

describe.each(Object.entries(providers))('provider: %s', (_name, provider) => {
  const { format, path, body, official, separator, error, trustsTheEnd } = provider;
  const ours = (url: string): Promise<Outcome> =>
    outcomeOf(
      chat.chatText(`${url}${path}`, {
        format,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  const theirs = (url: string): Promise<Outcome> => outcomeOf(official(url));

  /** The first messages of a body, and the separator after each. */
  const begun = (whole: string): string =>
    whole
      .split(separator)
      .slice(0, -6)
      .map((message) => message + separator)
      .join('');

  test('a whole answer: the same text as the official client returns', async () => {
    const mock = await startMock();

    const [read, expected] = [await ours(mock.url), await theirs(mock.url)];

    expect(expected).toMatchObject({ text: POEM, error: undefined });
    expect(read).toEqual(expected);
    const requests = mock.getRequests();
    expect(requests.map((request) => [request.method, request.path])).toEqual(
      Array(2).fill(['POST', requests[1]?.path]),
    );
    expect(requests[0]?.body).toMatchObject({ stream: true });
  });

  test('an error inside the stream: a ChatError; the official client throws, too', async () => {
    const mock = await startMock();
    const url = await startRelay(mock.url, (whole) => begun(whole) + error + separator);

    const [read, expected] = [await ours(url), await theirs(url)];

    expect(expected.error).toMatchObject(provider.officialFailure);
    expect(read.error).toBeInstanceOf(chat.ChatError);
    expect(read.error).toMatchObject({ phase: 'body', ...provider.failure });
    expect(read.text).toBe(expected.text);
    expect(POEM.startsWith(read.text)).toBe(true);
    expect(mock.getRequests().length).toBe(2);
  });

  test('a body that is cut between two messages: a StreamInterruptedError, unlike some official clients', async () => {
    const mock = await startMock();
    const url = await startRelay(mock.url, begun);

    const [read, expected] = [await ours(url), await theirs(url)];

    expect(expected.error === undefined).toBe(trustsTheEnd);
    expect(read.error).toBeInstanceOf(main.StreamInterruptedError);
    expect(read.error).toMatchObject({ phase: 'truncated' });
    expect(read.text).toBe(expected.text);
    expect(read.text.length).toBeLessThan(POEM.length);
    expect(mock.getRequests().length).toBe(2);
  });

  test('a body that is cut inside a message: an error', async () => {
    const mock = await startMock();
    const url = await startRelay(mock.url, (whole) => {
      const start = begun(whole);
      return whole.slice(0, start.length + separator.length + 9);
    });

    const read = await ours(url);

    expect(read.error).toBeInstanceOf(main.EventStreamError);
    expect(POEM.startsWith(read.text)).toBe(true);
    expect(mock.getRequests().length).toBe(1);
  });
});
