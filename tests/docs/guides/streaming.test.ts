// docs/guides/streaming.md: the page and its server, with a model whose responses the test writes.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { useChromium } from '../../browser/support/chromium.js';
import { deferred } from '../../js/support/deferred.js';
import {
  answers,
  startServer,
  type TestResponse,
  type TestServer,
} from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { run, serve, type Served } from './support/program.js';
import { startSite } from './support/site.js';
import { delta, DONE, EVENT_STREAM } from './support/wire.js';

const guide = openGuide('streaming');
const { openPage } = useChromium();

describe('the page', () => {
  let model: TestServer;
  let server: Served;
  let page: Page;
  let started: Promise<TestResponse>;

  beforeEach(async () => {
    const { promise, resolve } = deferred<TestResponse>();
    started = promise;
    model = await startServer(
      (response) => resolve(response.writeHead(200, EVENT_STREAM)),
      answers(200, EVENT_STREAM, `${delta('Again')}${DONE}`),
      answers(429, { 'content-type': 'application/json' }, '{}'),
    );
    server = await serve(guide.use('server.js'), { CHAT_URL: model.url, CHAT_KEY: 'secret' });
    page = await openPage();
    await page.goto(await startSite(guide, ['index.html', 'chat.js'], server.url));
  });

  const ask = async (question: string): Promise<void> => {
    await page.locator('input').fill(question);
    await page.getByRole('button').click();
  };
  const shows = (text: string): Promise<void> => page.getByText(text).waitFor();

  test('shows the answer while the model writes it, and sends it with the next question', async () => {
    await ask('Who?');
    const response = await started;
    response.write(delta('Hello'));
    await shows('Hello');
    response.end(`${delta(', 你!')}${DONE}`);
    await shows('Hello, 你!');
    await ask('And?');
    await shows('Again');

    expect(model.requests[0]?.headers.authorization).toBe('Bearer secret');
    expect(JSON.parse(model.requests[1]?.body ?? '')).toEqual({
      model: 'gpt-5',
      stream: true,
      messages: [
        { role: 'user', content: 'Who?' },
        { role: 'assistant', content: 'Hello, 你!' },
        { role: 'user', content: 'And?' },
      ],
    });
  });

  test('stops the model when the page closes', async () => {
    await ask('Who?');
    const response = await started;
    const closed = new Promise<void>((resolve) => response.once('close', resolve));
    response.write(delta('Hello'));
    await shows('Hello');

    await page.close();
    await closed;

    expect(await server.end()).toBe('');
  });

  test('shows an error', async () => {
    await ask('Who?');
    (await started).end(delta('Hello'));
    await shows('The stream was interrupted; messages delivered: 1 (see resume and retry.replay)');

    expect(await page.locator('#answer').textContent()).toBe('Hello');
  });
});

test('messages.js reads messages of several types', async () => {
  const messages = [
    'event: ping\ndata: {}',
    'event: tool\ndata: {"name":"search"}',
    'event: text\ndata: {"text":"Hello"}',
    'event: done\ndata: {"reason":"stop"}',
  ];
  const { url } = await startServer(answers(200, EVENT_STREAM, `${messages.join('\n\n')}\n\n`));

  expect(await run(guide.use('messages.js'), url)).toEqual({
    out: 'tool search\ntext Hello\n',
    errors: '',
  });
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
