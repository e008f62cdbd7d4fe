// The parser as JavaScript, if WebAssembly is missing or blocked: same behaviour, one attempt to
// compile.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { freshPackage } from '../support/host.js';
import { refuseMemory, refuseWebAssembly } from '../support/refusal.js';
import { endsAfter, startServer } from '../support/server.js';
import { warmFetch } from '../support/warm-fetch.js';

beforeEach(warmFetch);

afterEach(() => vi.unstubAllGlobals());

describe('fallback: WebAssembly blocked by a Content Security Policy', () => {
  test('a stream is read, with one request', async () => {
    const { fetchEventSource, ready } = await freshPackage();
    const server = await startServer(endsAfter('event: é\nid: 7\ndata: 你好 🎉\n\n'));
    refuseWebAssembly();
    const messages: unknown[] = [];
    const onerror = vi.fn();

    await fetchEventSource(server.url, {
      method: 'POST',
      body: 'question',
      onmessage: (message) => void messages.push(message),
      onerror,
    });

    expect(messages).toEqual([{ data: '你好 🎉', event: 'é', id: '7', retry: undefined }]);
    expect(onerror).not.toHaveBeenCalled();
    expect(server.requests).toMatchObject([{ method: 'POST', body: 'question' }]);
    expect(await ready()).toBe('js');
  });

  test('compiling is attempted once: each attempt is one more violation report', async () => {
    const { createParser, eventStream, fetchEventSource, ready } = await freshPackage();
    const server = await startServer(endsAfter('data: a\n\n'));
    const attempts = refuseWebAssembly();

    await Promise.all([ready(), ready(), fetchEventSource(server.url)]);
    await fetchEventSource(server.url);
    await eventStream(server.url).next();
    createParser({}).feed('data: a\n\n');

    expect(attempts()).toBe(1);
  });

  test('an instance that a large event has grown is replaced without another attempt to compile', async () => {
    const { createParser, ready } = await freshPackage();
    const attempts = refuseWebAssembly();
    await ready();
    const lengths: number[] = [];
    const parser = createParser({ onEvent: ({ data }) => lengths.push(data.length) });

    for (let event = 0; event < 2; event += 1) {
      parser.feed(`data: ${'x'.repeat(24 * 1024 * 1024)}\n\n`);
      parser.reset();
      await ready();
    }

    expect(lengths).toEqual([24 * 1024 * 1024, 24 * 1024 * 1024]);
    expect(attempts()).toBe(1);
  });
});

test('WebAssembly that compiles but does not instantiate, as in WebKit under a policy, counts as blocked', async () => {
  const { ready } = await freshPackage();
  const compile = vi.fn(() => Promise.resolve({}));
  const instantiate = vi.fn(() => Promise.reject(new Error('refused')));
  vi.stubGlobal('WebAssembly', { compile, instantiate });

  expect(await ready()).toBe('js');
  expect(await ready()).toBe('js');
  expect(instantiate).toHaveBeenCalledTimes(1);
});

describe('fallback: an invalid WebAssembly object', () => {
  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['an empty object', {}],
    [
      'a page’s own',
      Object.freeze({
        compile: () => {
          throw new Error('mine');
        },
      }),
    ],
  ])('%s: the fallback runs', async (_what, webAssembly) => {
    const { EventSourceParserStream, ready } = await freshPackage();
    vi.stubGlobal('WebAssembly', webAssembly);

    expect(await ready()).toBe('js');
    const { readable, writable } = new EventSourceParserStream();
    void writable.getWriter().write('data: a\n\n');
    expect(await readable.getReader().read()).toMatchObject({ value: { data: 'a' } });
  });
});

test('fallback: an event that exceeds memory rejects, and the parser continues after it', async () => {
  const { createParser, EventTooLargeError, ready } = await freshPackage();
  refuseWebAssembly();
  await ready();
  const errors: unknown[] = [];
  const data: string[] = [];
  const parser = createParser({
    onEvent: (event) => data.push(event.data),
    onError: (error) => errors.push(error),
  });

  refuseMemory(4 * 1024 * 1024);
  // The core keeps little data in its own memory, but it keeps an ID there.
  parser.feed(`id: ${'x'.repeat(8 * 1024 * 1024)}\n\n`);
  vi.unstubAllGlobals();
  parser.reset();
  parser.feed('data: a\n\n');

  expect(errors).toEqual([expect.any(EventTooLargeError)]);
  expect((errors[0] as Error).message).toContain('that fits in memory');
  expect(data).toEqual(['a']);
});
