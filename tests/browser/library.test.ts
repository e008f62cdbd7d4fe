// fetchEventSource in Chromium: an origin has six connections there, and a page has a Content Security Policy.
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

test('a POST is read through WebAssembly under a strict policy, without a word in the console', async () => {
  const page = await openPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const { url } = await startLibraryServer(POLICY, (response, request) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`event: method\ndata: ${request.method ?? ''}\ndata: 你好 🎉\n\n`);
  });
  await page.goto(url);

  const messages = await page.evaluate(async () => {
    const { fetchEventSource } = globalThis.library;
    const received: unknown[] = [];
    await fetchEventSource('/stream', { method: 'POST', onmessage: (m) => received.push(m) });
    return received;
  });

  expect(messages).toEqual([{ data: 'POST\n你好 🎉', event: 'method', id: '' }]);
  expect(complaints).toEqual([]);
});

test('a policy that refuses WebAssembly is named in a typed error', async () => {
  const page = await openPage();
  const { url } = await startLibraryServer("default-src 'self'; img-src data:", neverEnds);
  await page.goto(url);

  const error = await page.evaluate(async () => {
    const { fetchEventSource } = globalThis.library;
    return fetchEventSource('/stream').catch((caught: unknown) => {
      const { name, phase, message } = caught as InstanceType<typeof library.EventStreamError>;
      return { name, phase, message };
    });
  });

  expect(error).toMatchObject({ name: 'RuntimeUnavailableError', phase: 'connect' });
  expect(error).toHaveProperty('message', expect.stringContaining("'wasm-unsafe-eval'"));
});

test.each([
  ['a handler throws and the stream stays open', neverEnds],
  ['a 401 leaves its body unfinished', refusesForEver],
])('the origin outlives more attempts than it has connections when %s', async (_case, respond) => {
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
});
