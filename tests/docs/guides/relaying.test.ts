// docs/guides/relaying.md: what the page shows, when the model is stopped, and how many requests it gets.
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { chatParts, type ChatFormat } from '../../../js/src/chat/index.js';
import { useChromium } from '../../browser/support/chromium.js';
import { deferred } from '../../js/support/deferred.js';
import {
  answers,
  endsAfter,
  startServer,
  type Respond,
  type TestResponse,
} from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { serve } from './support/program.js';
import { startSite } from './support/site.js';
import { chunk, delta, DONE, EVENT_STREAM } from './support/wire.js';

const guide = openGuide('relaying');
const { openPage } = useChromium();

/** Starts a model that handles its nth request with the nth of `responds`, and the server of the guide. */
async function startRelaying(...responds: Respond[]) {
  const model = await startServer(...responds);
  const server = await serve(guide.use('server.js'), { CHAT_URL: model.url, CHAT_KEY: 'secret' });
  return { model, server };
}

/** A response that the test writes. `closed` resolves when its connection closes. */
function heldAnswer() {
  const started = deferred<TestResponse>();
  const closed = deferred();
  const respond: Respond = (response) => {
    response.on('close', () => closed.resolve()).writeHead(200, EVENT_STREAM);
    response.flushHeaders();
    started.resolve(response);
  };
  return { respond, started: started.promise, closed: closed.promise };
}

const post = (url: string, init: RequestInit = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body: '{"messages": []}', ...init });

describe('the page', () => {
  async function ask(server: string): Promise<Page> {
    const page = await openPage();
    guide.use('relayed.js');
    await page.goto(await startSite(guide, ['index.html', 'chat.js'], server));
    await page.locator('input').fill('Who?');
    await page.getByRole('button').click();
    return page;
  }

  test('shows the answer while the model writes it', async () => {
    const { respond, started } = heldAnswer();
    const { model, server } = await startRelaying(respond);
    const page = await ask(server.url);
    const response = await started;
    response.write(delta('Hello'));
    await page.getByText('Hello', { exact: true }).waitFor();
    response.end(`${delta(', 你!')}${chunk({}, 'stop')}${DONE}`);
    await page.getByText('Hello, 你!').waitFor();

    expect(model.requests[0]?.headers.authorization).toBe('Bearer secret');
    expect(model.requests.length).toBe(1);
  });

  test('stops the model when the page closes', async () => {
    const { respond, started, closed } = heldAnswer();
    const { model, server } = await startRelaying(respond);
    const page = await ask(server.url);
    (await started).write(delta('Hello'));
    await page.getByText('Hello').waitFor();

    await page.close();
    await closed;

    expect(await server.end()).toBe('');
    expect(model.requests.length).toBe(1);
  });

  test('retries when the model is busy', async () => {
    const { model, server } = await startRelaying(
      answers(503),
      endsAfter(`${delta('Hello')}${DONE}`),
    );
    const page = await ask(server.url);
    await page.getByText('The model is busy').waitFor();
    await page.getByText('Hello').waitFor();

    expect(await page.getByRole('status').textContent()).toBe('');
    expect(model.requests.length).toBe(2);
  });

  test.each<[string, Respond, string, string]>([
    [
      'an error of the model',
      endsAfter(`${delta('I')}data: {"error": {"message": "Overloaded"}}\n\n`),
      'I',
      'Overloaded',
    ],
    ['a truncated answer', endsAfter(delta('I')), 'I', 'The answer is incomplete.'],
    [
      'a wrong key',
      answers(401, { 'content-type': 'application/json' }, '{"error": {"message": "Wrong key"}}'),
      '',
      'Wrong key',
    ],
  ])('shows %s, after one request to the model', async (_what, respond, text, status) => {
    const { model, server } = await startRelaying(respond);
    const page = await ask(server.url);
    await page.getByRole('status').getByText(status, { exact: true }).waitFor();

    expect(await page.locator('#answer').textContent()).toBe(text);
    expect(model.requests.length).toBe(1);
  });
});

