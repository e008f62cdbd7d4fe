// docs/guides/errors.md: what the page shows after a failure, and what is retried.
import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { remote, useChromium } from '../../browser/support/chromium.js';
import {
  answers,
  endsAfter,
  startServer,
  staysOpenAfter,
  type Respond,
} from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { run } from './support/program.js';
import { startSite } from './support/site.js';
import { delta, DONE } from './support/wire.js';

const guide = openGuide('errors');
const { openPage } = useChromium();

const json = (status: number, value: unknown, headers: Record<string, string> = {}): Respond =>
  answers(status, { 'content-type': 'application/json', ...headers }, JSON.stringify(value));

/** In the page: sets `hasResponse` when a response arrives, because the limit for the first message starts then. */
function markResponses(): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (...args) => {
    const response = await fetch(...args);
    Object.assign(globalThis, { hasResponse: true });
    return response;
  };
}

describe('the page', () => {
  /** Opens the page with a server that handles the nth question with the nth of `responds`. */
  async function openChat(...responds: Respond[]) {
    const server = await startServer(...responds);
    const page = await openPage();
    await page.clock.install();
    await page.addInitScript(markResponses);
    guide.use('explain.js');
    await page.goto(remote(await startSite(guide, ['index.html', 'chat.js'], server.url)));
    return { page, server };
  }

  async function ask(page: Page): Promise<void> {
    await page.locator('input').fill('Who?');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
  }

  const showsStatus = (page: Page, text: string): Promise<void> =>
    page.getByRole('status').getByText(text, { exact: true }).waitFor();
  const answer = (page: Page): Promise<string | null> => page.locator('#answer').textContent();
  const again = (page: Page) => page.getByRole('button', { name: 'Ask again' });

  const overloaded = `data: ${JSON.stringify({ error: { message: 'Too busy', type: 'server_error' } })}\n\n`;
  test.each<[string, Respond, string, boolean, string]>([
    ['an expired session', json(401, {}), 'Please sign in again.', false, ''],
    [
      'an exceeded quota',
      json(429, {}, { 'retry-after': '60' }),
      'Too many questions. Try again in 60 s.',
      true,
      '',
    ],
    [
      'an error of the API',
      json(400, { error: { message: 'The question is too long' } }),
      'The question is too long',
      false,
      '',
    ],
    [
      'an error page',
      answers(404, {}, '<html>'),
      'The server responded with status 404.',
      false,
      '',
    ],
    [
      'HTML with status 200',
      answers(200, { 'content-type': 'text/html' }, '<html>'),
      'The response is not an answer.',
      false,
      '',
    ],
    ['an error in the stream', endsAfter(delta('I am') + overloaded), 'Too busy', true, 'I am'],
    [
      'a truncated answer',
      endsAfter(delta('I am')),
      'The connection was lost. The answer is not complete.',
      true,
      'I am',
    ],
  ])('shows a message for %s, and keeps the text', async (_what, respond, text, canAsk, kept) => {
    const { page, server } = await openChat(respond);

    await ask(page);
    await showsStatus(page, text);

    expect([await answer(page), await again(page).isVisible()]).toEqual([kept, canAsk]);
    expect(server.requests.length).toBe(1);
  });

  test('asks again on request', async () => {
    const { page } = await openChat(endsAfter(delta('I')), endsAfter(delta('I am') + DONE));
    await ask(page);
    await again(page).click();
    await page.getByText('I am', { exact: true }).waitFor();

    expect(await again(page).isVisible()).toBe(false);
  });

  /** From now on, only the test advances time, so that a text shown for less than a second is not missed. */
  const stopTheClock = (page: Page): Promise<void> => page.clock.pauseAt(Date.now() + 60_000);

  test('shows that it retries, and clears the status after that', async () => {
    const { page } = await openChat(json(503, {}), endsAfter(delta('I am') + DONE));
    await stopTheClock(page);

    await ask(page);
    await showsStatus(page, 'Trying again in 1 s');
    await page.clock.runFor(1000);
    await page.clock.resume();
    await page.getByText('I am', { exact: true }).waitFor();

    expect(await page.getByRole('status').textContent()).toBe('');
  });

  test('shows that it waits for the network', async () => {
    const { page } = await openChat(endsAfter(delta('I am') + DONE));
    await stopTheClock(page);
    await page.context().setOffline(true);

    await ask(page);
    await showsStatus(page, 'Waiting for the network');
    await page.context().setOffline(false);

    await page.getByText('I am', { exact: true }).waitFor();
  });

  test('fails after 120 s without a first message', async () => {
    const { page, server } = await openChat(staysOpenAfter(': connected\n\n'));
    await ask(page);
    await page.waitForFunction('hasResponse');

    await page.clock.runFor(100_000);
    expect(await page.getByRole('status').textContent()).toBe('');
    await page.clock.runFor(20_000);

    await showsStatus(page, 'The server stopped responding.');
    expect(server.requests.length).toBe(1);
  });

  test('fails after 60 s without another message', async () => {
    const { page, server } = await openChat(staysOpenAfter(delta('I am')));
    await ask(page);
    await page.getByText('I am', { exact: true }).waitFor();

    await page.clock.runFor(60_000);

    await showsStatus(page, 'The server stopped responding.');
    expect(server.requests.length).toBe(1);
  });
});

describe('own-rules.js', () => {
  const busy = json(409, {});

  test('retries after the delay that onerror returns', async () => {
    const server = await startServer(busy, busy, endsAfter('data: Hello\n\n'));

    expect(await run(guide.use('own-rules.js'), server.url)).toEqual({
      out: 'Hello\n',
      errors: '',
    });
  });

  test('stops at maxAttempts', async () => {
    const server = await startServer(busy);

    const { errors } = await run(guide.use('own-rules.js'), server.url);

    expect(errors).toContain('ResponseError: Expected a 2xx response, got 409');
    expect(server.requests.length).toBe(3);
  });

  test('ends when onerror throws', async () => {
    const server = await startServer(json(503, {}));

    const { errors } = await run(guide.use('own-rules.js'), server.url);

    expect(errors).toContain('ResponseError: Expected a 2xx response, got 503');
    expect(server.requests.length).toBe(1);
  });
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
