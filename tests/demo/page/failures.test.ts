// The demo page when an answer fails: the status line shows the reason, the text stays, and Try again works.

import type { RequestListener } from 'node:http';
import { afterAll, expect, it } from 'vitest';
import { chunk, streamHeaders } from '../server/support/upstream.js';
import { httpServer, type LocalServer } from '../../support/local-server.mjs';
import { ChatPage } from './support/chat-page.js';
import { useChromium } from '../../browser/support/chromium.js';
import { useDemo } from './support/demo.js';

const key = 'sk-demo-0123456789';
let answer: RequestListener;
let model: LocalServer | undefined;

const { openPage } = useChromium();
const demo = useDemo(async () => {
  model = await httpServer((request, response) => {
    request.resume().on('end', () => answer(request, response));
  }).listen();
  return {
    env: {
      OPENAI_BASE_URL: `${model.url}/v1`,
      OPENAI_API_KEY: key,
      OPENAI_MODEL: 'tiny-model',
    },
  };
});
afterAll(() => model?.close());

const good: RequestListener = (_request, response) => {
  response.writeHead(200, streamHeaders).end(chunk('All is well.', 'stop') + 'data: [DONE]\n\n');
};

it('shows why the model server refused, without the key, and Try again works', async () => {
  answer = (_request, response) => {
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: `Wrong key ${key}` } }));
  };
  const chat = await ChatPage.open(await openPage(), demo.url);
  await chat.ask('Hello');
  await chat.waitForStatus(/^Failed: .*status 401: Wrong key \[key\]\. Check OPENAI_API_KEY\.$/);

  answer = good;
  await chat.tryAgain.click();

  await chat.waitForStatus(/^Done$/);
  expect(await chat.answers.allTextContents()).toEqual(['All is well.']);
  expect(await chat.page.content()).not.toContain(key);
});

it('keeps the words before an error, and Try again replaces them', async () => {
  answer = (_request, response) => {
    response.writeHead(200, streamHeaders);
    response.end(`${chunk('Once upon a time')}data: {"error": {"message": "out of memory"}}\n\n`);
  };
  const chat = await ChatPage.open(await openPage(), demo.url);
  await chat.ask('Hello');
  await chat.waitForStatus(/^Failed: .*out of memory$/);
  expect(await chat.answers.allTextContents()).toEqual(['Once upon a time']);

  answer = good;
  await chat.tryAgain.click();

  await chat.waitForStatus(/^Done$/);
  expect(await chat.answers.allTextContents()).toEqual(['All is well.']);
});

it('shows the name of the model', async () => {
  const chat = await ChatPage.open(await openPage(), demo.url);

  await chat.page.getByText('tiny-model').waitFor();
  await chat.page.getByText('Answers come from a model and can be wrong.').waitFor();
});

it.each([
  [
    'an HTML page in place of the stream',
    { status: 200, contentType: 'text/html', body: '<h1>Sign in</h1>' },
    /^Failed: The response of the server is not an answer\.$/,
  ],
  [
    'an HTML error page',
    { status: 500, contentType: 'text/html', body: '<h1>Oops</h1>' },
    /^Failed: The server responded with status 500\.$/,
  ],
  [
    'a refusal in JSON',
    { status: 400, json: { error: { message: 'Too many words.' } } },
    /^Failed: Too many words\.$/,
  ],
])('shows what failed: %s', async (_name, reply, status) => {
  const chat = await ChatPage.open(await openPage(), demo.url);
  await chat.page.route('**/api/chat', (route) => route.fulfill(reply));

  await chat.ask('Hello');

  await chat.waitForStatus(status);
  expect(await chat.tryAgain.isVisible()).toBe(true);
  expect(await chat.send.isVisible()).toBe(true);
});

it('shows a word once if the server sends it twice', async () => {
  const chat = await ChatPage.open(await openPage(), demo.url);
  const events = [chunk(''), chunk('Once'), chunk('Once'), chunk(' more.'), 'data: [DONE]\n\n'];
  const ids = [0, 1, 1, 2, 3];
  const body = events.map((event, index) => `id: a:${ids[index]}\n${event}`).join('');
  await chat.page.route('**/api/chat', (route) => {
    return route.fulfill({ contentType: 'text/event-stream', body });
  });

  await chat.ask('Hello');

  await chat.waitForStatus(/^Done$/);
  expect(await chat.answers.allTextContents()).toEqual(['Once more.']);
});

it('resumes if the response ends in the middle of the answer', async () => {
  const chat = await ChatPage.open(await openPage(), demo.url);
  const lastEventIds: (string | undefined)[] = [];
  const bodies = [
    `id: a:0\n${chunk('Once')}`,
    `id: a:1\n${chunk(' more.')}id: a:2\ndata: [DONE]\n\n`,
  ];
  await chat.page.route('**/api/chat', async (route) => {
    lastEventIds.push(route.request().headers()['last-event-id']);
    await route.fulfill({ contentType: 'text/event-stream', body: bodies.shift() ?? '' });
  });

  await chat.ask('Hello');
  await chat.waitForStatus(/^Connection lost, reconnecting in [12] s$/);
  await chat.waitForStatus(/^Done$/);

  expect(await chat.answers.allTextContents()).toEqual(['Once more.']);
  expect(lastEventIds).toEqual([undefined, 'a:0']);
});

it('a long reason leaves room for the answer on a phone', async () => {
  const page = await openPage({ viewport: { width: 360, height: 640 }, isMobile: true });
  const chat = await ChatPage.open(page, demo.url);
  const message = 'The model server has a great deal to say about this question. '.repeat(3);
  await chat.page.route('**/api/chat', (route) => {
    return route.fulfill({ status: 400, json: { error: { message } } });
  });

  await chat.ask('Hello');
  await chat.waitForStatus(/^Failed/);

  expect((await chat.status.boundingBox())?.width).toBeGreaterThan(250);
  expect((await page.getByRole('contentinfo').boundingBox())?.height).toBeLessThan(320);
});

it('Try again works with the keyboard, and the focus moves to the question box', async () => {
  const chat = await ChatPage.open(await openPage(), demo.url);
  await chat.page.route('**/api/chat', (route) => route.fulfill({ status: 400, json: {} }));
  await chat.ask('Hello');
  await chat.waitForStatus(/^Failed/);
  await chat.page.unroute('**/api/chat');
  answer = good;

  await chat.tryAgain.focus();
  await chat.page.keyboard.press('Enter');

  await chat.waitForStatus(/^Done$/);
  expect(await chat.message.evaluate((box) => box === document.activeElement)).toBe(true);
});