test('the server makes one attempt, and responds with 503 and the delay of the model', async () => {
  const busy = { 'content-type': 'application/json', 'retry-after': '7' };
  const { model, server } = await startRelaying(
    answers(503),
    answers(429, busy, '{"error": {"message": "Slow down"}}'),
  );
  const statusAndDelay = async (): Promise<unknown> => {
    const { status, headers } = await post(server.url);
    return [status, headers.get('retry-after')];
  };

  expect(await statusAndDelay()).toEqual([503, '1']);
  expect(await statusAndDelay()).toEqual([503, '7']);
  expect(model.requests.length).toBe(2);
});

test.each([
  ['5 requests if only the page retries', '', 5],
  ['25 requests if the server retries too', 'retry: { initialDelay: 1 },', 25],
])('a busy model gets %s', async (_levels, retry, requests) => {
  const model = await startServer(answers(503, { 'retry-after': '0' }));
  const file = guide.use('server.js');
  const code = readFileSync(file, 'utf8');
  const changed = file.replace('server.js', 'changed.js');
  writeFileSync(changed, retry === '' ? code : code.replace(/retry: .*/, retry));
  const server = await serve(changed, { CHAT_URL: model.url });
  const { relayed } = (await import(guide.use('relayed.js'))) as { relayed: ChatFormat };

  const parts = chatParts(server.url, {
    format: relayed,
    method: 'POST',
    body: '{"messages": []}',
    retry: { initialDelay: 1 },
  });

  await expect(parts.next()).rejects.toMatchObject({ status: 503 });
  expect(model.requests.length).toBe(requests);
});

test('closing the page before the model responds stops the model', async () => {
  const { respond, started, closed } = heldAnswer();
  const { model, server } = await startRelaying(respond);
  const closing = new AbortController();
  const response = post(server.url, { signal: closing.signal }).catch(() => 'aborted');
  await started;

  closing.abort();
  await closed;

  expect(await response).toBe('aborted');
  expect(model.requests.length).toBe(1);
});

test('a request that is not JSON does not stop the server', async () => {
  const { model, server } = await startRelaying(endsAfter(`${delta('Hello')}${DONE}`));

  await expect(post(server.url, { body: '{' })).rejects.toThrow();
  expect(await (await post(server.url)).text()).toContain('Hello');
  expect(model.requests.length).toBe(1);
});

test('relayed.js reads every type of part', async () => {
  const call = { tool_calls: [{ index: 0, id: 'c1', function: { name: 'add', arguments: '{}' } }] };
  const cited = { annotations: [{ url_citation: { url: 'https://example.org', title: 'T' } }] };
  const { server } = await startRelaying(
    endsAfter(
      chunk({ reasoning_content: 'Hm' }) +
        chunk({ content: 'I', ...cited }) +
        chunk({ refusal: 'No' }) +
        chunk(call, 'tool_calls') +
        `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } })}\n\n` +
        DONE,
    ),
  );
  const { relayed } = (await import(guide.use('relayed.js'))) as { relayed: ChatFormat };

  const parts: unknown[] = [];
  for await (const part of chatParts(server.url, {
    format: relayed,
    method: 'POST',
    body: '{"messages": []}',
  })) {
    parts.push(part);
  }

  expect(parts).toEqual([
    { type: 'reasoning', text: 'Hm', index: 0 },
    { type: 'text', text: 'I', index: 0 },
    expect.objectContaining({ type: 'source', url: 'https://example.org', title: 'T' }),
    { type: 'refusal', text: 'No', index: 0 },
    { type: 'tool-call', index: 0, id: 'c1', name: 'add', arguments: '{}' },
    expect.objectContaining({ type: 'usage', inputTokens: 1, outputTokens: 2 }),
    { type: 'finish', reason: 'tool-calls', raw: 'tool_calls' },
  ]);
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
