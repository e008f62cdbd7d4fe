// docs/guides/errors.md: what a page shows when something goes wrong, and what it asks again.
import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { remote, useChromium } from '../../browser/support/chromium.js';
import {
  answers,
  endsAfter,
  startServer,
  staysOpenAfter,
  type RecordedRequest,
  type Respond,
  type TestServer,
} from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { run } from './support/program.js';
import { startSite } from './support/site.js';
import { delta, DONE } from './support/wire.js';

const guide = openGuide('errors');
const { openPage } = useChromium();

const json = (status: number, value: unknown, headers: Record<string, string> = {}): Respond =>
  answers(status, { 'content-type': 'application/json', ...headers }, JSON.stringify(value));

const at = (server: TestServer, path: string): RecordedRequest[] =>
  server.requests.filter((request) => request.path === path);

/** In the page: `isAnswered` once a response has come, which is when the clock for the first message begins. */
function tellOfAnswers(): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (...args) => {
    const response = await fetch(...args);
    Object.assign(globalThis, { isAnswered: true });
    return response;
  };
}

describe('the page', () => {
  /** The nth question is answered by the nth of `responds`; reports go elsewhere. */
  async function openChat(...responds: Respond[]) {
    const left = [...responds];
    const server = await startServer((response, request) => {
      const respond = request.path === '/api/errors' ? answers(204) : left.shift();
      return respond?.(response, request);
    });
    const page = await openPage();
    await page.clock.install();
    await page.addInitScript(tellOfAnswers);
    guide.use('explain.js');
    guide.use('report.js');
    await page.goto(remote(await startSite(guide, ['index.html', 'chat.js'], server.url)));
    return { page, server };
  }

  async function ask(page: Page): Promise<void> {
    await page.locator('input').fill('Who?');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
  }

  const says = (page: Page, text: string): Promise<void> =>
    page.getByRole('status').getByText(text, { exact: true }).waitFor();
  const answer = (page: Page): Promise<string | null> => page.locator('#answer').textContent();
  const again = (page: Page) => page.getByRole('button', { name: 'Ask again' });

  const overloaded = `data: ${JSON.stringify({ error: { message: 'Too busy', type: 'server_error' } })}\n\n`;
  test.each<[string, Respond, string, boolean, string]>([
    ['a session that is over', json(401, {}), 'Please sign in again.', false, ''],
    [
      'a quota',
      json(429, {}, { 'retry-after': '60' }),
      'Too many questions. Try again in 60 s.',
      true,
      '',
    ],
    [
      'a reason',
      json(400, { error: { message: 'The question is too long' } }),
      'The question is too long',
      false,
      '',
    ],
    [
      'a page in the place of an error',
      answers(404, {}, '<html>'),
      'The server says 404.',
      false,
      '',
    ],
    [
      'something else',
      answers(200, { 'content-type': 'text/html' }, '<html>'),
      'That was not the chat.',
      false,
      '',
    ],
    ['an error in the stream', endsAfter(delta('I am') + overloaded), 'Too busy', true, 'I am'],
    [
      'an end that comes too early',
      endsAfter(delta('I am')),
      'The connection was lost. The answer is not complete.',
      true,
      'I am',
    ],
  ])('tells of %s, and keeps what has come', async (_what, respond, text, canAsk, kept) => {
    const { page, server } = await openChat(respond);

    await ask(page);
    await says(page, text);

    expect([await answer(page), await again(page).isVisible()]).toEqual([kept, canAsk]);
    expect(at(server, '/api/chat').length).toBe(1);
  });

  test('asks again, and reports what was', async () => {
    const { page, server } = await openChat(endsAfter(delta('I')), endsAfter(delta('I am') + DONE));
    await ask(page);
    await again(page).click();
    await page.getByText('I am', { exact: true }).waitFor();
    await server.received(3);

    expect(await again(page).isVisible()).toBe(false);
    expect(JSON.parse(at(server, '/api/errors')[0]?.body ?? '')).toMatchObject({
      name: 'StreamInterruptedError',
      phase: 'truncated',
      attempt: 1,
      messagesDelivered: 1,
    });
  });

  /** From now on time passes only as the test says: what is to be seen for less than a second does not go by. */
  const stopTheClock = (page: Page): Promise<void> => page.clock.pauseAt(Date.now() + 60_000);

  test('says that it tries again, and then nothing more', async () => {
    const { page } = await openChat(json(503, {}), endsAfter(delta('I am') + DONE));
    await stopTheClock(page);

    await ask(page);
    await says(page, 'Trying again in 1 s');
    await page.clock.runFor(1000);
    await page.clock.resume();
    await page.getByText('I am', { exact: true }).waitFor();

    expect(await page.getByRole('status').textContent()).toBe('');
  });

  test('waits for the network', async () => {
    const { page } = await openChat(endsAfter(delta('I am') + DONE));
    await stopTheClock(page);
    await page.context().setOffline(true);

    await ask(page);
    await says(page, 'Waiting for the network');
    await page.context().setOffline(false);

    await page.getByText('I am', { exact: true }).waitFor();
  });

  test('gives up on a model that does not begin, later than on one that has stalled', async () => {
    const { page, server } = await openChat(staysOpenAfter(': connected\n\n'));
    await ask(page);
    await page.waitForFunction('isAnswered');

    await page.clock.runFor(100_000);
    expect(await page.getByRole('status').textContent()).toBe('');
    await page.clock.runFor(20_000);

    await says(page, 'The server has fallen silent.');
    expect(at(server, '/api/chat').length).toBe(1);
  });

  test('gives up on a model that has stalled', async () => {
    const { page, server } = await openChat(staysOpenAfter(delta('I am')));
    await ask(page);
    await page.getByText('I am', { exact: true }).waitFor();

    await page.clock.runFor(60_000);

    await says(page, 'The server has fallen silent.');
    expect(at(server, '/api/chat').length).toBe(1);
  });
});

describe('own-rules.js', () => {
  const busy = json(409, {});

  test('tries again as it likes', async () => {
    const server = await startServer(busy, busy, endsAfter('data: Hello\n\n'));

    expect(await run(guide.use('own-rules.js'), server.url)).toEqual({
      out: 'Hello\n',
      errors: '',
    });
  });

  test('is bound by the limits', async () => {
    const server = await startServer(busy);

    const { errors } = await run(guide.use('own-rules.js'), server.url);

    expect(errors).toContain('ResponseError: Expected a response with status 2xx, got 409');
    expect(server.requests.length).toBe(3);
  });

  test('ends where it throws', async () => {
    const server = await startServer(json(503, {}));

    const { errors } = await run(guide.use('own-rules.js'), server.url);

    expect(errors).toContain('ResponseError: Expected a response with status 2xx, got 503');
    expect(server.requests.length).toBe(1);
  });
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
