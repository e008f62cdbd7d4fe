// Engines and test environments without some globals: React Native's Hermes, Jest's jsdom.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { rejectionOf } from '../support/deferred.js';
import { freshPackage, urlWithoutServer } from '../support/host.js';
import { answers, endsAfter, startServer } from '../support/server.js';
import { warmFetch } from '../support/warm-fetch.js';

beforeEach(warmFetch);

afterEach(() => vi.unstubAllGlobals());

const EngineDecoder = TextDecoder;

/** Decodes UTF-8 and throws for every other encoding, like the decoder of Expo. */
class Utf8Decoder extends EngineDecoder {
  constructor(label = 'utf-8', options?: TextDecoderOptions) {
    if (label !== 'utf-8') {
      throw new RangeError(`Unknown encoding: ${label}`);
    }
    super(label, options);
  }
}

/** Throws for `stream`, like some polyfills. */
class WholeDecoder extends Utf8Decoder {
  override decode(input?: AllowSharedBufferSource, options?: TextDecodeOptions): string {
    if (options?.stream) {
      throw new Error("the 'stream' option is unsupported");
    }
    return super.decode(input);
  }
}

/** Ignores `stream`, like older polyfills. */
class ForgetfulDecoder extends Utf8Decoder {
  override decode(input?: AllowSharedBufferSource): string {
    return super.decode(input);
  }
}

describe.each([
  ['only decodes UTF-8', Utf8Decoder],
  ['decodes UTF-8 but throws for `stream`', WholeDecoder],
  ['decodes UTF-8 and ignores `stream`', ForgetfulDecoder],
])('missing globals: a TextDecoder that %s', (_what, Decoder) => {
  test('decodes Chinese and emoji', async () => {
    const { fetchEventSource } = await freshPackage();
    vi.stubGlobal('TextDecoder', Decoder);
    const server = await startServer(
      endsAfter('event: 问\nid: 7\ndata: 你好 🎉\n\ndata: plain\n\ndata: \ufeff再见\n\n'),
    );
    const messages: unknown[] = [];

    await fetchEventSource(server.url, { onmessage: (message) => void messages.push(message) });

    expect(messages).toEqual([
      { data: '你好 🎉', event: '问', id: '7', retry: undefined },
      { data: 'plain', event: '', id: '', retry: undefined },
      { data: '\ufeff再见', event: '', id: '', retry: undefined },
    ]);
  });

  test('decodes a text that is longer than one call of the decoder', async () => {
    const { createParser, ready } = await freshPackage();
    vi.stubGlobal('TextDecoder', Decoder);
    await ready();
    const texts: string[] = [];
    const parser = createParser({ onEvent: ({ data }) => texts.push(data) });
    const long = `a${'你'.repeat(200_000)}`;

    parser.feed(`data: ${long}\n\n`);

    expect(texts.map((text) => text === long)).toEqual([true]);
  });
});

describe('missing globals: TextDecoder', () => {
  test('ready() rejects with a RuntimeUnavailableError that names it, until it exists', async () => {
    const { ready, RuntimeUnavailableError } = await freshPackage();
    vi.stubGlobal('TextDecoder', undefined);

    const error = await rejectionOf(ready());

    expect(error).toBeInstanceOf(RuntimeUnavailableError);
    expect((error as Error).message).toContain('Expected a global TextDecoder, got none');
    vi.unstubAllGlobals();
    expect(await ready()).toMatch(/^(wasm|js)$/);
  });

  test('a stream rejects with the same error after one request', async () => {
    const { fetchEventSource, RuntimeUnavailableError } = await freshPackage();
    const server = await startServer(endsAfter('data: a\n\n'));
    vi.stubGlobal('TextDecoder', undefined);

    const error = await rejectionOf(fetchEventSource(server.url));

    expect(error).toBeInstanceOf(RuntimeUnavailableError);
    expect((error as Error).message).toContain('TextDecoder');
    expect(server.requests).toHaveLength(1);
  });
});

describe('missing globals: a 401', () => {
  test.each([
    ['without a TextEncoder', ['TextEncoder'], 'who are you?'],
    ['without a TextEncoder and a TextDecoder', ['TextEncoder', 'TextDecoder'], ''],
  ])('%s is reported as a ResponseError', async (_what, missing, body) => {
    const { fetchEventSource, ResponseError } = await freshPackage();
    const server = await startServer(
      answers(401, { 'content-type': 'text/plain' }, 'who are you?'),
    );
    for (const name of missing) vi.stubGlobal(name, undefined);

    const error = await rejectionOf(fetchEventSource(server.url, { method: 'POST', body: '{}' }));

    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ status: 401, body });
  });
});

test('missing globals: a lost connection is reported as a ConnectError without a Request class', async () => {
  const { fetchEventSource, ConnectError } = await freshPackage();
  const url = await urlWithoutServer();
  vi.stubGlobal('Request', undefined);

  const error = await rejectionOf(fetchEventSource(url, { retry: { maxAttempts: 1 } }));

  expect(error).toBeInstanceOf(ConnectError);
});

test('missing globals: without fetch, a call rejects with an InvalidRequestError that names it', async () => {
  const { fetchEventSource, InvalidRequestError } = await freshPackage();
  vi.stubGlobal('fetch', undefined);

  const error = await rejectionOf(fetchEventSource('http://127.0.0.1/'));

  expect(error).toBeInstanceOf(InvalidRequestError);
  expect((error as Error).message).toContain('Expected a global fetch or the option fetch');
});

test('missing globals: without DOMException, EventSource throws a SyntaxError for an invalid URL', async () => {
  const { EventSource } = await freshPackage();
  vi.stubGlobal('DOMException', undefined);

  expect(() => new EventSource('http://%')).toThrow(
    expect.objectContaining({ name: 'SyntaxError', message: 'Expected a valid URL, got http://%' }),
  );
});
