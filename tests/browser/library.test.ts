// fetchEventSource in Chromium, where an origin has six connections.
import { expect, test } from 'vitest';
import { useChromium } from './support/chromium.js';
import { startLibraryServer, type Respond } from './support/library-page.js';

const POLICY = "default-src 'self'; img-src data:; script-src 'self' 'wasm-unsafe-eval'";
const ATTEMPTS = 12;

const { openPage } = useChromium();

const neverEnds: Respond = (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('data: a\n\n');
};

const refusesForEver: Respond = (response) => {
  response.writeHead(401, { 'content-type': 'application/json' });
  response.write('{"message":');
};

test.each([
  ['a handler throws and the stream stays open', neverEnds],
  ['a 401 leaves its body unfinished', refusesForEver],
])(
  'fetchEventSource: an origin allows more attempts than it has connections when %s',
  async (_case, respond) => {
    const page = await openPage();
    const server = await startLibraryServer(POLICY, respond);
    await page.goto(server.url);

    const alive = await page.evaluate(async (attempts) => {
      const { fetchEventSource } = globalThis.library;
      let failures = 0;
      await fetchEventSource('/stream', {
        retry: { maxAttempts: attempts },
        onopen: (response) => {
          if (!response.ok) throw new Error('refused');
        },
        onmessage: () => {
          throw new Error('refused');
        },
        onerror: (error: unknown) => {
          failures += 1;
          if (failures === attempts) throw error;
          return 10;
        },
      }).catch(() => undefined);
      return (await fetch('/alive')).ok;
    }, ATTEMPTS);

    expect(alive).toBe(true);
    expect(server.requests).toBe(ATTEMPTS);
    await server.allClosed();
  },
);

test('page credentials: relative URLs are requested, and EventSource keeps its url', async () => {
  const page = await openPage();
  const server = await startLibraryServer(POLICY, (response) =>
    response
      .writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' })
      .end('data: a\n\n'),
  );
  await page.goto(server.url.replace('//', '//user:pw@'));

  const seen = await page.evaluate(async () => {
    const { EventSource, fetchEventSource } = globalThis.library;
    const messages: string[] = [];
    await fetchEventSource('/stream', { onmessage: ({ data }) => void messages.push(data) });
    const ours = new EventSource('/stream');
    await new Promise((resolve) => ours.addEventListener('message', resolve));
    ours.close();
    const native = new globalThis.EventSource('/stream');
    native.close();
    return { messages, base: document.baseURI, ours: ours.url, native: native.url };
  });

  expect(seen.messages).toEqual(['a']);
  expect(seen.base).toContain('user:pw@');
  expect(seen.ours).toBe(seen.native);
});
