// docs/guides/streaming.md
import { expect, test } from 'vitest';
import { useChromium } from '../browser/support/chromium.js';
import { answers, startServer } from '../js/support/server.js';
import { openGuide } from './support/guide.js';
import { run, serve } from './support/program.js';
import { startSite } from './support/site.js';

const guide = openGuide('streaming');
const { openPage } = useChromium();

const EVENT_STREAM = { 'content-type': 'text/event-stream' };
const delta = (content: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;

test('the page shows the answer while the server passes it on', async () => {
  const model = await startServer(
    answers(200, EVENT_STREAM, `${delta('Hello')}${delta(', 你!')}data: [DONE]\n\n`),
  );
  const server = await serve(guide.use('server.js'), { CHAT_URL: model.url, CHAT_KEY: 'secret' });
  const page = await openPage();
  await page.goto(await startSite(guide, ['index.html', 'chat.js'], server.url));

  await page.locator('input').fill('Who?');
  await page.getByRole('button').click();

  await page.getByText('Hello, 你!', { exact: true }).waitFor();
});

const own = `event: ping\ndata:\n\nevent: tool\ndata: {"name":"search"}\n\nevent: text\ndata: {"text":"Hello"}\n\nevent: done\ndata:\n\n`;

test.each([
  ['own-format.js', 'Hello\n'],
  ['messages.js', 'call search\nsay Hello\n'],
])('%s', async (file, out) => {
  const { url } = await startServer(answers(200, EVENT_STREAM, own));

  expect(await run(guide.use(file), url)).toEqual({ out, errors: '' });
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
